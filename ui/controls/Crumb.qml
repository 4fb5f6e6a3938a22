import QtQuick
import Linli.Touch
import "../theme"

// Where one is: the service's icon and name, and who is logged in, masked.
Row {
    id: crumb

    required property Stage stage
    readonly property color tint: Paint.tint(stage.tint)
    readonly property string who: stage.look.curtain ? "" : stage.who // it lifts itself for a code, not for her name

    spacing: Theme.smallGap
    height: Math.ceil(Theme.shell * Theme.ownLine)

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: crumb.stage.icon
        size: Theme.smallIcon
        color: crumb.tint
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        told: visible
        text: crumb.stage.title
        visible: text !== ""
        color: Paint.secondInk
        font.pixelSize: Theme.shell
        lineHeight: 1
        wrapMode: Text.NoWrap
    }

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: crumb.who !== "" ? "user" : ""
        size: Theme.smallIcon
        color: Paint.secondInk
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        told: visible
        text: crumb.who
        visible: text !== ""
        color: Paint.secondInk
        font.pixelSize: Theme.shell
        lineHeight: 1
        wrapMode: Text.NoWrap
    }
}
