import QtQuick
import "../theme"

// A line of small words.
Text {
    color: Paint.secondInk
    font.pixelSize: Sizes.small
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
}
