import QtQuick
import "../theme"

// A device on the table: its name, its plug where it has one, and what can be done to it.
Rectangle {
    id: group

    required property string title
    property bool plugs: false
    property bool plugged: true
    property string plugId
    default property alias things: column.data

    signal plugMoved(bool into)

    height: column.y + column.height + Sizes.padding
    radius: Sizes.radius
    color: Paint.card
    border.width: 1
    border.color: Paint.hairline

    Text {
        x: Sizes.padding
        y: Sizes.padding
        text: group.title
        color: Paint.ink
        font.pixelSize: Sizes.title
        font.weight: Font.Bold
        textFormat: Text.PlainText
    }

    BenchKey {
        visible: group.plugs
        itemId: group.plugId
        label: group.plugged ? "plugged in" : "unplugged"
        held: group.plugged
        x: group.width - width - Sizes.padding
        y: Sizes.gap
        height: Sizes.key - 4
        onPressed: group.plugMoved(!group.plugged)
    }

    Column {
        id: column

        x: Sizes.padding
        y: Sizes.padding + Sizes.key
        width: group.width - 2 * Sizes.padding
        spacing: Sizes.gap
    }
}
