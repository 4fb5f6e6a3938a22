pragma ComponentBehavior: Bound

import QtQuick
import "../controls"
import "../theme"

// Every icon with its name.
Grid {
    id: sheet

    required property var listed

    columns: 4
    spacing: Theme.smallGap

    Repeater {
        model: sheet.listed

        Column {
            id: cell

            required property string modelData

            width: (sheet.width - 3 * sheet.spacing) / 4

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: cell.modelData
            }

            Label {
                width: parent.width
                text: cell.modelData
                color: Paint.secondInk
                font.pixelSize: Theme.mm(6)
                horizontalAlignment: Text.AlignHCenter
                lineHeight: 1
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.mm(4)
                wrapMode: Text.NoWrap
            }
        }
    }
}
