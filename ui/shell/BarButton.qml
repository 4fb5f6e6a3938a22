import QtQuick
import "../controls"
import "../theme"

// One of the five. At rest it is greyed and sunk, but stays in its place.
Pressable {
    id: button

    property string icon
    property bool leading: false
    property bool on: false
    readonly property color fill: leading ? Palette.primary : on ? Palette.band : enabled ? Palette.card : Palette.restingFill
    readonly property color words: leading ? Palette.onTint : enabled ? Palette.ink : Palette.restingInk

    radius: 0
    color: down ? Palette.pressed(fill) : fill
    border.width: 1
    border.color: Palette.hairline

    Column {
        anchors.centerIn: parent
        spacing: Theme.tinyGap

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: button.icon
            size: Theme.icon
            color: button.words
        }

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            text: button.name
            color: button.words
            font.pixelSize: Theme.shell
            font.weight: button.on ? Font.Bold : Font.Normal
            font.strikeout: !button.enabled
            lineHeight: 1
            wrapMode: Text.NoWrap
        }
    }
}
