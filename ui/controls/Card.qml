import QtQuick
import "../theme"

// White paper with a thin edge.
Rectangle {
    color: Palette.card
    radius: Theme.radius
    border.width: Theme.line
    border.color: Palette.hairline
}
