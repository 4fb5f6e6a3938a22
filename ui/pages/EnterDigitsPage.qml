pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// Type digits: what has been typed, and the keys. A number that may be shorter stands in one box that grows.
PageFrame {
    id: page

    readonly property real fieldHeight: Math.min(Theme.control, Math.max(bodyHeight, Theme.keyLabel * 1.1))

    leastBody: Theme.doubled ? Theme.keyLabel * 1.1 : Theme.control
    leastActions: 4 * Theme.leastTarget + 3 * Theme.keyGap

    readonly property DigitsContent entry: content as DigitsContent

    readonly property real cellGap: Theme.smallGap
    readonly property real cellWidth: Math.min(Theme.numberKey, (bodyWidth - (entry.cells.length - 1) * cellGap)
                                                                / Math.max(1, entry.cells.length))


    Repeater {
        model: page.entry.inCells ? page.entry.cells.length : 0

        Card {
            id: cell

            required property int index
            readonly property bool next: index === page.entry.cursor

            x: index * (width + page.cellGap)
            width: page.cellWidth
            height: page.fieldHeight
            radius: Theme.smallRadius
            border.width: next ? 2 * Theme.line : Theme.line
            border.color: next ? Paint.tint(page.stage.tint) : Paint.edge

            Label {
                anchors.centerIn: parent
                told: text !== ""
                text: page.entry.cells[cell.index] ?? ""
                font.pixelSize: Theme.keyLabel
                font.weight: Font.Bold
                lineHeight: 1
            }
        }
    }

    Card {
        visible: !page.entry.inCells
        width: Math.min(page.bodyWidth, Math.max(2 * Theme.numberKey, measure.advanceWidth + 2 * Theme.padding + Theme.gap))
        height: page.fieldHeight
        radius: Theme.smallRadius
        border.width: 2 * Theme.line
        border.color: Paint.tint(page.stage.tint)

        TextMetrics {
            id: measure

            font.family: field.font.family
            font.pixelSize: Theme.keyLabel
            font.weight: Font.Bold
            text: page.entry.field
        }

        Label {
            id: field

            anchors.fill: parent
            anchors.leftMargin: Theme.padding
            anchors.rightMargin: Theme.padding
            told: text !== ""
            text: page.entry.field
            font.pixelSize: Theme.keyLabel
            font.weight: Font.Bold
            lineHeight: 1
            verticalAlignment: Text.AlignVCenter
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.body
        }
    }

    actions: DigitPad {
        stage: page.stage
        entry: page.entry
    }
}
