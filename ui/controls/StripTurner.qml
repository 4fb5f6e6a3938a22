import QtQuick
import Linli.Touch
import "../theme"

// Back and on through the strips of a page: by keys, not by dragging.
Item {
    id: turner

    required property StripList strips

    implicitHeight: Theme.smallControl

    PageTurner {
        itemId: "page-back"
        name: qsTr("上一页")
        icon: "caret-up"
        enabled: turner.strips.canTurnBack
        height: parent.height
        onTapped: turner.strips.turnBack()
    }

    Label {
        anchors.centerIn: parent
        text: turner.strips.pageCaption
        color: Paint.secondInk
        font.pixelSize: Theme.shell
        lineHeight: 1
    }

    PageTurner {
        itemId: "page-on"
        name: qsTr("下一页")
        icon: "caret-down"
        enabled: turner.strips.canTurnOn
        x: parent.width - width
        height: parent.height
        onTapped: turner.strips.turnOn()
    }
}
