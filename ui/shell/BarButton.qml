import QtQuick
import "../controls"
import "../theme"

// One of the five. At rest it is greyed and sunk, but stays in its place; what is on has an edge and a tick.
Pressable {
    id: button

    property string icon
    property bool leading: false
    property bool on: false
    property bool toggles: false
    readonly property bool inTwoLines: Theme.doubled && !Theme.landscape && name.length > 3 && name.charCodeAt(0) > 0x7f // not in mid-word
    readonly property color fill: leading ? Paint.primary : enabled ? Paint.card : Paint.restingFill
    readonly property color words: leading ? Paint.onTint : on ? Paint.primary : enabled ? Paint.ink : Paint.restingInk
    readonly property real tallWords: (inTwoLines ? 2 : 1) * Theme.shell * Theme.ownLine * Theme.tightLineHeight
    readonly property bool low: height < picture.size + tallWords + Theme.tinyGap // it keeps its word alone

    radius: Theme.smallRadius
    color: down ? Paint.pressed(fill) : fill
    border.width: on ? 2 * Theme.line : Theme.line
    border.color: on || leading ? Paint.primary : Paint.edge
    Accessible.checkable: toggles
    Accessible.checked: on

    Icon {
        id: tick

        x: button.width - width - Theme.tinyGap
        y: button.low ? (button.height - height) / 2 : Theme.tinyGap
        name: button.on ? "check" : ""
        size: Theme.shellIcon * (Theme.doubled ? 0.6 : 0.8)
        color: button.words
    }

    Column {
        anchors.centerIn: parent
        spacing: Theme.tinyGap

        Icon {
            id: picture

            anchors.horizontalCenter: parent.horizontalCenter
            name: button.low ? "" : button.icon
            size: Theme.doubled ? 0.8 * Theme.shellIcon : button.height < Theme.mm(40) ? Theme.shellIcon : Theme.icon
            color: button.words
        }

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            width: button.width - 2 * Theme.tinyGap - (button.low ? 2 * (tick.width + Theme.tinyGap) : 0)
            text: button.name
            color: button.words
            font.pixelSize: Theme.shell
            font.weight: button.on ? Font.Bold : Font.Normal
            lineHeight: Theme.tightLineHeight
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: 2
            fontSizeMode: button.inTwoLines ? Text.FixedSize : Text.HorizontalFit
            minimumPixelSize: Theme.mm(7.4)
            wrapMode: button.inTwoLines ? Text.WrapAnywhere : Text.NoWrap
        }
    }
}
