import QtQuick
import "../theme"

// One way to present oneself, in words; at rest it says why. Not a key: the device answers.
Rectangle {
    id: way

    required property string itemId
    required property string label
    required property string icon
    required property string resting
    readonly property real line: Theme.ownLine * Theme.tightLineHeight
    readonly property bool rests: resting !== ""

    radius: Theme.smallRadius
    color: rests ? Paint.restingFill : Paint.card
    border.width: Theme.line
    border.color: Paint.hairline
    Accessible.role: Accessible.StaticText
    Accessible.name: Plain.words(label)
    Accessible.description: Plain.words(resting)

    Icon {
        id: picture

        x: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        name: way.icon
        size: Theme.smallIcon
        color: way.rests ? Paint.restingInk : Paint.primary
    }

    Column {
        id: words

        x: picture.x + picture.width + Theme.smallGap
        width: way.width - x - Theme.gap
        anchors.verticalCenter: parent.verticalCenter

        Label {
            id: first

            width: parent.width
            text: way.label
            color: way.rests ? Paint.restingInk : Paint.ink
            font.weight: Font.Bold
            lineHeight: Theme.tightLineHeight
            maximumLineCount: Math.max(1, Math.min(3, Math.floor((way.height - 2 * Theme.tinyGap - (way.resting !== "" ? Theme.small * way.line : 0)) / (Theme.body * way.line))))
            elide: Text.ElideRight
        }

        Label {
            width: parent.width
            visible: text !== "" && way.height - first.height - Theme.tinyGap >= Theme.small * way.line // else it is read at length
            text: way.resting
            color: Paint.restingInk
            font.pixelSize: Theme.small
            lineHeight: Theme.tightLineHeight
            maximumLineCount: Math.max(1, Math.min(3, Math.floor((way.height - 2 * Theme.tinyGap - first.height) / (Theme.small * way.line))))
            elide: Text.ElideRight
        }
    }
}
