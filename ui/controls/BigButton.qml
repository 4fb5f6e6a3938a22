import QtQuick
import "../theme"

// One action: filled if it is the primary one, outlined if not; at rest it says why in place of its detail.
Pressable {
    id: button

    property string icon
    property string detail
    property bool primary: false
    property string resting
    readonly property bool rests: resting !== "" || !enabled
    readonly property color words: rests ? Palette.restingInk : primary ? Palette.onTint : Palette.primary
    readonly property color fill: rests ? Palette.restingFill : primary ? Palette.primary : Palette.card

    implicitHeight: Theme.control
    color: down && !rests ? Palette.pressed(fill) : fill
    border.width: Theme.line
    border.color: rests ? Palette.edge : Palette.primary
    description: resting !== "" ? resting : ""

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.smallGap

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: button.icon
            color: button.words
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(Math.max(labelText.implicitWidth, detailText.visible ? detailText.implicitWidth : 0),
                            button.width - 2 * Theme.gap - (button.icon !== "" ? Theme.icon + row.spacing : 0))

            Label {
                id: labelText

                width: parent.width
                text: button.name
                color: button.words
                font.pixelSize: Theme.action
                font.weight: Font.Bold
                lineHeight: 1.1
                maximumLineCount: 2
                horizontalAlignment: button.icon !== "" || detailText.visible ? Text.AlignLeft : Text.AlignHCenter
            }

            Label {
                id: detailText

                width: parent.width
                visible: text !== ""
                text: button.resting !== "" ? button.resting : button.detail
                color: button.words
                font.pixelSize: Theme.small
                lineHeight: 1.15
                maximumLineCount: 2
            }
        }
    }
}
