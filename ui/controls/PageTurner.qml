import QtQuick
import "../theme"

// Turns over what does not fit on one page.
Pressable {
    id: turner

    required property string icon
    readonly property color words: enabled ? Paint.primary : Paint.restingInk

    implicitWidth: row.width + 2 * Theme.gap
    radius: Theme.smallRadius
    color: !enabled ? Paint.restingFill : down ? Paint.pressed(Paint.card) : Paint.card
    border.width: Theme.line
    border.color: enabled ? Paint.primary : Paint.edge

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.tinyGap

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: turner.icon
            size: Theme.smallIcon
            color: turner.words
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: turner.name
            color: turner.words
            font.pixelSize: Theme.shell
            font.weight: Font.Bold
            lineHeight: 1
            wrapMode: Text.NoWrap
        }
    }
}
