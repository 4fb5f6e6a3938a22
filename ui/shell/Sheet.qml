import QtQuick
import "../controls"
import "../theme"

// A question laid over the page: the page behind is covered by plain paper, and cannot be touched.
Rectangle {
    id: sheet

    required property string headline
    required property string words
    required property string picture
    required property string keyId
    required property string keyName
    property real keyHeight: Theme.tallControl

    signal accepted

    color: Paint.band

    MouseArea {
        anchors.fill: parent
    }

    Column {
        x: (sheet.width - width) / 2
        y: Theme.reach ? sheet.height - height - Theme.gap : (sheet.height - height) / 2 // the key within her reach
        width: Math.min(parent.width - 2 * Theme.margin, Theme.mm(250))
        spacing: Theme.gap

        Icon {
            name: Theme.landscape || Theme.doubled ? "" : sheet.picture
            size: Theme.tileIcon
            color: Paint.primary
        }

        Headline {
            width: parent.width
            text: sheet.headline
        }

        Label {
            width: parent.width
            text: sheet.words
            told: true
        }

        Item {
            width: 1
            height: Theme.gap
        }

        BigButton {
            itemId: sheet.keyId
            name: sheet.keyName
            primary: true
            width: parent.width
            height: sheet.keyHeight
            onTapped: sheet.accepted()
        }
    }
}
