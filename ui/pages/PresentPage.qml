pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"
import "../controls/lines.js" as Lines

// Show a card, a code, a face: a picture of what to do where, and each way in words. Who is looked at sees herself
// instead, as large as can be: on a broad screen the mirror has the place beside the words, and what can be chosen
// stands under them.
PageFrame {
    id: page

    readonly property PresentContent showing: content as PresentContent
    readonly property bool mirrored: showing.mirror
    readonly property bool mirrorBeside: mirrored && Theme.landscape
    readonly property real actionLines: (beside && !mirrorBeside ? actionsWidth : bodyWidth) - 2 * Theme.icon - 2 * Theme.margin
    readonly property real leastRow: Math.max(Theme.leastTarget, 2 * Theme.tinyGap + Theme.ownLine * Theme.tightLineHeight
                                              * (Theme.action * Math.min(3, Lines.lines(showing.options.longestLabel, Theme.action, actionLines))
                                                 + Theme.small * Math.min(3, Lines.lines(showing.options.longestSecond, Theme.small, actionLines))))
    readonly property real leastRows: showing.options.count === 0 ? 0 : leastRow + (showing.options.count > 1 ? Theme.gap + Theme.smallControl + Theme.tinyGap : 0)

    leastBody: mirrorBeside ? leastRows : mirrored ? Theme.bigIcon : wayList.leastHeight
    leastMust: mirrorBeside ? leastRows : mirrored ? Theme.bigIcon / 2 : wayList.mustHeight
    bodyKeys: Theme.landscape || mirrored ? 0 : Theme.smallControl + Theme.gap // the ways may have to be turned over
    leastActions: mirrorBeside ? 0 : leastRows
    cutsWords: Theme.doubled && (leastRow > Theme.action * 3 || (!mirrored && wayList.cuts))
    actions: mirrorBeside ? mirror : choices

    WayPicture {
        width: page.bodyWidth
        height: page.bodyHeight - wayList.height - Theme.gap
        visible: height > Theme.icon && !page.mirrored
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
        visible: !page.mirrored
    }

    Loader {
        sourceComponent: page.mirrorBeside ? choices : page.mirrored ? mirror : undefined
        width: page.bodyWidth
        height: page.mirrorBeside && item ? Math.min((item as Item).implicitHeight, page.bodyHeight) : page.bodyHeight
        y: page.bodyHeight - height
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
        id: mirror

        MirrorPlace {
            stage: page.stage
        }
    }
}
