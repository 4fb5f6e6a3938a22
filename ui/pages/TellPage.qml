pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"

// Facts to see, with the actions that fit.
PageFrame {
    id: page

    readonly property TellContent telling: content as TellContent

    StripStack {
        stage: page.stage
        strips: page.telling.strips
        width: page.bodyWidth
        height: page.bodyHeight
    }

    actions: ActionList {
        stage: page.stage
        sceneId: page.telling.sceneId
        options: page.telling.options
    }
}
