pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// A cabinet from the front or an estate from above: boxes in their places. The one that matters is filled and has a pin.
Item {
    id: plan

    required property string title
    required property string mine
    required property string near
    required property string kind
    required property list<string> names
    required property list<string> kinds
    required property list<real> places // left, top, breadth, height of each, as parts of the whole
    required property real tallness // of the whole, against its breadth
    required property real room
    required property bool gap
    property bool focused: false
    readonly property bool keyed: mine !== "" || near !== ""
    readonly property bool cabinet: kind === "cabinet"
    readonly property real frameLine: cabinet ? 2 * Theme.line : 0
    readonly property real words: (title !== "" ? heading.height + Theme.smallGap : 0) + (keyed ? legend.height + Theme.smallGap : 0) + (drawn ? 2 : 1) * Theme.smallGap
    readonly property bool drawn: names.length > 0
    readonly property real tallest: Math.max(Theme.mm(30), room - words)

    implicitHeight: words + area.height
    Accessible.role: Accessible.Graphic
    Accessible.name: Plain.words(title)

    Card {
        id: card

        y: plan.gap ? Theme.blockGap : 0
        width: plan.width
        height: plan.implicitHeight

        Label {
            id: heading

            x: Theme.padding
            y: Theme.smallGap
            width: card.width - 2 * x
            text: plan.title
            visible: text !== ""
            font.weight: Font.Bold
            lineHeight: Theme.tightLineHeight
        }

        Rectangle {
            id: area

            x: (card.width - width) / 2
            visible: plan.drawn
            y: plan.title !== "" ? heading.y + heading.height + Theme.smallGap : Theme.smallGap
            width: !plan.drawn ? 0 : Math.min(card.width - 2 * Theme.padding, plan.tallest / plan.tallness)
            height: Math.round(width * plan.tallness)
            color: plan.cabinet ? Paint.edge : Paint.band
            radius: Theme.smallRadius

            Repeater {
                model: plan.names.length

                Rectangle {
                    id: box

                    required property int index
                    readonly property string kind: plan.kinds[index] ?? ""
                    readonly property bool own: kind === "mine"
                    readonly property real inset: plan.cabinet ? Theme.line : 0

                    x: plan.frameLine + (plan.places[4 * index] ?? 0) * (area.width - 2 * plan.frameLine) + inset
                    y: plan.frameLine + (plan.places[4 * index + 1] ?? 0) * (area.height - 2 * plan.frameLine) + inset
                    width: (plan.places[4 * index + 2] ?? 0) * (area.width - 2 * plan.frameLine) - 2 * inset
                    height: (plan.places[4 * index + 3] ?? 0) * (area.height - 2 * plan.frameLine) - 2 * inset
                    radius: Theme.tinyGap
                    color: own ? Paint.primary : Paint.card
                    border.width: kind === "near" ? 2 * Theme.line : plan.cabinet ? 0 : 1
                    border.color: kind === "near" ? Paint.primary : Paint.edge

                    Row {
                        id: inside

                        readonly property real size: Math.min(Theme.body, box.height * 0.62)

                        anchors.centerIn: parent
                        spacing: Theme.tinyGap

                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            name: box.own && number.implicitWidth + inside.size + inside.spacing < box.width ? "map-pin" : ""
                            size: inside.size
                            color: Paint.onTint
                        }

                        Label {
                            id: number

                            anchors.verticalCenter: parent.verticalCenter
                            visible: inside.size >= Theme.mm(7.7) && implicitWidth < box.width
                            told: visible
                            text: plan.names[box.index] ?? ""
                            color: box.own ? Paint.onTint : Paint.ink
                            font.pixelSize: inside.size
                            font.weight: box.own ? Font.Bold : Font.Normal
                            lineHeight: 1
                            wrapMode: Text.NoWrap
                        }
                    }
                }
            }
        }

        Item {
            id: legend

            readonly property bool inLine: first.width + Theme.gap + second.width <= width

            visible: plan.keyed
            x: Theme.padding
            y: plan.drawn ? area.y + area.height + Theme.smallGap : area.y
            width: card.width - 2 * x
            height: inLine ? Math.max(first.height, second.height) : first.height + second.height

            PlanKey {
                id: first

                words: plan.mine
                icon: "map-pin"
                color: Paint.primary
            }

            PlanKey {
                id: second

                x: legend.inLine && first.width > 0 ? first.width + Theme.gap : 0
                y: legend.inLine ? 0 : first.height
                words: plan.near
                border.width: 2 * Theme.line
                border.color: Paint.primary
            }
        }
    }

    Loader {
        anchors.fill: card
        active: plan.focused
        sourceComponent: FocusRing {
            inside: true
        }
    }
}
