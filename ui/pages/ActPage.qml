pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"
import "../controls/lines.js" as Lines

// Do something at the machine: take the slip, lift the card.
PageFrame {
    id: page

    readonly property ActContent doing: content as ActContent
    readonly property real actionLines: (beside ? actionsWidth : width) - 2 * Theme.margin - 2 * Theme.icon
    readonly property real leastRow: Math.max(Theme.leastTarget, 2 * Theme.tinyGap + Theme.ownLine * Theme.tightLineHeight
                                              * (Theme.action * Math.min(3, Lines.lines(doing.options.longestLabel, Theme.action, actionLines))
                                                 + Theme.small * Math.min(3, Lines.lines(doing.options.longestSecond, Theme.small, actionLines))))


    BigPicture {
        visible: page.doing.place === "" && height > Theme.icon
        width: page.bodyWidth
        height: page.bodyHeight
        icon: page.doing.icon
        tint: Paint.tint(page.stage.tint)
    }

    MachinePicture {
        visible: page.doing.place !== "" && height > Theme.bigIcon
        width: page.bodyWidth
        height: page.bodyHeight
        place: page.doing.place
        tint: Paint.tint(page.stage.tint)
    }

    leastActions: doing.options.count === 0 ? 0 : leastRow + (doing.options.count > 1 ? Theme.gap + Theme.smallControl + Theme.tinyGap : 0)
    cutsWords: Theme.doubled && leastRow > Theme.action * 3
    actions: ActionList {
        stage: page.stage
        sceneId: page.doing.sceneId
        options: page.doing.options
    }
}
