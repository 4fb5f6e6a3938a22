pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// How much of a whole there is: a bar that is filled so far, and a flag where it should reach.
Item {
    id: meter

    required property string label
    required property string value
    required property string goal
    required property string mark
    required property list<real> shares // filled, goal
    required property bool gap
    property bool focused: false
    readonly property bool inLine: nameWords.advanceWidth + Theme.gap + worthWidth <= width - 2 * Theme.padding
    readonly property real worthWidth: worthWords.advanceWidth + (mark === "plain" ? 0 : Theme.body * 1.1 + Theme.tinyGap) + 4
    readonly property color fill: mark === "attention" ? Paint.attention : Paint.primary

    implicitHeight: flag.y + flag.height + Theme.smallGap
    Accessible.role: Accessible.Graphic
    Accessible.name: Plain.words(label)
    Accessible.description: Plain.words(value)

    TextMetrics {
        id: nameWords

        font.family: name.font.family
        font.pixelSize: Theme.body
        text: meter.label
    }

    TextMetrics {
        id: worthWords

        font.family: name.font.family
        font.pixelSize: Theme.body
        font.weight: Font.Bold
        text: meter.value
    }

    Card {
        id: card

        y: meter.gap ? Theme.blockGap : 0
        width: meter.width
        height: meter.implicitHeight

        Label {
            id: name

            x: Theme.padding
            y: Theme.smallGap
            width: meter.inLine ? Math.ceil(nameWords.advanceWidth) + 2 : card.width - 2 * x
            text: meter.label
            height: text === "" ? 0 : implicitHeight
            color: Paint.secondInk
            lineHeight: Theme.tightLineHeight
        }

        Marked {
            id: worth

            x: meter.inLine ? card.width - Theme.padding - width : Theme.padding
            y: meter.inLine ? Theme.smallGap : name.y + name.height
            width: meter.inLine ? meter.worthWidth : card.width - 2 * Theme.padding
            height: text === "" ? 0 : implicitHeight
            text: meter.value
            mark: meter.value === "" ? "plain" : meter.mark
            bold: true
        }

        Rectangle {
            id: track

            x: Theme.padding
            y: Math.max(name.y + name.height, worth.y + worth.height) + Theme.smallGap
            width: card.width - 2 * x
            height: Theme.gap
            radius: height / 2
            color: Paint.band
            border.width: Theme.line
            border.color: Paint.edge

            Rectangle {
                width: Math.max(parent.height, parent.width * (meter.shares[0] ?? 0))
                height: parent.height
                radius: parent.radius
                color: meter.fill
                visible: (meter.shares[0] ?? 0) > 0
            }
        }

        Rectangle { // the post of the flag
            id: post

            visible: meter.goal !== ""
            x: track.x + Math.min(track.width - width, track.width * (meter.shares[1] ?? 1) - width / 2)
            y: track.y - Theme.tinyGap
            width: 2 * Theme.line
            height: track.height + 2 * Theme.tinyGap
            color: Paint.ink
            border.width: 1
            border.color: Paint.card
        }

        Label {
            id: flag

            visible: meter.goal !== ""
            x: Math.max(track.x, Math.min(post.x - implicitWidth / 2, track.x + track.width - implicitWidth))
            y: post.y + post.height
            height: text !== "" ? implicitHeight : 0
            told: visible
            text: meter.goal
            font.pixelSize: Theme.small
            lineHeight: Theme.tightLineHeight
            wrapMode: Text.NoWrap
        }
    }

    Loader {
        anchors.fill: card
        active: meter.focused
        sourceComponent: FocusRing {
            inside: true
        }
    }
}
