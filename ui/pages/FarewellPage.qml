pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"
import "../controls/lines.js" as Lines

// Goodbye: what not to forget, and what to do next.
PageFrame {
    id: page

    readonly property FarewellContent parting: content as FarewellContent
    readonly property real actionLines: (beside ? actionsWidth : width) - 2 * Theme.margin - 2 * Theme.icon
    readonly property real leastRow: Math.max(Theme.leastTarget, 2 * Theme.tinyGap + Theme.ownLine * Theme.tightLineHeight
                                              * (Theme.action * Math.min(3, Lines.lines(parting.options.longestLabel, Theme.action, actionLines))
                                                 + Theme.small * Math.min(3, Lines.lines(parting.options.longestSecond, Theme.small, actionLines))))


    TakeAlong {
        width: page.bodyWidth
        height: page.bodyHeight
        card: page.stage.who !== ""
    }

    leastActions: parting.options.count === 0 ? 0 : leastRow + (parting.options.count > 1 ? Theme.gap + Theme.smallControl + Theme.tinyGap : 0)
    cutsWords: Theme.doubled && leastRow > Theme.action * 3
    actions: ActionList {
        stage: page.stage
        sceneId: page.parting.sceneId
        options: page.parting.options
    }
}
