import QtQuick
import "../controls"
import "../theme"

// What can be done here, as the attract page shows it: a picture and its name. No key: the whole page is one.
Rectangle {
    id: card

    required property string service
    required property string name
    required property string tint

    implicitHeight: Theme.tallControl
    radius: Theme.radius
    color: Paint.band

    ServicePicture {
        id: picture

        x: Theme.padding
        y: (card.height - height) / 2
        width: known ? height : 0
        height: card.height - 2 * Theme.gap
        name: card.service
        ink: Paint.tint(card.tint)
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        x: picture.x + picture.width + Theme.gap
        width: card.width - x - Theme.smallGap
        text: card.name
        told: true
        font.pixelSize: Theme.action
        font.weight: Font.Bold
        lineHeight: Theme.tightLineHeight
        maximumLineCount: 2
        elide: Text.ElideRight
    }
}
