import QtQuick
import "../theme"

// What a mark on a plan means: the mark, small, and its words.
Item {
    id: key

    property string words
    property string icon
    property alias color: sample.color
    property alias border: sample.border

    // Strips are measured before they are seen: heights do not ask what is visible.
    visible: words !== ""
    width: words !== "" ? label.x + label.implicitWidth : 0
    height: words !== "" ? Math.max(sample.height, label.implicitHeight) : 0

    Rectangle {
        id: sample

        y: (key.height - height) / 2
        width: Theme.smallIcon
        height: Theme.smallIcon
        radius: Theme.tinyGap
        color: Paint.card

        Icon {
            anchors.centerIn: parent
            name: key.icon
            size: parent.height * 0.8
            color: Paint.onTint
        }
    }

    Label {
        id: label

        x: sample.width + Theme.tinyGap
        y: (key.height - height) / 2
        told: key.visible
        text: key.words
        font.pixelSize: Theme.small
        lineHeight: Theme.tightLineHeight
        wrapMode: Text.NoWrap
    }
}
