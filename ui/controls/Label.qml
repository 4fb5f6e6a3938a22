import QtQuick
import "../theme"

// Words on the screen: our font, our ink, full lines.
Text {
    font.pixelSize: Theme.body
    color: Paint.ink
    lineHeight: Theme.lineHeight
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    renderType: Text.QtRendering
}
