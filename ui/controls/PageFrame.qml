pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"

// What all pages share: crumb, headline, one warm line, body, actions. Upright, the actions stand under the body;
// on a broad screen they stand beside it, at the hand that is used, unless the body is itself what is touched
// (`spread`). In reach mode nothing that can be touched stands above `reachTop`; words may.
// Where the page would be too small for what it needs, its words give way: first the warm line, then the crumb. They
// are not lost: a key at the foot opens all of them at length.
Item {
    id: frame

    required property Stage stage
    required property PageContent content
    property Component actions: null
    property bool spread: false
    property real leastBody: 0
    property real leastMust: leastBody // what it cannot do without at all
    property real leastActions: 0
    property bool cutsWords: false // a key cannot hold all its words
    property real bodyKeys: 0 // what stands at the foot of the body and can be touched
    readonly property bool beside: Theme.landscape && !spread && actions !== null
    readonly property real actionsWidth: Math.round((width - 3 * Theme.margin) * (Theme.doubled ? 0.45 : 0.4))
    readonly property real wordsWidth: beside ? width - 3 * Theme.margin - actionsWidth : width - 2 * Theme.margin
    readonly property real wordsX: beside && Theme.leftHanded ? 2 * Theme.margin + actionsWidth : Theme.margin
    readonly property real reachTop: Math.max(0, Theme.reachTop - Theme.pageTop)

    readonly property bool titled: stage.title !== ""
    readonly property real crumbHeight: titled ? crumb.height + 2 * Theme.tinyGap : Theme.smallGap
    readonly property real needed: leastBody + (leastBody > 0 ? Theme.gap : 0) + (beside || leastActions === 0 ? 0 : leastActions + Theme.gap)
    readonly property real wished: crumbHeight + ghost.height + (content.hint !== "" ? ghostHint.height + Theme.tinyGap : 0)
    readonly property bool squeezed: wished + needed + (content.crowded || cutsWords ? keyRoom : 0) > height && !(spread && reachTop >= wished)
    readonly property bool tight: squeezed && titled
                                  && crumbHeight + 2 * Theme.action * headline.line + needed > height - readAll.room
    // On a broad screen the key that opens them stands beside the headline, where there is room, else at the foot.
    readonly property bool keyAbove: Theme.landscape && spread && reachTop <= Theme.tinyGap
    readonly property real keyRoom: keyAbove ? 0 : readAll.room
    readonly property real spare: height - keyRoom - (tight || !titled ? Theme.tinyGap : crumbHeight) - needed + leastBody - leastMust - Theme.gap
    readonly property bool crowded: content.crowded || squeezed || cutsWords
    readonly property real wordsFoot: height - (crowded ? keyRoom : 0)
    readonly property real foot: beside ? height : wordsFoot
    readonly property bool reads: readAll.opened
    readonly property alias bodyHeight: bodyArea.height
    readonly property alias bodyWidth: bodyArea.width
    default property alias body: bodyArea.data

    Crumb {
        id: crumb

        stage: frame.stage
        x: frame.wordsX
        y: Theme.tinyGap
        width: frame.wordsWidth
        visible: frame.titled && !frame.reads && !frame.tight
    }

    Headline {
        id: headline

        x: frame.wordsX
        y: frame.tight ? Theme.tinyGap : frame.crumbHeight
        width: frame.wordsWidth - (frame.crowded && frame.keyAbove ? readAll.keyWidth + Theme.gap : 0)
        text: frame.content.headline
        small: frame.squeezed
        smallLines: frame.spare >= 2 * Theme.action * line ? 2 : 1
        visible: !frame.reads
    }

    Label {
        id: hint

        x: frame.wordsX
        y: headline.y + headline.height + Theme.tinyGap
        width: frame.wordsWidth
        told: visible
        text: frame.content.hint
        visible: text !== "" && !frame.reads && !frame.squeezed
        color: Paint.secondInk
        lineHeight: Theme.tightLineHeight
        maximumLineCount: 3
        elide: Text.ElideRight
    }

    Headline { // how tall it would be if it had all the room it wants
        id: ghost

        visible: false
        told: false
        width: frame.wordsWidth
        text: frame.content.headline
    }

    Label { // the same of the warm line
        id: ghostHint

        visible: false
        width: frame.wordsWidth
        text: frame.content.hint
        lineHeight: Theme.tightLineHeight
        maximumLineCount: 3
    }

    Item {
        id: bodyArea

        readonly property bool hinted: frame.content.hint !== "" && !frame.squeezed
        readonly property real natural: Math.round(Theme.gap + (hinted ? hint.y + hint.height : headline.y + headline.height)) // a code needs whole pixels

        x: frame.wordsX
        y: frame.spread ? Math.max(natural, frame.reachTop) : natural
        width: frame.wordsWidth
        height: Math.max(0, (frame.beside || actionArea.height === 0 ? frame.wordsFoot : actionArea.y - Theme.gap) - y)
        visible: !frame.reads
    }

    Loader {
        id: actionArea

        readonly property real upright: Math.max(bodyArea.y + (frame.squeezed ? frame.leastMust : frame.leastBody) + Theme.gap, frame.reachTop + frame.bodyKeys)

        sourceComponent: frame.actions
        x: !frame.beside || Theme.leftHanded ? Theme.margin : frame.width - Theme.margin - width
        y: frame.beside ? Math.round(Math.max(headline.y, frame.reachTop)) : frame.foot - height
        width: frame.beside ? frame.actionsWidth : frame.width - 2 * Theme.margin
        height: frame.beside ? frame.foot - y : item ? Math.min((item as Item).implicitHeight, frame.foot - upright) : 0
        visible: !frame.reads
    }

    ReadAll {
        id: readAll

        stage: frame.stage
        reading: frame.content.reading
        above: frame.keyAbove ? headline.y : -1
        x: frame.reads ? Theme.margin : frame.wordsX
        width: frame.reads ? frame.width - 2 * Theme.margin : frame.wordsWidth
        height: frame.height
        visible: frame.crowded
    }
}
