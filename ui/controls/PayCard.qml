pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"
import "lines.js" as Lines

// How much, to whom, the code as large as can be, and the time that is left. The words stand over and under the code,
// or beside it, whichever leaves it larger. A telephone must read it: dark on white in every palette, whole pixels a
// module, four modules of white around it (they are part of the picture).
Item {
    id: card

    required property PayContent paying
    required property color tint
    readonly property real line: Theme.ownLine * Theme.tightLineHeight
    readonly property int type: Theme.doubled ? Theme.small : Theme.body // of payee and time
    readonly property real lineHeight: Math.ceil(type * line)
    readonly property bool brief: Theme.doubled || (Theme.landscape && paying.coded && Lines.lines(paying.payeeBreadth, type, width) > 1)
    readonly property bool timed: !paying.unsure
    readonly property real leastWords: Math.max(4.6 * Theme.tile, 7.75 * type) // of an amount of two digits, of the time
    readonly property real besideWords: Math.max(leastWords, width - height - Theme.gap)
    readonly property real besideRoom: Math.min(height, width - leastWords - Theme.gap)
    readonly property real underRoom: Math.min(width, height - sumHeight(width) - payeeLines(width, underMost) * lineHeight
                                               - timeHeight(!Theme.doubled) - Theme.smallGap)
    readonly property bool beside: paying.coded && besideRoom > underRoom
    readonly property bool timeTold: timed && (beside ? besideLines(true) >= 1 : !Theme.doubled) // else the bar and the voice tell
    readonly property int underMost: paying.coded ? (Theme.doubled ? 1 : 2) : 3 // the code is what it is for; words can be read at length
    readonly property int payeeMost: beside ? Math.max(1, Math.min(3, besideLines(timeTold))) : underMost
    readonly property real room: Math.max(0, beside ? besideRoom : underRoom)
    readonly property real codeSide: paying.coded ? paying.side * Math.max(1, Math.floor(room / paying.side)) : room
    readonly property real frameWidth: paying.coded || beside ? codeSide : width
    readonly property real wordsX: beside ? codeSide + Theme.gap : 0
    readonly property real wordsWidth: width - wordsX
    readonly property real sumRoom: beside ? besideWords : width
    readonly property real payeeHeight: payeeLines(sumRoom, payeeMost) * lineHeight
    readonly property real wordsTall: sumHeight(sumRoom) + payeeHeight + timeHeight(timeTold)
    readonly property real wordsY: beside ? Math.max(0, Math.round((height - wordsTall) / 2)) : 0

    // The letters of the amount, as large as its line takes.
    function sumSize(space: real): int {
        return Math.max(Theme.least, Math.min(Theme.figure, Math.floor(0.97 * Theme.figure * space / Math.max(1, amount.advanceWidth))));
    }

    function sumHeight(space: real): real {
        return Math.ceil(sumSize(space) * line);
    }

    function payeeLines(space: real, most: int): int {
        return Math.max(1, Math.min(most, Lines.lines(brief ? paying.nameBreadth : paying.payeeBreadth, type, space)));
    }

    function timeHeight(told: bool): real {
        return timed ? Theme.smallGap + Theme.progress + (told ? lineHeight + Theme.tinyGap : 0) : 0;
    }

    // How many lines of the payee have room beside the code.
    function besideLines(told: bool): int {
        return Math.floor((height - sumHeight(besideWords) - timeHeight(told)) / lineHeight);
    }

    implicitHeight: Theme.qr

    TextMetrics {
        id: amount

        font.family: payee.font.family
        font.pixelSize: Theme.figure
        font.weight: Font.Bold
        text: card.paying.amount
    }

    Label {
        id: sum

        x: card.wordsX
        y: card.wordsY
        width: card.wordsWidth
        height: card.sumHeight(card.sumRoom)
        text: card.paying.amount
        color: Paint.ink
        font.pixelSize: card.sumSize(card.sumRoom)
        font.weight: Font.Bold
        lineHeight: Theme.tightLineHeight
        wrapMode: Text.NoWrap
        told: true
    }

    Label {
        id: payee

        x: card.wordsX
        y: sum.y + card.sumHeight(card.sumRoom)
        width: card.wordsWidth
        text: card.brief ? card.paying.payeeName : card.paying.payee
        Accessible.name: Plain.words(card.paying.payee)
        told: true
        color: Paint.secondInk
        font.pixelSize: card.type
        lineHeight: Theme.tightLineHeight
        maximumLineCount: card.payeeLines(card.sumRoom, card.payeeMost)
        elide: Text.ElideRight
    }

    Rectangle {
        id: frame

        objectName: "pay-code"
        x: 0
        y: card.beside ? Math.round((card.height - height) / 2) : payee.y + card.payeeHeight + Theme.smallGap
        width: card.frameWidth
        height: card.codeSide
        visible: card.paying.coded
        color: Paint.codePaper
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("付款用的二维码")

        Image {
            anchors.fill: parent
            source: card.paying.coded ? card.paying.code : ""
            smooth: false
            cache: false
        }
    }

    WayPicture {
        x: frame.x
        y: frame.y
        width: frame.width
        height: frame.height
        visible: !card.paying.coded && height > Theme.icon
        picture: ""
        icon: card.paying.picture
        tint: card.tint
    }

    Label {
        id: left

        x: card.wordsX
        y: bar.y - Theme.tinyGap - card.lineHeight
        width: card.wordsWidth
        visible: card.timeTold
        text: card.paying.left
        told: true
        font.pixelSize: card.type
        lineHeight: Theme.tightLineHeight
        wrapMode: Text.NoWrap
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.least
    }

    TimeBar {
        id: bar

        x: card.wordsX
        y: (card.beside ? card.wordsY + card.wordsTall : card.height) - height
        width: card.wordsWidth
        visible: card.timed
        share: card.paying.share
        words: card.paying.left
    }
}
