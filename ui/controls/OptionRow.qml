import QtQuick
import "../theme"

// An option of a list: a broad white row with its name and what it means.
Pressable {
    id: row

    required property string label
    required property string detail
    required property string icon
    required property string resting
    required property bool primary
    readonly property bool rests: resting !== ""
    readonly property color fill: rests ? Palette.restingFill : primary ? Palette.primary : Palette.card
    readonly property color words: rests ? Palette.restingInk : primary ? Palette.onTint : Palette.ink

    name: label
    description: rests ? resting : detail
    color: down && !rests ? Palette.pressed(fill) : fill
    border.width: Theme.line
    border.color: primary && !rests ? Palette.primary : Palette.edge

    Icon {
        id: picture

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.padding
        name: row.icon
        color: row.rests || row.primary ? row.words : Palette.primary
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        x: picture.visible ? picture.x + picture.width + Theme.gap : Theme.padding
        width: caret.x - x - Theme.smallGap

        Label {
            width: parent.width
            text: row.label
            color: row.words
            font.pixelSize: Theme.action
            font.weight: Font.Bold
            lineHeight: 1.1
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.small
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: row.rests ? row.resting : row.detail
            color: row.rests || row.primary ? row.words : Palette.secondInk
            font.pixelSize: Theme.small
            lineHeight: 1.1
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.small
        }
    }

    Icon {
        id: caret

        anchors.verticalCenter: parent.verticalCenter
        x: row.width - width - Theme.gap
        name: "caret-right"
        size: Theme.smallIcon
        visible: !row.rests
        color: row.primary ? row.words : Palette.secondInk
    }
}
