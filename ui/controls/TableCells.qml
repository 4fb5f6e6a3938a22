pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// The cells of one row, all columns equally wide, numbers under numbers.
Item {
    id: row

    required property string title
    required property list<string> cells
    required property string mark
    required property bool heading
    readonly property real cellWidth: (width - (cells.length - 1) * Theme.smallGap) / Math.max(1, cells.length)

    implicitHeight: line.y + line.height

    Label {
        id: name

        visible: row.heading && text !== ""
        width: row.width
        height: visible ? implicitHeight : 0
        text: row.title
        font.weight: Font.Bold
    }

    Row {
        id: line

        y: name.height
        spacing: Theme.smallGap

        Repeater {
            model: row.cells

            Marked {
                required property int index
                required property string modelData

                width: row.cellWidth
                words: modelData
                mark: row.heading || index !== row.cells.length - 1 ? "plain" : row.mark
                ink: row.heading ? Palette.secondInk : mark === "attention" ? Palette.attention : Palette.ink
                size: row.heading ? Theme.small : Theme.body
            }
        }
    }
}
