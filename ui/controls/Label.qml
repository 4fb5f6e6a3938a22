import QtQuick
import "../theme"

// Words on the screen: our font, our ink, full lines. `told` to assistive technology, where no key or row around
// them tells them already.
Text {
    property bool told: false

    font.pixelSize: Theme.body
    color: Paint.ink
    lineHeight: Theme.lineHeight
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    renderType: Text.QtRendering
    Accessible.role: Accessible.StaticText
    Accessible.name: Plain.words(text)
    Accessible.ignored: !told
}
