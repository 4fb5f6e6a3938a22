pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// This machine from the front, and where to look: the slot under the screen, from which paper comes, or the plate at
// the lower right, on which cards lie. An arrow points there.
Rectangle {
    id: scene

    required property string place // receipt_printer, id_card_reader; anything else: nothing is pointed at
    required property color tint
    readonly property bool slot: place === "receipt_printer"
    readonly property bool plate: place === "id_card_reader" || place === "card_reader"
    readonly property real unit: Math.min(width / 16, height / 14)

    color: Paint.band
    radius: Theme.radius
    clip: true
    Accessible.ignored: true

    Item {
        anchors.centerIn: parent
        width: 16 * scene.unit
        height: 14 * scene.unit

        Rectangle { // the machine
            x: 3 * scene.unit
            y: 0.6 * scene.unit
            width: 10 * scene.unit
            height: 12.8 * scene.unit
            radius: scene.unit * 0.5
            color: Paint.card
            border.width: Theme.line
            border.color: Paint.edge
        }

        Rectangle { // its screen
            x: 3.8 * scene.unit
            y: 1.3 * scene.unit
            width: 8.4 * scene.unit
            height: 6.4 * scene.unit
            radius: scene.unit * 0.25
            color: Paint.paper
            border.width: Theme.line
            border.color: Paint.edge

            Rectangle {
                x: 0.6 * scene.unit
                y: 0.7 * scene.unit
                width: 4.6 * scene.unit
                height: 0.6 * scene.unit
                color: Paint.ink
            }

            Repeater {
                model: 2

                Rectangle {
                    required property int index

                    x: 0.6 * scene.unit
                    y: (2 + 1.8 * index) * scene.unit
                    width: 7.2 * scene.unit
                    height: 1.3 * scene.unit
                    radius: scene.unit * 0.2
                    color: index === 0 ? scene.tint : Paint.band
                    border.width: Theme.line
                    border.color: scene.tint
                }
            }
        }

        Rectangle { // the slot
            x: 4.2 * scene.unit
            y: 9 * scene.unit
            width: 3.6 * scene.unit
            height: 0.6 * scene.unit
            radius: height / 2
            color: Paint.ink
            border.width: scene.slot ? 2 * Theme.line : 0
            border.color: scene.tint
        }

        Rectangle { // the paper that comes out of it
            visible: scene.slot
            x: 4.6 * scene.unit
            y: 9.3 * scene.unit
            width: 2.8 * scene.unit
            height: 2.9 * scene.unit
            color: Paint.paper
            border.width: Theme.line
            border.color: Paint.ink

            Repeater {
                model: [2, 1.5, 1.8]

                Rectangle {
                    required property int index
                    required property real modelData

                    x: 0.4 * scene.unit
                    y: (0.6 + 0.7 * index) * scene.unit
                    width: modelData * scene.unit
                    height: 0.25 * scene.unit
                    color: Paint.edge
                }
            }
        }

        Rectangle { // the plate
            x: 8.6 * scene.unit
            y: 9 * scene.unit
            width: 3.6 * scene.unit
            height: 2.4 * scene.unit
            radius: scene.unit * 0.3
            color: Paint.band
            border.width: scene.plate ? 3 * Theme.line : Theme.line
            border.color: scene.plate ? scene.tint : Paint.edge
        }

        Icon { // look here
            visible: scene.slot || scene.plate
            x: scene.slot ? 0.1 * scene.unit : 13.1 * scene.unit
            y: 9.2 * scene.unit
            name: scene.slot ? "arrow-right" : scene.plate ? "arrow-left" : ""
            size: Math.round(2.8 * scene.unit)
            color: scene.tint
        }
    }
}
