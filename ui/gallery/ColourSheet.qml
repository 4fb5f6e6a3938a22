pragma ComponentBehavior: Bound

import QtQuick
import "../controls"
import "../theme"

// Every colour of a palette, with its contrasts as they were computed.
Column {
    id: sheet

    required property var listed

    spacing: Theme.smallGap

    Repeater {
        model: sheet.listed

        Row {
            id: row

            required property var modelData

            spacing: Theme.gap

            Rectangle {
                width: Theme.control
                height: Theme.smallIcon * 1.4
                radius: Theme.smallRadius
                color: row.modelData.colour
                border.width: Theme.line
                border.color: Paint.edge
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: row.modelData.words
                font.pixelSize: Theme.small
                lineHeight: 1
            }
        }
    }
}
