import QtQuick
import "../controls"
import "../theme"

// A question laid over the page: the page behind is covered by plain paper, and cannot be touched. On a broad screen
// its key stands beside the words, at the hand that is used.
Rectangle {
    id: sheet

    required property string headline
    required property string words
    required property string picture
    required property string keyId
    required property string keyName
    property real keyHeight: Theme.tallControl
    readonly property bool beside: Theme.landscape
    readonly property real broad: Math.min(width - 2 * Theme.margin, Theme.mm(beside ? 400 : 250))
    readonly property real side: (width - broad) / 2
    readonly property real keyWidth: beside ? Math.round((broad - Theme.margin) * 0.38) : broad
    readonly property real wordsWidth: beside ? broad - Theme.margin - keyWidth : broad
    // What lies between the reach of who sits and the foot: a key never grows out of it.
    readonly property real inReach: height - Math.max(0, Theme.reachTop - (parent ? parent.y : 0)) - Theme.gap
    readonly property real wordsRoom: height - 2 * Theme.gap - (beside ? 0 : key.height + 2 * Theme.gap)

    signal accepted

    color: Paint.band

    MouseArea {
        anchors.fill: parent
    }

    Column {
        id: told

        x: sheet.side + (sheet.beside && Theme.leftHanded ? sheet.keyWidth + Theme.margin : 0)
        y: sheet.beside ? (sheet.height - height) / 2
            : Theme.reach ? sheet.height - Theme.gap - key.height - 2 * Theme.gap - height
            : (sheet.height - height - key.height - 2 * Theme.gap) / 2
        width: sheet.wordsWidth
        spacing: Theme.gap

        Icon {
            id: shape

            name: Theme.landscape || Theme.doubled ? "" : sheet.picture
            size: Theme.tileIcon
            color: Paint.primary
        }

        Headline {
            id: question

            width: parent.width
            text: sheet.headline
            small: sheet.height < Theme.mm(130)
        }

        Label {
            readonly property real room: sheet.wordsRoom - question.height - Theme.gap - (shape.visible ? shape.height + Theme.gap : 0)

            width: parent.width
            height: Math.min(natural.implicitHeight, room)
            text: sheet.words
            lineHeight: natural.lineHeight
            fontSizeMode: Text.Fit // a low sheet: the words shrink a little rather than leave the screen
            minimumPixelSize: Theme.least
            told: true

            Label {
                id: natural

                visible: false
                width: parent.width
                text: sheet.words
                lineHeight: sheet.height < Theme.mm(160) ? Theme.tightLineHeight : Theme.lineHeight
            }
        }
    }

    BigButton {
        id: key

        itemId: sheet.keyId
        name: sheet.keyName
        primary: true
        x: sheet.beside && !Theme.leftHanded ? sheet.side + sheet.broad - width : sheet.side
        y: !sheet.beside ? told.y + told.height + 2 * Theme.gap
            : Theme.reach ? sheet.height - height - Theme.gap : (sheet.height - height) / 2
        width: sheet.keyWidth
        height: Theme.reach ? Math.min(sheet.keyHeight, sheet.inReach) : sheet.keyHeight
        onTapped: sheet.accepted()
    }
}
