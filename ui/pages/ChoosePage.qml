import QtQuick
import Linli.Touch
import "../controls"

// Choose one of a few: home tiles, a list, or a grid of short labels.
PageFrame {
    id: page

    readonly property ChooseContent choice: content as ChooseContent

    spread: true
    leastBody: grid.leastHeight
    leastMust: grid.mustHeight
    cutsWords: grid.cuts

    OptionGrid {
        id: grid

        stage: page.stage
        sceneId: page.choice.sceneId
        options: page.choice.options
        layout: page.choice.layout
        width: page.bodyWidth
        height: page.bodyHeight
    }
}
