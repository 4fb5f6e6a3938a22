import QtQuick
import "../theme"

// White paper with a thin edge.
Rectangle {
    color: Paint.card
    radius: Theme.radius
    border.width: Theme.line
    border.color: Paint.hairline
}
