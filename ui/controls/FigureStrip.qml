pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// One number that people come for, over its name.
Item {
    id: figure

    required property string label
    required property string value
    required property string mark
    required property bool gap
    property real room: 10 * Theme.figure
    property bool focused: false
    readonly property int size: Math.max(Theme.action, Math.min(Theme.figure, (room - name.height - 2 * Theme.smallGap) / (Theme.ownLine * Theme.lineHeight)))

    readonly property bool inLine: Theme.landscape && name.implicitWidth + Theme.gap + worth.implicitWidth <= width - 2 * Theme.padding

    implicitHeight: worth.y + worth.height + Theme.smallGap
    Accessible.role: Accessible.StaticText
    Accessible.name: Plain.words(label)
    Accessible.description: Plain.words(value)

    Card {
        id: card

        y: figure.gap ? Theme.blockGap : 0
        width: figure.width
        height: figure.implicitHeight

        Label {
            id: name

            x: Theme.padding
            y: Theme.smallGap + (figure.inLine ? (worth.height - height) / 2 : 0)
            width: figure.inLine ? implicitWidth : card.width - 2 * x
            text: figure.label
            color: Paint.secondInk
            lineHeight: Theme.tightLineHeight
            maximumLineCount: Theme.doubled && Theme.landscape ? 1 : 3 // the rest is read at length
            elide: Text.ElideRight
        }

        Marked {
            id: worth

            x: figure.inLine ? name.x + name.width + Theme.gap : Theme.padding
            y: Theme.smallGap + (figure.inLine ? 0 : name.height)
            width: card.width - x - Theme.padding
            height: implicitHeight
            text: figure.value
            mark: figure.mark
            bold: true
            size: figure.size
            oneLine: true
            ink: figure.mark === "attention" ? Paint.attention : Paint.ink
        }
    }

    Loader {
        anchors.fill: card
        active: figure.focused
        sourceComponent: FocusRing {
            inside: true
        }
    }
}
