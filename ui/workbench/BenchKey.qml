pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// Something to press with the mouse. `held` is what holds now.
Rectangle {
    id: key

    required property string itemId
    required property string label
    property bool held: false
    readonly property color fill: held ? Paint.primary : Paint.card

    signal pressed

    objectName: itemId
    implicitWidth: Math.min(words.implicitWidth + 2 * Sizes.padding, parent ? parent.width : Infinity)
    implicitHeight: Sizes.key
    radius: Sizes.radius
    color: area.pressed ? Qt.darker(fill, 1.15) : fill
    border.width: 1
    border.color: held ? Paint.primary : Paint.edge
    opacity: enabled ? 1 : 0.45
    Accessible.role: Accessible.Button
    Accessible.name: label
    Accessible.checkable: true
    Accessible.checked: held
    Accessible.onPressAction: if (key.enabled) key.pressed()

    Text {
        id: words

        anchors.centerIn: parent
        width: Math.min(implicitWidth, key.width - Sizes.gap)
        text: key.label
        color: key.held ? Paint.onTint : Paint.ink
        font.pixelSize: Sizes.text
        elide: Text.ElideRight
        textFormat: Text.PlainText
    }

    MouseArea {
        id: area

        anchors.fill: parent
        onClicked: key.pressed()
    }
}
