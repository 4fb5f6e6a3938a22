pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// Show a card, a code, a face: a picture of what to do where, and each way in words.
PageFrame {
    id: page

    readonly property PresentContent showing: content as PresentContent

    leastBody: wayList.leastHeight
    leastActions: showing.options.count > 1 ? 2 * Theme.control + Theme.gap : Theme.control
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

    actions: ActionList {
        stage: page.stage
        sceneId: page.showing.sceneId
        options: page.showing.options
    }
}
