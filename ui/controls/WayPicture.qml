pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// What to do, and where at the terminal: a card comes down on the reader's plate, a few times, then lies there.
Rectangle {
    id: scene

    required property string picture
    required property string icon
    required property color tint
    readonly property bool card: picture === "id_card"
    readonly property real unit: Math.min(width / 16, height / 11)

    color: Paint.band
    radius: Theme.radius
    clip: true
    Accessible.ignored: true

    Icon {
        anchors.centerIn: parent
        visible: !scene.card
        name: scene.card ? "" : scene.icon
        size: Math.min(Theme.bigIcon, scene.height * 0.7)
        color: scene.tint
    }

    Item {
        visible: scene.card
        anchors.centerIn: parent
        width: 16 * scene.unit
        height: 11 * scene.unit

        Rectangle { // the terminal's desk
            x: 1.5 * scene.unit
            y: 6.2 * scene.unit
            width: 13 * scene.unit
            height: 4 * scene.unit
            radius: scene.unit * 0.5
            color: Paint.card
            border.width: Theme.line
            border.color: Paint.edge
        }

        Rectangle { // the reader's plate
            x: 4.2 * scene.unit
            y: 6.9 * scene.unit
            width: 7.6 * scene.unit
            height: 2.6 * scene.unit
            radius: scene.unit * 0.3
            color: Paint.band
            border.width: 2 * Theme.line
            border.color: scene.tint
        }

        Rectangle { // the card
            id: card

            property real lift: 0

            x: 5 * scene.unit
            y: (4.3 - lift) * scene.unit
            width: 6 * scene.unit
            height: 3.8 * scene.unit
            radius: scene.unit * 0.35
            color: Paint.card
            border.width: 2 * Theme.line
            border.color: Paint.ink

            Rectangle { // the photograph
                x: parent.width - width - 0.5 * scene.unit
                y: 0.5 * scene.unit
                width: 1.5 * scene.unit
                height: 1.9 * scene.unit
                radius: scene.unit * 0.15
                color: scene.tint
            }

            Repeater {
                model: [2.6, 2.0, 2.9]

                Rectangle {
                    required property int index
                    required property real modelData

                    x: 0.5 * scene.unit
                    y: (0.6 + index * 0.7) * scene.unit
                    width: modelData * scene.unit
                    height: 0.3 * scene.unit
                    color: Paint.edge
                }
            }

            Rectangle {
                x: 0.5 * scene.unit
                y: 2.9 * scene.unit
                width: 5 * scene.unit
                height: 0.35 * scene.unit
                color: Paint.ink
            }

            SequentialAnimation {
                running: scene.card && scene.visible
                loops: 3

                NumberAnimation {
                    target: card
                    property: "lift"
                    from: 3.4
                    to: 0
                    duration: Theme.showing / 6
                    easing.type: Easing.OutCubic
                }

                PauseAnimation {
                    duration: Theme.showing / 6
                }
            }
        }
    }
}
