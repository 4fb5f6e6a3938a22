pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// Show a card, a code, a face: a picture of what to do where, and each way in words.
PageFrame {
    id: page

    readonly property PresentContent showing: content as PresentContent

    readonly property int ways: showing.ways.count
    readonly property real wayHeight: Theme.control


    WayPicture {
        width: page.bodyWidth
        height: page.bodyHeight - wayList.height - Theme.gap
        picture: page.showing.picture
        icon: page.showing.icon
        tint: Paint.tint(page.stage.tint)
    }

    Column {
        id: wayList

        anchors.bottom: parent.bottom
        width: page.bodyWidth
        spacing: Theme.smallGap

        Repeater {
            model: page.showing.ways

            WayRow {
                width: wayList.width
            }
        }
    }

    actions: ActionList {
        stage: page.stage
        sceneId: page.showing.sceneId
        options: page.showing.options
    }
}
