pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// While she speaks: that she is listened to, how loud she is, and the words as they are heard. It has the place of the
// caption, which is silent meanwhile.
Item {
    id: panel

    required property Talking talk
    readonly property string state_: talk.stage === "thinking" ? qsTr("正在想…") : talk.stage === "opening" ? qsTr("请稍等…") : qsTr("正在听…")

    visible: talk.busy

    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        radius: Theme.smallRadius
        color: Paint.band
        border.width: 2 * Theme.line
        border.color: Paint.primary

        Icon {
            id: picture

            x: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            name: panel.talk.stage === "thinking" ? "dots-three" : "microphone"
            size: Theme.smallIcon
            color: Paint.primary
        }

        Row {
            id: meter

            readonly property real step: Math.round(parent.height * 0.11)

            x: picture.x + picture.width + Theme.smallGap
            anchors.verticalCenter: parent.verticalCenter
            height: 6 * step
            spacing: Theme.tinyGap
            visible: panel.talk.stage === "listening"

            Repeater {
                model: 5

                Rectangle {
                    required property int index

                    anchors.bottom: parent.bottom
                    width: Theme.smallGap
                    height: (index + 2) * meter.step
                    radius: Theme.line
                    color: index < panel.talk.level ? Paint.primary : Paint.band
                    border.width: Theme.line
                    border.color: Paint.primary
                }
            }
        }

        Label {
            objectName: "talk"
            told: panel.visible
            x: (meter.visible ? meter.x + meter.width : picture.x + picture.width) + Theme.smallGap
            width: parent.width - x - Theme.gap
            height: parent.height
            verticalAlignment: Text.AlignVCenter
            text: panel.talk.words !== "" ? panel.talk.words : panel.state_
            font.pixelSize: Theme.caption
            font.weight: Font.Bold
            lineHeight: Theme.tightLineHeight
            fontSizeMode: Text.Fit
            minimumPixelSize: Theme.elder ? Theme.mm(9) : Theme.mm(7.4)
            maximumLineCount: 3
            elide: Text.ElideRight
        }
    }
}
