import QtQuick
import "../theme"

// Name at the left, value and note at the right; in elder mode the value stands under its name if it is long.
Item {
    id: fact

    required property string label
    required property string value
    required property string note
    required property string mark
    readonly property real nameWidth: width * 0.36
    readonly property bool stacked: Theme.elder
        && name.implicitWidth + Theme.gap + Math.max(worth.implicitWidth, remark.implicitWidth) > width

    implicitHeight: Math.max(name.height, values.y + values.height)

    Label {
        id: name

        width: fact.stacked ? fact.width : Theme.elder ? implicitWidth : fact.nameWidth
        text: fact.label
        font.weight: Font.Bold
    }

    Column {
        id: values

        x: fact.stacked ? 0 : name.width + Theme.gap
        y: fact.stacked ? name.height : 0
        width: fact.width - x

        Marked {
            id: worth

            width: parent.width
            words: fact.value
            mark: fact.mark
        }

        Label {
            id: remark

            width: parent.width
            visible: text !== ""
            text: fact.note
            color: Palette.secondInk
            font.pixelSize: Theme.small
            lineHeight: Theme.tightLineHeight
        }
    }
}
