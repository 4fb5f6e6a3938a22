pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"
import "../controls/lines.js" as Lines

// Show a card, a code, a face: a picture of what to do where, and each way in words.
PageFrame {
    id: page

    readonly property PresentContent showing: content as PresentContent
    readonly property real actionLines: (beside ? actionsWidth : width) - 2 * Theme.margin - 2 * Theme.icon
    readonly property real leastRow: Math.max(Theme.leastTarget, 2 * Theme.tinyGap + Theme.ownLine * Theme.tightLineHeight
                                              * (Theme.action * Math.min(3, Lines.lines(showing.options.longestLabel, Theme.action, actionLines))
                                                 + Theme.small * Math.min(3, Lines.lines(showing.options.longestSecond, Theme.small, actionLines))))

    leastBody: wayList.leastHeight
    leastMust: wayList.mustHeight
    bodyKeys: Theme.landscape ? 0 : Theme.smallControl + Theme.gap // the ways may have to be turned over

    WayPicture {
        width: page.bodyWidth
        height: page.bodyHeight - wayList.height - Theme.gap
        visible: height > Theme.icon
        picture: page.showing.picture
        icon: page.showing.icon
        tint: Paint.tint(page.stage.tint)
    }

    WayList {
        id: wayList

        ways: page.showing.ways
        room: page.bodyHeight
        anchors.bottom: parent.bottom
        width: page.bodyWidth
    }

    leastActions: showing.options.count === 0 ? 0 : leastRow + (showing.options.count > 1 ? Theme.gap + Theme.smallControl + Theme.tinyGap : 0)
    cutsWords: Theme.doubled && (leastRow > Theme.action * 3 || wayList.cuts)
    actions: ActionList {
        stage: page.stage
        sceneId: page.showing.sceneId
        options: page.showing.options
    }
}
