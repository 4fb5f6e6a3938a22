import QtQuick
import "../theme"

// Words with the shape of their mark before them: good, attention, or none.
Item {
    id: marked

    required property string words
    required property string mark
    property bool bold: false
    property int size: Theme.body
    property color ink: mark === "attention" ? Palette.attention : mark === "good" ? Palette.primary : Palette.ink

    implicitHeight: text.height
    implicitWidth: text.x + text.implicitWidth

    Icon {
        id: shape

        name: marked.mark === "good" ? "check-circle" : marked.mark === "attention" ? "warning-circle" : ""
        size: Math.round(marked.size * 1.1)
        y: (Math.ceil(marked.size * Theme.lineHeight) - height) / 2
        color: marked.ink
    }

    Label {
        id: text

        x: shape.visible ? shape.width + Theme.tinyGap : 0
        width: marked.width - x
        text: marked.words
        color: marked.ink
        font.pixelSize: marked.size
        font.weight: marked.bold ? Font.Bold : Font.Normal
    }
}
