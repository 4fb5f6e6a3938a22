pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// Goodbye: what not to forget, and what to do next.
PageFrame {
    id: page

    readonly property FarewellContent parting: content as FarewellContent

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
