import QtQuick
import "../theme"

// Shows where the keypad stands: 2.2 mm of ink around the thing, on paper.
Rectangle {
    property bool inside: false

    anchors.fill: parent
    anchors.margins: inside ? Theme.line : -(Theme.ring + Theme.ringGap)
    color: "transparent"
    radius: Theme.radius
    border.width: Theme.ring
    border.color: Paint.ink
    z: 2
}
