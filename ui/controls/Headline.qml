import QtQuick
import "../theme"

// The question or the answer: one line or two, at most three (what is longer can be read at length). A long one is set
// smaller, one that is a little too long for its line too, so that no last character stands alone. Where the page is
// crowded (`small`) it takes two lines of the size of an action.
Label {
    id: headline

    property bool small: false
    property int smallLines: 2
    readonly property real lines: measure.advanceWidth / Math.max(1, width)
    readonly property real shrink: lines <= 1 ? 1 : lines <= 1.3 ? 0.98 / lines : lines <= 1.85 ? 1 : 1.85 / lines
    readonly property int wished: Math.max(Theme.action, Math.floor(Theme.headline * shrink))
    readonly property real line: Theme.ownLine * Theme.tightLineHeight

    font.pixelSize: small ? Math.min(wished, Theme.action) : wished
    maximumLineCount: small ? smallLines : 3
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
