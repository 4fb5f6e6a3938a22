pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// Whatever can be touched: acts on release within its bounds, one finger at a time.
Rectangle {
    id: pressable

    required property string itemId
    required property string name
    property string description
    property bool focused: false
    readonly property alias down: area.pressed

    signal tapped

    objectName: itemId
    radius: Theme.radius
    Accessible.role: Accessible.Button
    Accessible.name: Plain.words(name)
    Accessible.description: description !== "" ? Plain.words(description) : qsTr("按一下就选。")
    Accessible.onPressAction: if (pressable.enabled) pressable.tapped()

    MouseArea {
        id: area

        anchors.fill: parent
        onClicked: pressable.tapped()
    }

    Loader {
        anchors.fill: parent
        active: pressable.focused
        sourceComponent: FocusRing {
            radius: pressable.radius + Theme.ring + Theme.ringGap
        }
    }
}
