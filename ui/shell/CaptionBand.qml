import QtQuick
import "../controls"
import "../theme"

// What is being said, in words. Its place is always kept, so it never covers an action.
Item {
    id: band

    required property string words

    implicitHeight: Math.ceil((Theme.landscape ? 1.2 : 2) * Theme.caption * Theme.ownLine * Theme.tightLineHeight) + Theme.gap

    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        visible: band.words !== ""
        radius: Theme.smallRadius
        color: Paint.band

        Icon {
            id: picture

            x: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            name: "speaker-high"
            size: Theme.smallIcon
        }

        Label {
            objectName: "caption"
            told: true
            x: picture.x + picture.width + Theme.smallGap
            width: parent.width - x - Theme.gap
            height: parent.height
            verticalAlignment: Text.AlignVCenter
            text: band.words
            font.pixelSize: Theme.caption
            lineHeight: Theme.tightLineHeight
            fontSizeMode: Text.Fit
            minimumPixelSize: Theme.elder ? Theme.mm(9) : Theme.mm(7.4)
            maximumLineCount: 3
            elide: Text.ElideRight
        }
    }
}
