import QtQuick
import "../theme"

// A short option of a grid, such as the number of a building.
Pressable {
    id: cell

    required property string label
    required property string detail
    required property string resting
    readonly property bool rests: resting !== ""
    readonly property color fill: rests ? Paint.restingFill : Paint.card
    readonly property color words: rests ? Paint.restingInk : Paint.ink

    name: label
    description: rests ? resting : detail
    color: down && !rests ? Paint.pressed(fill) : fill
    border.width: Theme.line
    border.color: Paint.edge

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.smallGap

        Label {
            id: first

            width: parent.width
            elide: Text.ElideRight
            text: cell.label
            color: cell.words
            font.pixelSize: Math.max(Theme.small, Math.min(Theme.keyLabel, Math.floor((cell.height - 2 * Theme.tinyGap) / (Theme.ownLine * Theme.tightLineHeight) - (cell.rests || cell.detail !== "" ? Theme.small : 0))))
            font.weight: Font.Bold
            lineHeight: Theme.tightLineHeight
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.small
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: cell.rests ? cell.resting : cell.detail
            color: cell.words
            font.pixelSize: Theme.small
            lineHeight: Theme.tightLineHeight
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: Math.max(1, Math.min(2, Math.floor((cell.height - 2 * Theme.tinyGap - first.height) / (Theme.small * Theme.ownLine * Theme.tightLineHeight))))
            elide: Text.ElideRight
        }
    }
}
