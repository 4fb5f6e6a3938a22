import QtQuick
import "../theme"

// Words with the shape of their mark before them: good, attention, or none.
Item {
    id: marked

    required property string text
    required property string mark
    property bool bold: false
    property bool oneLine: false
    property alias told: words.told
    property int size: Theme.body
    property color ink: mark === "attention" ? Paint.attention : mark === "good" ? Paint.primary : Paint.ink

    implicitHeight: oneLine ? Math.ceil(size * Theme.ownLine * words.lineHeight) : words.height
    implicitWidth: words.x + words.implicitWidth

    Icon {
        id: shape

        name: marked.mark === "good" ? "check-circle" : marked.mark === "attention" ? "warning-circle" : ""
        size: Math.round(marked.size * 1.1)
        y: (Math.ceil(marked.size * Theme.ownLine * words.lineHeight) - height) / 2
        color: marked.ink
    }

    Label {
        id: words

        x: shape.width > 0 ? shape.width + Theme.tinyGap : 0
        width: marked.width - x
        height: marked.oneLine ? marked.implicitHeight : implicitHeight
        verticalAlignment: Text.AlignVCenter // words that had to shrink stay in the middle of their line
        text: marked.text
        wrapMode: marked.oneLine ? Text.NoWrap : Text.Wrap
        fontSizeMode: marked.oneLine ? Text.HorizontalFit : Text.FixedSize
        minimumPixelSize: Theme.least
        color: marked.ink
        font.pixelSize: marked.size
        font.weight: marked.bold ? Font.Bold : Font.Normal
    }
}
