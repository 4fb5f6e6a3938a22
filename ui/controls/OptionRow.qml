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
    readonly property color fill: rests ? Paint.restingFill : primary ? Paint.primary : Paint.card
    readonly property color words: rests ? Paint.restingInk : primary ? Paint.onTint : Paint.ink

    readonly property real line: Theme.ownLine * Theme.tightLineHeight
    readonly property real inner: height - 2 * Theme.tinyGap
    readonly property int nameLines: Math.max(1, Math.min(3, Math.floor((inner - ((rests ? resting : detail) !== "" ? Theme.small * line : 0)) / (Theme.action * line))))

    name: label
    description: rests ? resting : detail
    color: down && !rests ? Paint.pressed(fill) : fill
    border.width: Theme.line
    border.color: primary && !rests ? Paint.primary : Paint.edge

    Icon {
        id: picture

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.gap
        name: row.icon
        color: row.rests || row.primary ? row.words : Paint.primary
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: second.visible ? -Theme.tinyGap / 2 : 0 // tight lines stand low
        x: picture.width > 0 ? picture.x + picture.width + Theme.gap : Theme.padding
        width: caret.x - x - Theme.smallGap

        Label {
            id: first

            width: parent.width
            text: row.label
            color: row.words
            font.pixelSize: Theme.action
            font.weight: Font.Bold
            lineHeight: Theme.tightLineHeight
            maximumLineCount: row.nameLines
            elide: Text.ElideRight
        }

        Label {
            id: second

            width: parent.width
            visible: text !== ""
            text: row.rests ? row.resting : row.detail
            color: row.rests || row.primary ? row.words : Paint.secondInk
            font.pixelSize: Theme.small
            lineHeight: Theme.tightLineHeight
            maximumLineCount: Math.max(1, Math.min(3, Math.floor((row.inner - first.height) / (Theme.small * row.line))))
            elide: Text.ElideRight
        }
    }

    Icon {
        id: caret

        anchors.verticalCenter: parent.verticalCenter
        x: row.width - width - Theme.smallGap
        name: "caret-right"
        size: Theme.smallIcon
        visible: !row.rests
        color: row.primary ? row.words : Paint.secondInk
    }
}
