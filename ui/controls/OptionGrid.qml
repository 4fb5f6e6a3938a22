pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"
import "lines.js" as Lines

// The options of a page as tiles, rows or short cells, all of one size; what has no room is turned over.
Item {
    id: grid

    required property Stage stage
    required property int sceneId
    required property OptionList options
    required property string layout // tiles, list, grid
    readonly property bool tiles: layout === "tiles"
    readonly property bool cells: layout === "grid"
    readonly property real line: Theme.ownLine * Theme.tightLineHeight
    readonly property int columns: tiles ? tileColumns : cells ? cellColumns : rowColumns
    readonly property int tileColumns: Theme.doubled ? (Theme.landscape && Lines.lines(options.longestLabel, Theme.action, halfRoom) <= 1 ? 2 : 1) : Theme.landscape ? (Theme.elder ? 2 : Math.min(3, options.count))
        : options.count < 4 || Theme.elder && Lines.lines(options.longestLabel, Theme.tile, halfTile) > 1 ? 1 : 2
    readonly property int cellColumns: Theme.doubled ? (Theme.landscape ? 3 : 2) : Theme.landscape ? 4 : Theme.elder ? 2 : 3
    readonly property int rowColumns: Theme.landscape && options.count > 3 && Lines.lines(options.longestLabel, Theme.action, halfRoom) <= 2
        && Lines.lines(options.longestSecond, Theme.small, halfRoom) <= 2 ? 2 : 1
    readonly property real rowTrim: Theme.icon + Theme.smallIcon + 2 * Theme.gap + 2 * Theme.smallGap
    readonly property real halfTile: (width - Theme.gap) / 2 - 2 * Theme.padding
    readonly property real halfRoom: (width - Theme.gap) / 2 - rowTrim
    readonly property int between: cells ? Theme.gap : Theme.smallGap

    readonly property real cellWidth: (width - (columns - 1) * Theme.gap) / columns
    // What a cell needs with its picture beside its words; what the page asks for does not depend on its height.
    readonly property int second: tiles && Theme.elder ? options.longestResting : options.longestSecond
    readonly property real room: cells ? cellWidth - 2 * Theme.smallGap : cellWidth - rowTrim
    readonly property real lowName: tiles && Lines.lines(options.longestLabel, Theme.tile, room) <= 1 ? Theme.tile : Theme.action
    readonly property real words: wordsIn(room, lowName)
    readonly property real low: Math.ceil(Math.max(Theme.leastTarget, words + 2 * Theme.tinyGap))
    readonly property bool cuts: Theme.doubled && words > 2 * line * Theme.action
    readonly property int allRows: Math.ceil(options.count / columns)
    readonly property real mustHeight: allRows === 1 ? low : low + between + Theme.smallControl
    readonly property real leastHeight: allRows <= 2 ? allRows * (low + between) : 2 * (low + between) + Theme.smallControl

    // A tile has its picture over its words where all of them fit so. No cell is taller than a page of its own; what
    // it cannot hold then can be read at length.
    readonly property real tall: Math.ceil(wordsIn(halfTile, Theme.tile) + Theme.icon + 3 * Theme.smallGap)
    readonly property bool allTall: allRows * (tall + between) <= height + between
    readonly property bool someTall: allRows * (low + between) > height + between && 2 * (tall + between) + Theme.smallControl <= height
    readonly property bool stacked: tiles && columns > 1 && !Theme.doubled && (allTall || someTall)
    readonly property real nameSize: stacked && Lines.lines(options.longestLabel, Theme.tile, halfTile) <= 1 ? Theme.tile : lowName
    readonly property real cap: Math.max(Theme.leastTarget, options.count > columns ? height - Theme.smallControl - between : height)
    readonly property real least: Math.min(cap, stacked ? tall : low)
    readonly property real tallest: Math.max(least, tiles ? height : cells ? Theme.mm(60) : Theme.tallControl)
    readonly property bool paged: options.pageCount > 1
    readonly property int rows: Math.max(1, Math.ceil(Math.min(options.perPage, options.count) / columns))
    readonly property real space: height - (paged ? Theme.smallControl + between : 0)
    readonly property real cellHeight: Math.max(least, Math.min(tallest, (space - (rows - 1) * between) / rows))

    function wordsIn(room: real, nameSize: real): real {
        return line * (Math.min(3, Lines.lines(options.longestLabel, nameSize, room)) * nameSize
                       + Math.min(3, Lines.lines(second, Theme.small, room)) * Theme.small);
    }

    function fitting(space: real): int {
        return columns * Math.floor((space + between) / (least + between));
    }

    function offer() {
        if (width > 0 && height > 0)
            options.offer(fitting(height), fitting(height - Theme.smallControl - between));
    }

    // What rests is not chosen, but whoever touches it is told why, seen and heard: the presenter does.
    function choose(itemId: string) {
        stage.choose(sceneId, itemId);
    }

    onHeightChanged: offer()
    onWidthChanged: offer()
    onLeastChanged: offer()
    Component.onCompleted: offer()

    Repeater {
        model: grid.options

        Loader {
            id: place

            required property int index
            required property string itemId
            required property string label
            required property string detail
            required property string icon
            required property string tint
            required property string resting
            required property bool primary
            readonly property bool focused: grid.stage.focusedItem === itemId

            x: (index % grid.columns) * (grid.cellWidth + Theme.gap)
            y: Math.floor(index / grid.columns) * (grid.cellHeight + grid.between)
            width: grid.cellWidth
            height: grid.cellHeight
            z: focused ? 1 : 0
            sourceComponent: grid.cells ? cell : grid.tiles && tint !== "" ? tile : row

            Component {
                id: tile

                OptionTile {
                    nameSize: grid.nameSize
                    low: !grid.stacked && height < Theme.tileIcon * 2 + grid.words
                    itemId: place.itemId
                    label: place.label
                    detail: place.detail
                    icon: place.icon
                    tint: place.tint
                    resting: place.resting
                    focused: place.focused
                    onTapped: grid.choose(itemId)
                }
            }

            Component {
                id: row

                OptionRow {
                    itemId: place.itemId
                    label: place.label
                    detail: place.detail
                    icon: place.icon
                    resting: place.resting
                    primary: place.primary
                    focused: place.focused
                    onTapped: grid.choose(itemId)
                }
            }

            Component {
                id: cell

                OptionCell {
                    itemId: place.itemId
                    label: place.label
                    detail: place.detail
                    resting: place.resting
                    focused: place.focused
                    onTapped: grid.choose(itemId)
                }
            }
        }
    }

    OptionTurner {
        options: grid.options
        visible: grid.paged
        y: grid.height - height
        width: grid.width
    }
}
