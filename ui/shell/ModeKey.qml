import QtQuick
import "../controls"
import "../theme"

// One slim key that changes how the terminal is for this resident. What is on has an edge and a tick.
Pressable {
    id: key

    property string icon
    property bool on: false
    property bool toggles: false
    property bool resting: false
    readonly property color words: on ? Paint.primary : resting ? Paint.restingInk : Paint.ink
    readonly property string glyph: on ? "check" : icon
    readonly property real room: width - 2 * Theme.tinyGap
    // In elder type only some words would leave room for an icon: then none has one, but the tick of what is on.
    readonly property bool wordsAlone: Theme.elder && !Theme.doubled && !on
    readonly property bool pictured: glyph !== "" && !wordsAlone && room >= wish.implicitWidth + Theme.shellIcon + Theme.tinyGap

    height: Theme.modeKey
    radius: Theme.smallRadius
    color: down ? Paint.pressed(Paint.card) : resting ? Paint.restingFill : Paint.card
    border.width: on ? 2 * Theme.line : Theme.line
    border.color: on ? Paint.primary : Paint.edge
    Accessible.checkable: toggles
    Accessible.checked: on

    Label { // how broad its words would like to be
        id: wish

        visible: false
        text: key.name
        font: label.font
        wrapMode: Text.NoWrap
    }

    Row {
        anchors.centerIn: parent
        spacing: Theme.tinyGap

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: key.pictured ? key.glyph : ""
            size: Theme.shellIcon
            color: key.words
        }

        Label {
            id: label

            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(wish.implicitWidth + 1, key.room - (key.pictured ? Theme.shellIcon + Theme.tinyGap : 0))
            text: key.name
            color: key.words
            font.pixelSize: Theme.shell
            font.weight: key.on ? Font.Bold : Font.Normal
            lineHeight: 1
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.mm(7.4)
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
