pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// Yes or no, before money, print or a door.
PageFrame {
    id: page

    readonly property ConfirmContent asking: content as ConfirmContent

    readonly property bool told: asking.strips.count > 0

    leastBody: told ? Theme.mm(Theme.elder ? 64 : 40) + (Theme.landscape ? 0 : Theme.smallControl + Theme.gap) : 0
    leastActions: 2 * (Theme.leastTarget + Theme.gap) + Theme.gap
    bodyKeys: Theme.landscape || !told ? 0 : Theme.smallControl + Theme.gap

    BigPicture {
        visible: page.asking.strips.count === 0 && height > Theme.icon
        width: page.bodyWidth
        height: page.bodyHeight
        icon: page.stage.icon !== "" ? page.stage.icon : "question"
        tint: Paint.tint(page.stage.tint)
    }

    StripStack {
        stage: page.stage
        strips: page.asking.strips
        width: page.bodyWidth
        height: page.bodyHeight
    }

    actions: Item {
        id: answers

        readonly property real turners: turner.visible ? turner.height + Theme.gap : 0
        readonly property real keyHeight: Math.min(Theme.tallControl, (height - turners - Theme.gap) / 2)

        implicitHeight: 2 * (page.told && Theme.doubled ? Theme.leastTarget + Theme.gap : Theme.tallControl) + Theme.gap

        BigButton {
            itemId: "yes"
            name: page.asking.yes
            icon: "check"
            primary: !page.asking.even
            focused: page.stage.focusedItem === itemId
            fixed: true
            width: answers.width
            height: answers.keyHeight
            onTapped: page.stage.confirm(page.asking.sceneId, true)
        }

        BigButton {
            itemId: "no"
            name: page.asking.no
            icon: "x"
            focused: page.stage.focusedItem === itemId
            y: answers.keyHeight + Theme.gap
            fixed: true
            width: answers.width
            height: answers.keyHeight
            onTapped: page.stage.confirm(page.asking.sceneId, false)
        }

        StripTurner {
            id: turner

            strips: page.asking.strips
            visible: Theme.landscape && strips.pageCount > 1
            y: parent.height - height
            width: parent.width
        }
    }
}
