import QtQuick
import "../controls"
import "../theme"

// One of the five. At rest it is greyed and sunk, but stays in its place; what is on has an edge and a tick.
Pressable {
    id: button

    property string icon
    property bool leading: false
    property bool on: false
    readonly property color fill: leading ? Paint.primary : enabled ? Paint.card : Paint.restingFill
    readonly property color words: leading ? Paint.onTint : on ? Paint.primary : enabled ? Paint.ink : Paint.restingInk

    radius: 0
    color: down ? Paint.pressed(fill) : fill
    border.width: on ? 2 * Theme.line : 1
    border.color: on ? Paint.primary : Paint.hairline
    Accessible.checkable: on
    Accessible.checked: on

    Icon {
        x: button.width - width - Theme.smallGap
        y: Theme.smallGap
        name: button.on ? "check" : ""
        size: Theme.smallIcon * 0.75
        color: button.words
    }

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
