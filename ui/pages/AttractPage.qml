pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../shell"
import "../theme"

// Nobody is here: the time, a greeting, the hall's notices one at a time, what can be done. The whole page is one key.
// On a broad screen what can be done stands beside the words.
Pressable {
    id: page

    required property Stage stage
    required property PageContent content
    readonly property AttractContent greeting: content as AttractContent
    readonly property bool beside: Theme.landscape
    readonly property real wordsWidth: beside && offer.visible ? Math.round((width - 3 * Theme.margin) * 0.58) : width - 2 * Theme.margin
    readonly property real foot: height - Theme.tallControl - 2 * Theme.gap // where the large pill begins

    itemId: "attract"
    name: content.headline
    description: content.hint
    radius: 0
    color: Paint.paper
    onTapped: if (!greeting.resting) stage.begin()

    Column {
        id: words

        x: Theme.margin
        y: page.beside ? Theme.gap : Theme.gap
        width: page.wordsWidth
        spacing: Theme.gap

        Row {
            visible: !page.beside
            spacing: Theme.gap

            Label {
                id: clock

                told: visible
                text: page.stage.clockText
                color: Paint.primary
                font.pixelSize: Theme.clock
                font.weight: Font.Bold
                font.features: { "tnum": 1 }
                lineHeight: 1
                wrapMode: Text.NoWrap
            }

            Label {
                anchors.baseline: clock.baseline
                visible: !Theme.elder
                told: visible
                text: page.stage.dateText
                color: Paint.secondInk
                font.pixelSize: Theme.action
                lineHeight: 1
                wrapMode: Text.NoWrap
            }
        }

        Label {
            width: parent.width
            told: true
            text: page.content.headline
            font.pixelSize: Theme.attract
            font.weight: Font.Bold
            lineHeight: Theme.tightLineHeight
        }

        Label {
            width: parent.width
            told: true
            text: page.content.hint
            color: Paint.secondInk
            font.pixelSize: Theme.action
        }

        Column {
            visible: !page.greeting.resting
            spacing: Theme.tinyGap

            Row {
                spacing: Theme.gap

                Icon {
                    name: "headphones"
                    color: Paint.primary
                }

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    width: words.width - Theme.icon - Theme.gap
                    told: visible
                    text: qsTr("插上耳机，听着也能办。")
                }
            }

            Row {
                visible: page.stage.talk.offered
                spacing: Theme.gap

                Icon {
                    name: "microphone"
                    color: Paint.primary
                }

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    width: words.width - Theme.icon - Theme.gap
                    told: visible
                    text: qsTr("按“说话”才听，说出来也能办。")
                }
            }
        }

        NoticeTurner {
            width: parent.width
            notices: page.greeting.announcements
            still: Theme.elder || page.stage.look.speech
        }
    }

    Grid {
        id: offer

        // A line more above them leaves them less air, so that as many of them are seen.
        readonly property real air: page.stage.talk.offered ? Theme.gap : 2 * Theme.gap
        readonly property real room: page.foot + Theme.gap - air - y
        readonly property int cardHeight: page.beside ? Theme.tallControl : Theme.control
        readonly property int most: columns * Math.max(0, Math.floor((room + spacing) / (cardHeight + spacing)))
        readonly property real cardWidth: page.beside ? page.width - 3 * Theme.margin - page.wordsWidth
            : (page.width - 2 * Theme.margin - Theme.gap) / 2

        visible: !page.greeting.resting && !Theme.elder && page.greeting.services.length > 0
        columns: page.beside ? 1 : 2
        spacing: Theme.gap
        x: page.beside ? 2 * Theme.margin + page.wordsWidth : Theme.margin
        y: page.beside ? 2 * Theme.gap : words.y + words.height + air

        Repeater {
            model: page.greeting.services.slice(0, offer.most)

            ServiceCard {
                required property string modelData
                required property int index

                service: modelData
                name: page.greeting.serviceNames[index] ?? ""
                tint: page.greeting.serviceTints[index] ?? ""
                width: offer.cardWidth
                height: offer.cardHeight
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
