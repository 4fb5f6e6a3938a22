pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// Choose one of a few: home tiles, a list, or a grid of short labels.
PageFrame {
    id: page

    readonly property ChooseContent choice: content as ChooseContent

    readonly property OptionList options: choice.options
    readonly property string layout: choice.layout
    readonly property int columns: layout === "tiles" ? (Theme.landscape ? (Theme.elder ? 2 : Math.min(3, options.count)) : (Theme.elder || options.count < 4 ? 1 : 2))
        : layout === "grid" ? (Theme.landscape ? 4 : Theme.elder ? 2 : 3)
        : Theme.landscape && options.count > 3 ? 2 : 1
    readonly property int between: layout === "list" && Theme.elder ? Theme.smallGap : Theme.gap
    readonly property int rows: Math.ceil(options.count / columns)
    readonly property real tallest: layout === "tiles" ? (Theme.elder ? Theme.mm(53) : Theme.mm(87))
        : layout === "grid" ? Theme.mm(60) : Theme.tallControl
    readonly property real cellHeight: Math.min(tallest, (bodyHeight - (rows - 1) * between) / Math.max(1, rows))
    readonly property real cellWidth: (bodyWidth - (columns - 1) * Theme.gap) / columns

    function choose(itemId: string, resting: string) {
        if (resting === "")
            page.stage.choose(page.choice.sceneId, itemId);
    }

    spread: true

    Repeater {
        model: page.options

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
            readonly property bool focused: page.stage.focusedItem === itemId

            x: (index % page.columns) * (page.cellWidth + Theme.gap)
            y: Math.floor(index / page.columns) * (page.cellHeight + page.between)
            width: page.cellWidth
            height: page.cellHeight
            z: focused ? 1 : 0
            sourceComponent: page.layout === "grid" ? cell : page.layout === "tiles" && tint !== "" ? tile : row

            Component {
                id: tile

                OptionTile {
                    itemId: place.itemId
                    label: place.label
                    detail: place.detail
                    icon: place.icon
                    tint: place.tint
                    resting: place.resting
                    focused: place.focused
                    onTapped: page.choose(itemId, resting)
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
                    onTapped: page.choose(itemId, resting)
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
                    onTapped: page.choose(itemId, resting)
                }
            }
        }
    }
}
