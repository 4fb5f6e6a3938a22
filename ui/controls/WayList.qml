pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"
import "lines.js" as Lines

// The ways to present oneself, under one another, all of one height; what has no room is turned over.
Item {
    id: list

    required property OptionList ways
    required property real room // the most that it may take
    readonly property real wordsRoom: width - Theme.smallIcon - 2 * Theme.gap - Theme.smallGap
    readonly property real words: (Math.min(3, Lines.lines(ways.longestLabel, Theme.body, wordsRoom)) * Theme.body
                                   + Math.min(3, Lines.lines(ways.longestSecond, Theme.small, wordsRoom)) * Theme.small)
                                  * Theme.ownLine * Theme.tightLineHeight
    readonly property real whole: Math.ceil(Math.max(Theme.smallControl, words + Theme.smallGap))
    readonly property real cap: ways.count > 1 ? room - Theme.leastTarget - Theme.smallGap : room
    readonly property real rowHeight: Math.max(Theme.leastTarget, Math.min(whole, cap))
    readonly property bool cuts: Theme.doubled && words > 2 * Theme.body * Theme.ownLine * Theme.tightLineHeight
    readonly property real mustHeight: Math.min(leastHeight, Theme.control + (ways.count > 1 ? Theme.smallGap + Theme.leastTarget : 0))
    readonly property real leastHeight: whole + (ways.count > 1 ? Theme.smallGap + Theme.leastTarget : 0)
    readonly property bool paged: ways.pageCount > 1

    function fitting(space: real): int {
        return Math.floor((space + Theme.smallGap) / (rowHeight + Theme.smallGap));
    }

    function offer() {
        if (width > 0 && room > 0)
            ways.offer(fitting(room), fitting(room - Theme.leastTarget - Theme.smallGap));
    }

    implicitHeight: column.height + (paged ? Theme.leastTarget + Theme.smallGap : 0)
    onRoomChanged: offer()
    onWidthChanged: offer()
    onRowHeightChanged: offer()
    Component.onCompleted: offer()

    Column {
        id: column

        width: list.width
        spacing: Theme.smallGap

        Repeater {
            model: list.ways

            WayRow {
                width: column.width
                height: list.rowHeight
            }
        }
    }

    OptionTurner {
        what: "ways"
        options: list.ways
        visible: list.paged
        y: list.height - height
        height: Theme.leastTarget
        width: list.width
    }
}
