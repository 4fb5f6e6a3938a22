import QtQuick
import "../theme"

// Back and on through what does not fit on one page: by keys, not by dragging.
Item {
    id: turner

    required property string backId
    required property string onId
    required property bool canTurnBack
    required property bool canTurnOn
    required property string caption
    readonly property bool narrow: width < 2 * Math.max(back.implicitWidth, on.implicitWidth) + place.implicitWidth + 2 * Theme.smallGap

    signal backTapped
    signal onTapped

    implicitHeight: Theme.smallControl

    PageTurner {
        id: back

        itemId: turner.backId
        name: qsTr("上一页")
        icon: "caret-up"
        iconOnly: turner.narrow
        enabled: turner.canTurnBack
        height: parent.height
        onTapped: turner.backTapped()
    }

    Label {
        id: place

        anchors.centerIn: parent
        told: true
        text: turner.caption
        color: Paint.secondInk
        font.pixelSize: Theme.shell
        lineHeight: 1
        wrapMode: Text.NoWrap
    }

    PageTurner {
        id: on

        itemId: turner.onId
        name: qsTr("下一页")
        icon: "caret-down"
        iconOnly: turner.narrow
        enabled: turner.canTurnOn
        x: parent.width - width
        height: parent.height
        onTapped: turner.onTapped()
    }
}
