pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// One strip of a card: a title, a fact, a heading or a row of a table, or a paragraph. Cards are joined of strips:
// the first has the upper corners, the last the lower ones.
Item {
    id: strip

    required property string kind
    required property string label
    required property string value
    required property string note
    required property string mark
    required property list<string> cells
    required property list<real> shares
    required property bool opens
    required property bool closes
    required property bool gap
    property bool focused: false
    readonly property bool heading: kind === "title" || kind === "head"

    implicitHeight: words.height + 2 * words.inset
    Accessible.role: Accessible.StaticText
    Accessible.name: Plain.words(label !== "" ? label : cells.length > 0 ? cells[0] : "")
    Accessible.description: Plain.words(value)

    Rectangle {
        id: paper

        y: strip.gap ? Theme.blockGap : 0
        width: strip.width
        height: strip.implicitHeight + (strip.closes ? 0 : Theme.line)
        color: strip.heading ? Paint.band : Paint.card
        border.width: Theme.line
        border.color: Paint.hairline
        topLeftRadius: strip.opens ? Theme.radius : 0
        topRightRadius: strip.opens ? Theme.radius : 0
        bottomLeftRadius: strip.closes ? Theme.radius : 0
        bottomRightRadius: strip.closes ? Theme.radius : 0
    }

    Rectangle { // running words go on over the seam
        visible: strip.kind === "more" && !strip.opens
        x: Theme.line
        y: paper.y - Theme.line
        width: strip.width - 2 * x
        height: 3 * Theme.line
        color: Paint.card
    }

    Loader {
        id: words

        readonly property int inset: strip.kind === "row" || strip.kind === "more" || strip.heading ? Theme.smallGap : Theme.gap * 0.8

        x: Theme.gap
        y: paper.y + inset
        width: strip.width - 2 * x
        height: item ? (item as Item).implicitHeight : 0
        sourceComponent: strip.kind === "fact" ? fact : strip.kind === "row" || strip.kind === "head" ? cellsRow : plain
    }

    Component {
        id: plain

        Marked {
            text: strip.label
            mark: strip.mark
            bold: strip.kind === "title"
        }
    }

    Component {
        id: fact

        FactWords {
            label: strip.label
            value: strip.value
            note: strip.note
            mark: strip.mark
        }
    }

    Component {
        id: cellsRow

        TableCells {
            title: strip.label
            cells: strip.cells
            shares: strip.shares
            mark: strip.mark
            heading: strip.heading
        }
    }

    Loader {
        anchors.fill: paper
        active: strip.focused
        sourceComponent: FocusRing {
            inside: true
        }
    }
}
