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

    TakeAlong {
        width: page.bodyWidth
        height: page.bodyHeight
    }

    actions: ActionList {
        stage: page.stage
        sceneId: page.parting.sceneId
        options: page.parting.options
    }
}
