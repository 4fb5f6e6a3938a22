import QtQuick
import "../controls"
import "../theme"

// One of the five. At rest it is greyed and sunk, but stays in its place.
Pressable {
    id: button

    property string icon
    property bool leading: false
    property bool on: false
    readonly property color fill: leading ? Paint.primary : on ? Paint.band : enabled ? Paint.card : Paint.restingFill
    readonly property color words: leading ? Paint.onTint : enabled ? Paint.ink : Paint.restingInk

    radius: 0
    color: down ? Paint.pressed(fill) : fill
    border.width: 1
    border.color: Paint.hairline

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
            lineHeight: 1
            wrapMode: Text.NoWrap
        }
    }
}
