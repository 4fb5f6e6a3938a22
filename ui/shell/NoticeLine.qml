import QtQuick
import "../controls"
import "../theme"

// One notice of the hall, as the attract page tells it.
Item {
    id: notice

    required property string words
    required property int lines

    implicitHeight: Math.max(picture.height, label.y + label.height)

    Icon {
        id: picture

        name: notice.words === "" ? "" : "megaphone"
        color: Paint.ochre
    }

    Label {
        id: label

        readonly property real firstLine: font.pixelSize * Theme.ownLine * lineHeight

        x: Theme.icon + Theme.gap
        y: Math.max(0, (Theme.icon - firstLine) / 2)
        width: notice.width - x
        text: notice.words
        told: notice.visible && text !== ""
        maximumLineCount: notice.lines
        elide: Text.ElideRight
    }
}
