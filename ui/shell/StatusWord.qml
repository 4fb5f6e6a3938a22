import QtQuick
import "../controls"
import "../theme"

// One state of the terminal: an icon and its word; gone while there is no word.
Row {
    id: state

    required property string words
    required property string icon
    required property color ink

    visible: words !== ""
    height: parent ? parent.height : 0
    spacing: Theme.tinyGap

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: state.icon
        size: Theme.shellIcon
        color: state.ink
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        told: state.visible
        text: state.words
        color: state.ink
        font.pixelSize: Theme.shell
        lineHeight: 1
        wrapMode: Text.NoWrap
    }
}
