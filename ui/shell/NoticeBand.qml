import QtQuick
import "../controls"
import "../theme"

// A sentence about what is going on. One that must not be missed has a shape and an edge, not only a colour.
Item {
    id: band

    required property string words
    required property bool attention
    readonly property color ink: attention ? Paint.attention : Paint.primary

    visible: words !== ""
    implicitHeight: visible ? Math.max(Theme.smallControl, text.height + Theme.gap) + Theme.smallGap : 0

    Card {
        x: Theme.margin
        width: band.width - 2 * Theme.margin
        height: parent.height - Theme.smallGap
        radius: Theme.smallRadius
        border.color: band.ink

        Icon {
            id: picture

            x: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            name: band.attention ? "warning" : "info"
            size: Theme.smallIcon
            color: band.ink
        }

        Label {
            id: text

            objectName: "notice"
            Accessible.role: Accessible.AlertMessage
            Accessible.name: Plain.words(band.words)
            told: true
            anchors.verticalCenter: parent.verticalCenter
            x: picture.x + picture.width + Theme.smallGap
            width: parent.width - x - Theme.gap
            text: band.words
            color: band.ink
            font.weight: Font.Bold
            lineHeight: Theme.tightLineHeight
        }
    }
}
