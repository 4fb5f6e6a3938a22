pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"

// A picture of amounts over time. A bar that asks for attention has an edge and its words, not only a colour.
Item {
    id: chart

    required property string title
    required property BarList bars
    required property bool gap
    property real room: 10 * Theme.chart
    property bool focused: false
    readonly property real words: name.height + legend.height + 2 * Theme.gap + Theme.smallGap + Theme.tinyGap
    readonly property real tall: Math.max(Theme.mm(12), Math.min(Theme.chart, room - words))
    readonly property int count: bars ? bars.count : 0
    readonly property real between: Math.max(2, Math.round((width - 2 * Theme.padding) / Math.max(1, count) * 0.2))

    implicitHeight: words + tall
    Accessible.role: Accessible.Graphic
    Accessible.name: Plain.words(title)

    Card {
        id: card

        y: chart.gap ? Theme.blockGap : 0
        width: chart.width
        height: chart.implicitHeight

        Label {
            id: name

            x: Theme.padding
            y: Theme.gap
            width: card.width - 2 * x
            height: text !== "" ? implicitHeight : 0
            text: chart.title
            color: Paint.secondInk
            lineHeight: Theme.tightLineHeight
        }

        Item {
            id: area

            x: Theme.padding
            y: name.y + name.height + Theme.smallGap
            width: card.width - 2 * x
            height: chart.tall

            Repeater {
                model: chart.bars

                Rectangle {
                    id: bar

                    required property int index
                    required property real ratio
                    required property string label
                    required property string mark
                    readonly property bool attention: mark === "attention"
                    readonly property real step: (area.width + chart.between) / Math.max(1, chart.count)

                    x: Math.round(index * step)
                    width: Math.round(step - chart.between)
                    height: Math.max(Theme.tinyGap * 1.5, Math.round(ratio * area.height))
                    y: area.height - height
                    topLeftRadius: Theme.tinyGap
                    topRightRadius: Theme.tinyGap
                    color: attention ? Paint.attention : Paint.primary

                    Label {
                        x: Math.max(-bar.x, Math.min((bar.width - width) / 2, area.width - bar.x - width))
                        y: bar.height + Theme.tinyGap
                        told: visible
                        text: bar.label
                        visible: text !== ""
                        color: bar.attention ? Paint.attention : Paint.secondInk
                        font.pixelSize: Theme.small
                        font.weight: bar.attention ? Font.Bold : Font.Normal
                        lineHeight: 1
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }

        Item {
            id: legend

            height: Math.ceil(Theme.small * Theme.ownLine)
        }
    }

    Loader {
        anchors.fill: card
        active: chart.focused
        sourceComponent: FocusRing {
            inside: true
        }
    }
}
