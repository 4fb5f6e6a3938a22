import QtQuick
import "../theme"

// The question or the answer: two lines at most, shrunk a little if it is a long one.
Label {
    font.pixelSize: Theme.headline
    font.weight: Font.Bold
    lineHeight: Theme.tightLineHeight
    maximumLineCount: 2
    fontSizeMode: Text.Fit
    minimumPixelSize: Theme.body
    height: Math.min(implicitHeight, Math.ceil(2.5 * Theme.headline))
    Accessible.role: Accessible.Heading
    Accessible.name: text
}
