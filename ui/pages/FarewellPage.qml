pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// Goodbye: what not to forget, and what to do next.
PageFrame {
    id: page

    readonly property FarewellContent parting: content as FarewellContent

    leastActions: parting.options.count > 1 ? 2 * Theme.control + Theme.gap : Theme.control

    BigPicture {
        width: page.bodyWidth
        height: page.bodyHeight
        icon: "hand-waving"
        tint: Paint.primary
    }

    actions: ActionList {
        stage: page.stage
        sceneId: page.parting.sceneId
        options: page.parting.options
    }
}
