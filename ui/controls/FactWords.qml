import QtQuick
import "../theme"

// Name, value and note in one line if they fit; else the note under the value, and at last the value under its name.
Item {
    id: fact

    required property string label
    required property string value
    required property string note
    required property string mark
    readonly property real nameWidth: Theme.elder ? name.implicitWidth : Math.max(width * 0.25, name.implicitWidth)
    readonly property real rest: width - nameWidth - Theme.gap
    readonly property bool stacked: worth.implicitWidth > rest || Theme.doubled && note !== "" && remark.implicitWidth > rest
    readonly property bool inLine: !stacked && worthWidth + Theme.gap + remark.implicitWidth <= rest
    readonly property real worthWidth: Math.max(worth.implicitWidth, Theme.elder ? 0 : width * 0.3)

    implicitHeight: values.y + values.height

    Label {
        id: name

        width: fact.stacked ? fact.width : Math.min(fact.nameWidth, fact.width)
        text: fact.label
        font.weight: Font.Bold
    }

    Item {
        id: values

        x: fact.stacked ? 0 : fact.nameWidth + Theme.gap
        y: fact.stacked ? name.implicitHeight : 0
        width: fact.width - x
        height: fact.note === "" || fact.inLine ? Math.max(worth.implicitHeight, fact.stacked ? 0 : name.height)
            : worth.implicitHeight + remark.implicitHeight

        Marked {
            id: worth

            width: fact.inLine && fact.note !== "" ? fact.worthWidth : values.width
            height: implicitHeight
            text: fact.value
            mark: fact.mark
        }

        Label {
            id: remark

            x: fact.inLine ? fact.worthWidth + Theme.gap : 0
            y: fact.inLine ? Math.round((worth.implicitHeight - implicitHeight) / 2) : worth.implicitHeight
            width: values.width - x
            told: text !== ""
            text: fact.note
            color: Paint.secondInk
            font.pixelSize: Theme.small
        }
    }
}
