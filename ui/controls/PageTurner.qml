import QtQuick
import "../theme"

// Turns over what does not fit on one page. Where the line is short its words stand under the caret, smaller.
Pressable {
    id: turner

    required property string icon
    property bool stacked: false
    readonly property color words: enabled ? Paint.primary : Paint.restingInk

    radius: Theme.smallRadius
    color: !enabled ? Paint.restingFill : down ? Paint.pressed(Paint.card) : Paint.card
    border.width: Theme.line
    border.color: enabled ? Paint.primary : Paint.edge

    Icon {
        id: picture

        x: turner.stacked ? (turner.width - width) / 2 : Theme.smallGap
        y: turner.stacked ? Theme.tinyGap / 2 : (turner.height - height) / 2
        name: turner.icon
        size: turner.stacked ? Math.round(turner.height * 0.45) : Theme.smallIcon
        color: turner.words
    }

    Label {
        id: label

        x: turner.stacked ? 0 : picture.x + picture.width + Theme.tinyGap
        y: turner.stacked ? turner.height - height - Theme.tinyGap / 2 : 0
        width: turner.width - x - (turner.stacked ? 0 : Theme.smallGap)
        height: turner.stacked ? turner.height * 0.5 : turner.height
        text: turner.name
        color: turner.words
        font.pixelSize: Theme.shell
        font.weight: Font.Bold
        lineHeight: 1
        wrapMode: Text.NoWrap
        fontSizeMode: turner.stacked ? Text.Fit : Text.FixedSize
        minimumPixelSize: Theme.mm(7.7)
        horizontalAlignment: turner.stacked ? Text.AlignHCenter : Text.AlignLeft
        verticalAlignment: Text.AlignVCenter
    }
}
