pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"
import "lines.js" as Lines

// The actions of a page, two side by side where their words are short, one under the other where not; all of one
// height. What has no room is turned over.
Item {
    id: list

    required property Stage stage
    required property int sceneId
    required property OptionList options
    readonly property real iconRoom: 2 * Theme.gap + Theme.icon + Theme.smallGap
    readonly property real half: (width - Theme.gap) / 2 - iconRoom
    readonly property bool short_: Lines.lines(options.longestLabel, Theme.action, half) <= 1
                                   && Lines.lines(options.longestSecond, Theme.small, half) <= 2
    readonly property int columns: !Theme.landscape && options.count > 1 && short_ ? 2 : 1
    readonly property real room: columns === 2 ? half : width - iconRoom
    readonly property real words: (Math.min(3, Lines.lines(options.longestLabel, Theme.action, room)) * Theme.action
                                   + Math.min(3, Lines.lines(options.longestSecond, Theme.small, room)) * Theme.small)
                                  * Theme.ownLine * Theme.tightLineHeight
    readonly property real whole: Math.ceil(Math.max(Theme.leastTarget, words + 2 * Theme.tinyGap))
    readonly property real cap: Math.max(Theme.leastTarget, options.count > columns ? height - Theme.smallControl - Theme.gap : height)
    readonly property real least: Math.min(whole, cap)
    readonly property real wished: Math.max(Theme.control, whole)
    readonly property int wishedRows: Math.ceil(options.count / columns)
    readonly property bool paged: options.pageCount > 1
    readonly property int rows: Math.max(1, Math.ceil(Math.min(options.perPage, options.count) / columns))
    readonly property real space: height - (paged ? Theme.smallControl + Theme.gap : 0)
    readonly property real cellHeight: Math.max(least, Math.min(wished, (space - (rows - 1) * Theme.gap) / rows))

    function fitting(space: real): int {
        return columns * Math.floor((space + Theme.gap) / (least + Theme.gap));
    }

    function offer() {
        if (width > 0 && height > 0)
            options.offer(fitting(height), fitting(height - Theme.smallControl - Theme.gap));
    }

    implicitHeight: options.count === 0 ? 0 : wishedRows * wished + (wishedRows - 1) * Theme.gap
    onHeightChanged: offer()
    onWidthChanged: offer()
    onLeastChanged: offer()
    Component.onCompleted: offer()

    Repeater {
        model: list.options

        BigButton {
            required property int index
            required property string label
            required icon
            required detail
            required resting
            required primary
            readonly property bool alone: index % list.columns === 0
                                          && (list.options.perPage === index + 1 || index === list.options.count - 1)

            name: label
            fixed: true
            focused: list.stage.focusedItem === itemId
            width: alone ? list.width : (list.width - (list.columns - 1) * Theme.gap) / list.columns
            height: list.cellHeight
            x: (index % list.columns) * (width + Theme.gap)
            y: Math.floor(index / list.columns) * (height + Theme.gap)
            onTapped: list.stage.choose(list.sceneId, itemId) // what rests is answered with the reason
        }
    }

    OptionTurner {
        options: list.options
        visible: list.paged
        y: list.rows * (list.cellHeight + Theme.gap)
        width: list.width
    }
}
