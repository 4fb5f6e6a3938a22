pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// Do something at the machine: take the slip, lift the card.
PageFrame {
    id: page

    readonly property ActContent doing: content as ActContent

    leastActions: doing.options.count > 1 ? 2 * Theme.control + Theme.gap : Theme.control

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

    actions: ActionList {
        stage: page.stage
        sceneId: page.doing.sceneId
        options: page.doing.options
    }
}
