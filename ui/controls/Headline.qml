import QtQuick
import "../theme"

// The question or the answer: one line or two, at most three (what is longer can be read at length). A long one is set smaller, one that is a little too long for its line
// too, so that no last character stands alone.
Label {
    id: headline

    readonly property real lines: measure.advanceWidth / Math.max(1, width)
    readonly property real shrink: lines <= 1 ? 1 : lines <= 1.3 ? 0.98 / lines : lines <= 1.85 ? 1 : 1.85 / lines

    font.pixelSize: Math.max(Theme.action, Math.floor(Theme.headline * shrink))
    maximumLineCount: 3
    elide: Text.ElideRight
    font.weight: Font.Bold
    lineHeight: Theme.tightLineHeight
    Accessible.role: Accessible.Heading
    told: true

    TextMetrics {
        id: measure

        font.family: headline.font.family
        font.pixelSize: Theme.headline
        font.weight: Font.Bold
        text: headline.text
    }
}
