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
    readonly property real squeeze: Math.min(1, (height - (row.detail + row.resting === "" ? 2 : 4) * Theme.tinyGap) / ((Theme.action + Theme.small * (row.detail + row.resting === "" ? 0 : 1))
                                                                              * Theme.ownLine * Theme.tightLineHeight))
    readonly property bool rests: resting !== ""
    readonly property color fill: rests ? Paint.restingFill : primary ? Paint.primary : Paint.card
    readonly property color words: rests ? Paint.restingInk : primary ? Paint.onTint : Paint.ink

    name: label
    description: rests ? resting : detail
    color: down && !rests ? Paint.pressed(fill) : fill
    border.width: Theme.line
    border.color: primary && !rests ? Paint.primary : Paint.edge

    Icon {
        id: picture

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.padding
        name: row.icon
        color: row.rests || row.primary ? row.words : Paint.primary
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: second.visible ? -Theme.tinyGap / 2 : 0 // tight lines stand low
        x: picture.width > 0 ? picture.x + picture.width + Theme.gap : Theme.padding
        width: caret.x - x - Theme.smallGap

        Label {
            width: parent.width
            text: row.label
            color: row.words
            font.pixelSize: Math.floor(Theme.action * row.squeeze)
            font.weight: Font.Bold
            lineHeight: Theme.tightLineHeight
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.least * row.squeeze
        }

        Label {
            id: second

            width: parent.width
            visible: text !== ""
            text: row.rests ? row.resting : row.detail
            color: row.rests || row.primary ? row.words : Paint.secondInk
            font.pixelSize: Math.floor(Theme.small * row.squeeze)
            lineHeight: Theme.tightLineHeight
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.least * row.squeeze
        }
    }

    Icon {
        id: caret

        anchors.verticalCenter: parent.verticalCenter
        x: row.width - width - Theme.gap
        name: "caret-right"
        size: Theme.smallIcon
        visible: !row.rests
        color: row.primary ? row.words : Paint.secondInk
    }
}
