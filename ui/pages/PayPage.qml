pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"
import "../controls/lines.js" as Lines

// Present money: how much and to whom, the code to scan, the ways to pay and what can be done instead. Upright the
// code stands in the body over the ways; on a broad screen it has the place beside the words.
PageFrame {
    id: page

    readonly property PayContent showing: content as PayContent
    readonly property real actionLines: bodyWidth - 2 * Theme.icon - 2 * Theme.margin
    readonly property real leastRow: Math.max(Theme.leastTarget, 2 * Theme.tinyGap + Theme.ownLine * Theme.tightLineHeight
                                              * (Theme.action * Math.min(3, Lines.lines(showing.options.longestLabel, Theme.action, actionLines))
                                                 + Theme.small * Math.min(3, Lines.lines(showing.options.longestSecond, Theme.small, actionLines))))
    readonly property real leastRows: showing.options.count === 0 ? 0 : leastRow + (showing.options.count > 1 ? Theme.gap + Theme.smallControl + Theme.tinyGap : 0)
    readonly property real leastCard: Math.round(Math.max(Theme.qr * 0.8, 5 * showing.side))
    readonly property real leastWords: 2 * Theme.action * Theme.ownLine * Theme.tightLineHeight + 2 * Theme.gap + Theme.leastTarget
    // Where large letters leave no room for the ways beside the code, they are read at length.
    readonly property bool wayed: showing.payable && showing.ways.count > 0
    readonly property bool waysStand: wayed && !Theme.doubled
                                      && wayList.leastHeight + leastWords + leastRows + 2 * Theme.gap + (Theme.landscape ? 0 : leastCard) <= height
    readonly property real leastWays: waysStand ? wayList.leastHeight + Theme.gap : 0

    leastBody: Theme.landscape ? leastRows + leastWays : leastCard + leastWays
    leastMust: leastBody
    bodyKeys: Theme.landscape || !waysStand ? 0 : Theme.smallControl + Theme.gap // the ways may have to be turned over
    leastActions: Theme.landscape ? 0 : leastRows
    cutsWords: (Theme.doubled && leastRow > Theme.action * 3) || (wayed && !waysStand)
    actions: Theme.landscape ? card : choices

    WayList {
        id: wayList

        ways: page.showing.ways
        room: page.bodyHeight - (Theme.landscape ? page.leastRows : page.leastCard) - Theme.gap
        y: Theme.landscape ? 0 : page.bodyHeight - height
        width: page.bodyWidth
        visible: page.waysStand
    }

    Loader {
        readonly property real wayRoom: page.waysStand ? wayList.height + Theme.gap : 0

        sourceComponent: Theme.landscape ? choices : card
        width: page.bodyWidth
        height: Theme.landscape ? (item ? Math.min((item as Item).implicitHeight, page.bodyHeight - wayRoom) : 0) : page.bodyHeight - wayRoom
        y: Theme.landscape ? page.bodyHeight - height : 0
    }

    Component {
        id: choices

        ActionList {
            stage: page.stage
            sceneId: page.showing.sceneId
            options: page.showing.options
        }
    }

    Component {
        id: card

        PayCard {
            paying: page.showing
            tint: Paint.tint(page.stage.tint)
        }
    }
}
