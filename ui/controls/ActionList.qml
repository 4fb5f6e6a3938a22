pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"

// The actions of a page, two side by side where their names are short, one under the other where not.
Item {
    id: list

    required property Stage stage
    required property int sceneId
    required property OptionList options
    readonly property int columns: !Theme.landscape && options.longestLabel <= (Theme.elder ? 5 : 7) ? 2 : 1
    readonly property int rows: Math.ceil(options.count / columns)
    readonly property real wished: options.detailed ? Theme.tallControl : Theme.control
    readonly property real cellHeight: Math.min(wished, (height - (rows - 1) * Theme.gap) / Math.max(1, rows))

    implicitHeight: rows === 0 ? 0 : rows * wished + (rows - 1) * Theme.gap

    Repeater {
        model: list.options

        BigButton {
            required property int index
            required property string label
            required icon
            required detail
            required resting
            required primary
            readonly property bool alone: index === list.options.count - 1 && index % list.columns === 0

            name: label
            focused: list.stage.focusedItem === itemId
            width: alone ? list.width : (list.width - (list.columns - 1) * Theme.gap) / list.columns
            height: list.cellHeight
            x: (index % list.columns) * (width + Theme.gap)
            y: Math.floor(index / list.columns) * (height + Theme.gap)
            onTapped: if (resting === "") list.stage.choose(list.sceneId, itemId)
        }
    }
}
