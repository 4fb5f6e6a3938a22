pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"
import "../controls/lines.js" as Lines

// Facts to see, with the actions that fit; where there are none, what happened is all there is to say.
PageFrame {
    id: page

    readonly property TellContent telling: content as TellContent
    readonly property real actionLines: (beside ? actionsWidth : width) - 2 * Theme.margin - 2 * Theme.icon
    readonly property real leastRow: Math.max(Theme.leastTarget, 2 * Theme.tinyGap + Theme.ownLine * Theme.tightLineHeight
                                              * (Theme.action * Math.min(3, Lines.lines(telling.options.longestLabel, Theme.action, actionLines))
                                                 + Theme.small * Math.min(3, Lines.lines(telling.options.longestSecond, Theme.small, actionLines))))

    readonly property bool told: telling.strips.count > 0

    leastBody: told ? Theme.mm(Theme.elder ? 64 : Theme.landscape ? 40 : 66) + (Theme.landscape ? 0 : Theme.smallControl + Theme.gap) : 0
    leastMust: told ? leastBody - (Theme.doubled ? 0 : Theme.mm(12)) : 0
    bodyKeys: Theme.landscape || !told ? 0 : Theme.smallControl + Theme.gap

    BigPicture {
        visible: page.telling.strips.count === 0 && height > Theme.icon
        width: page.bodyWidth
        height: page.bodyHeight
        icon: "warning"
        tint: Paint.attention
    }

    StripStack {
        stage: page.stage
        strips: page.telling.strips
        width: page.bodyWidth
        height: page.bodyHeight
    }

    leastActions: telling.options.count === 0 ? 0 : leastRow + (telling.options.count > 1 ? Theme.gap + Theme.smallControl + Theme.tinyGap : 0)
    cutsWords: Theme.doubled && leastRow > Theme.action * 3
    actions: Item {
        implicitHeight: list.implicitHeight

        ActionList {
            id: list

            stage: page.stage
            sceneId: page.telling.sceneId
            options: page.telling.options
            width: parent.width
            height: parent.height - (turner.visible ? turner.height + Theme.gap : 0)
        }

        StripTurner {
            id: turner

            strips: page.telling.strips
            visible: Theme.landscape && strips.pageCount > 1
            y: parent.height - height
            width: parent.width
        }
    }
}
