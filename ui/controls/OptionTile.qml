import QtQuick
import "../theme"

// A service on the home page: its colour, its name, what it is for. In elder mode a broad row.
Pressable {
    id: tile

    required property string label
    required property string detail
    required property string icon
    required property string tint
    required property string resting
    readonly property bool rests: resting !== ""
    readonly property color fill: rests ? Paint.restingFill : Paint.tint(tint)
    readonly property color words: rests ? Paint.restingInk : Paint.onTint
    readonly property real squeeze: Math.min(1, (height - 2 * Theme.tinyGap) / ((Theme.tile + Theme.small * (second.text === "" ? 0 : 1))
                                                                              * Theme.ownLine * Theme.tightLineHeight))
    readonly property bool low: Theme.elder || height < Theme.tileIcon + Theme.tile + 2 * Theme.small

    name: label
    description: rests ? resting : detail
    color: down && !rests ? Paint.pressed(fill) : fill
    border.width: rests ? Theme.line : 0
    border.color: Paint.edge

    Icon {
        id: picture

        anchors.right: parent.right
        anchors.rightMargin: Theme.padding
        y: tile.low ? (tile.height - height) / 2 : Theme.gap
        name: tile.icon
        size: Math.min(Theme.tileIcon, tile.height - 2 * Theme.smallGap)
        color: tile.words
    }

    Column {
        x: Theme.padding
        y: tile.low ? (tile.height - height) / 2 : tile.height - height - Theme.gap
        width: tile.width - 2 * x - (tile.low ? picture.width + Theme.smallGap : 0)

        Label {
            width: parent.width
            text: tile.label
            color: tile.words
            font.pixelSize: Math.floor(Theme.tile * tile.squeeze)
            font.weight: Font.Bold
            lineHeight: Theme.tightLineHeight
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.least
        }

        Label {
            id: second

            width: parent.width
            visible: text !== "" && (tile.rests || !Theme.elder)
            text: tile.rests ? tile.resting : tile.detail
            color: tile.words
            font.pixelSize: Math.floor(Theme.small * tile.squeeze)
            lineHeight: Theme.tightLineHeight
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.least * tile.squeeze
        }
    }
}
