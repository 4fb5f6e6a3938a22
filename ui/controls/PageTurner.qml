import QtQuick
import "../theme"

// Turns over what does not fit on one page. Where the line is short its words stand under the caret.
Pressable {
    id: turner

    required property string icon
    property bool iconOnly: false // two words of three Hanzi do not stand beside each other: they stand smaller
    readonly property color words: enabled ? Paint.primary : Paint.restingInk

    implicitWidth: picture.width + label.implicitWidth + Theme.tinyGap + 2 * Theme.smallGap
    width: iconOnly ? Math.max(Theme.leastTarget, label.implicitWidth + 2 * Theme.tinyGap) : implicitWidth
    radius: Theme.smallRadius
    color: !enabled ? Paint.restingFill : down ? Paint.pressed(Paint.card) : Paint.card
    border.width: Theme.line
    border.color: enabled ? Paint.primary : Paint.edge

    Icon {
        id: picture

        x: turner.iconOnly ? (turner.width - width) / 2 : Theme.smallGap
        y: turner.iconOnly ? Theme.tinyGap / 2 : (turner.height - height) / 2
        name: turner.icon
        size: turner.iconOnly ? Math.min(Theme.smallIcon, turner.height - label.height - Theme.tinyGap) : Theme.smallIcon
        color: turner.words
    }

    Label {
        id: label

        x: turner.iconOnly ? (turner.width - width) / 2 : picture.x + picture.width + Theme.tinyGap
        y: turner.iconOnly ? turner.height - height : (turner.height - height) / 2
        text: turner.name
        color: turner.words
        font.pixelSize: turner.iconOnly ? Theme.mm(8) : Theme.shell
        font.weight: Font.Bold
        lineHeight: 1
        wrapMode: Text.NoWrap
    }
}
