pragma ComponentBehavior: Bound

import QtQuick
import "../controls"
import "../theme"

// Every size of type, with how tall a hanzi and a capital letter of it are.
Column {
    id: sheet

    required property var listed

    spacing: Theme.gap

    Repeater {
        model: sheet.listed

        Column {
            id: row

            required property var modelData

            width: sheet.width

            Label {
                width: parent.width
                text: "今天办什么事 Ag 18"
                font.pixelSize: row.modelData.pixels
                lineHeight: 1
                maximumLineCount: 1
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }

            Label {
                width: parent.width
                text: row.modelData.words
                color: Paint.secondInk
                font.pixelSize: Theme.small
            }
        }
    }
}
