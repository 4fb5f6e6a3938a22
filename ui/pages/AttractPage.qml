pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// Nobody is here: a greeting, the time, the hall's notices. The whole page is one key.
Pressable {
    id: page

    required property Stage stage
    required property PageContent content
    readonly property AttractContent greeting: content as AttractContent

    itemId: "attract"
    name: content.headline
    description: content.hint
    radius: 0
    color: Paint.paper
    onTapped: if (!greeting.resting) stage.begin()

    Column {
        x: Theme.margin
        y: Theme.landscape ? Theme.gap : page.height * 0.1
        width: page.width - 2 * Theme.margin
        spacing: Theme.gap

        Label {
            visible: !Theme.landscape
            told: true
            text: page.stage.clockText
            color: Paint.primary
            font.pixelSize: Theme.clock
            font.weight: Font.Bold
            font.features: { "tnum": 1 }
            lineHeight: 1
            wrapMode: Text.NoWrap
        }

        Label {
            width: parent.width
            text: page.content.headline
            font.pixelSize: Theme.attract
            font.weight: Font.Bold
            lineHeight: Theme.tightLineHeight
        }

        Label {
            width: parent.width
            text: page.content.hint
            color: Paint.secondInk
            font.pixelSize: Theme.action
        }

        Repeater {
            model: page.greeting.announcements

            Item {
                id: notice

                required property string modelData

                width: parent.width
                height: Math.max(words.y + words.height, picture.height)

                Icon {
                    id: picture

                    y: Math.max(0, (words.firstLine - height) / 2)
                    name: "megaphone"
                    color: Paint.ochre
                }

                Label {
                    id: words

                    readonly property real firstLine: font.pixelSize * Theme.ownLine * lineHeight

                    x: Theme.icon + Theme.gap
                    y: Math.max(0, (picture.height - firstLine) / 2)
                    width: notice.width - x
                    told: true
                    text: notice.modelData
                }
            }
        }
    }

    Rectangle {
        visible: !page.greeting.resting
        x: Theme.margin
        y: page.height - height - Theme.gap
        width: page.width - 2 * Theme.margin
        height: Theme.tallControl
        radius: height / 2
        color: page.down ? Paint.pressed(Paint.primary) : Paint.primary

        Row {
            anchors.centerIn: parent
            spacing: Theme.gap

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "hand-pointing"
                color: Paint.onTint
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("轻触屏幕开始")
                color: Paint.onTint
                font.pixelSize: Theme.action
                font.weight: Font.Bold
                lineHeight: 1
                wrapMode: Text.NoWrap
            }
        }
    }

    CalmBar {
        visible: page.greeting.resting
        x: Theme.margin
        y: page.height - height - Theme.control
        width: page.width - 2 * Theme.margin
        name: page.content.headline
    }
}
