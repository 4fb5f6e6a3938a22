import QtQuick
import "../theme"

// A service on the home page: its colour, its name, what it is for. Low ones have their picture beside the words.
Pressable {
    id: tile

    required property string label
    required property string detail
    required property string icon
    required property string tint
    required property string resting
    required property real nameSize
    required property bool low
    readonly property bool rests: resting !== ""
    readonly property color fill: rests ? Paint.restingFill : Paint.tint(tint)
    readonly property color words: rests ? Paint.restingInk : Paint.onTint
    readonly property real line: Theme.ownLine * Theme.tightLineHeight
    readonly property real inner: height - 2 * Theme.tinyGap
    readonly property int nameLines: Math.max(1, Math.min(3, Math.floor((inner - ((rests ? resting : Theme.elder ? "" : detail) !== "" ? Theme.small * line : 0)) / (nameSize * line))))

    name: label
    description: rests ? resting : detail
    color: down && !rests ? Paint.pressed(fill) : fill
    border.width: rests ? Theme.line : 0
    border.color: Paint.edge

    Item {
        id: picture

        readonly property int size: tile.low ? Math.min(Theme.tileIcon, tile.height - 2 * Theme.smallGap, tile.width * 0.2)
                                             : Math.min(1.6 * Theme.tileIcon, tile.height - names.height - 2 * Theme.gap)

        x: tile.width - width - Theme.padding
        y: tile.low ? (tile.height - height) / 2 : Theme.gap
        visible: size >= 0.7 * Theme.smallIcon // beside words that need all the room it would be a speck
        width: visible && (own.known || icon.name !== "") ? size : 0
        height: size

        ServicePicture {
            id: own

            anchors.fill: parent
            visible: known
            name: tile.itemId
            ink: tile.words
        }

        Icon {
            id: icon

            name: own.known ? "" : tile.icon
            size: picture.size
            color: tile.words
        }
    }

    Column {
        id: names

        x: Theme.padding
        // Lines of this font sit low in their tight height; where there are two it would show.
        y: tile.low ? (tile.height - height) / 2 - (second.visible ? Theme.tinyGap * 0.75 : 0) : tile.height - height - Theme.gap
        width: tile.width - 2 * x - (tile.low ? picture.width + Theme.smallGap : 0)

        Label {
            id: first

            width: parent.width
            text: tile.label
            color: tile.words
            font.pixelSize: tile.nameSize
            font.weight: Font.Bold
            lineHeight: Theme.tightLineHeight
            maximumLineCount: tile.nameLines
            elide: Text.ElideRight
        }

        Label {
            id: second

            width: parent.width
            visible: text !== "" && (tile.rests || !Theme.elder)
            text: tile.rests ? tile.resting : tile.detail
            color: tile.words
            font.pixelSize: Theme.small
            lineHeight: Theme.tightLineHeight
            maximumLineCount: Math.max(1, Math.min(3, Math.floor((tile.inner - first.height) / (Theme.small * tile.line))))
            elide: Text.ElideRight
        }
    }
}
