pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// The cells of one row, columns as wide as what they hold.
Item {
    id: row

    required property string title
    required property list<string> cells
    required property list<real> shares
    required property string mark
    required property bool heading
    readonly property real room: width - (cells.length - 1) * Theme.smallGap

    implicitHeight: line.y + line.implicitHeight

    Label {
        id: name

        visible: row.heading && text !== ""
        width: row.width
        text: row.title
        font.weight: Font.Bold
    }

    Row {
        id: line

        y: row.heading && row.title !== "" ? name.height : 0
        spacing: Theme.smallGap

        Repeater {
            model: row.cells.length // a number: when the page is turned the cells stay and only their words change

            Marked {
                required property int index

                width: row.room * (row.shares[index] ?? 0)
                told: text !== "" && (index > 0 || row.title !== "")
                text: row.cells[index] ?? ""
                mark: row.heading || index !== row.cells.length - 1 ? "plain" : row.mark
                ink: row.heading ? Paint.secondInk : mark === "attention" ? Paint.attention : Paint.ink
                size: row.heading || Theme.elder ? Theme.small : Theme.body
                oneLine: true
            }
        }
    }
}
