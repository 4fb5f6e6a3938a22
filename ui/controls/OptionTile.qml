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
    readonly property color fill: rests ? Palette.restingFill : Palette.tint(tint)
    readonly property color words: rests ? Palette.restingInk : Palette.onTint
    readonly property bool low: height < Theme.tileIcon + label_.height + 2 * Theme.gap + Theme.small

    name: label
    description: rests ? resting : detail
    color: down && !rests ? Palette.pressed(fill) : fill
    border.width: rests ? Theme.line : 0
    border.color: Palette.edge

    Icon {
        id: picture

        anchors.right: parent.right
        anchors.rightMargin: Theme.padding
        y: tile.low ? (tile.height - height) / 2 : Theme.gap
        name: tile.icon
        size: Theme.tileIcon
        color: tile.words
    }

    Column {
        id: words_

        x: Theme.padding
        y: tile.low ? (tile.height - height) / 2 : tile.height - height - Theme.gap
        width: tile.width - 2 * x - (tile.low ? picture.width + Theme.smallGap : 0)

        Label {
            id: label_

            width: parent.width
            text: tile.label
            color: tile.words
            font.pixelSize: Theme.tile
            font.weight: Font.Bold
            lineHeight: 1.1
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.body
        }

        Label {
            width: parent.width
            visible: text !== "" && (tile.rests || !Theme.elder)
            text: tile.rests ? tile.resting : tile.detail
            color: tile.words
            font.pixelSize: Theme.small
            lineHeight: 1.15
            maximumLineCount: tile.low ? 1 : 2
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.small
        }
    }
}
