pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// Slow work behind a calm page: words and a bar; it can be left unless it is held.
PageFrame {
    id: page

    readonly property WorkContent working: content as WorkContent

    leastBody: Theme.progress + 2 * Theme.gap
    leastActions: Theme.control

    BigPicture {
        y: Theme.progress + 2 * Theme.gap
        width: page.bodyWidth
        height: page.bodyHeight - y
        icon: page.stage.icon !== "" ? page.stage.icon : "hourglass"
        tint: Paint.tint(page.stage.tint)
    }

    CalmBar {
        y: Theme.gap
        width: page.bodyWidth
        name: page.working.headline
    }

    actions: Item {
        implicitHeight: leave.implicitHeight

        BigButton {
            id: leave

            itemId: "work-cancel"
            name: page.working.held ? qsTr("请稍等，不要离开") : qsTr("不等了，返回")
            icon: page.working.held ? "hourglass" : "arrow-left"
            enabled: !page.working.held
            width: parent.width
            onTapped: page.stage.goBack()
        }
    }
}
