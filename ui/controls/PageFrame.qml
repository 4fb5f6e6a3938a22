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
    property real leastActions: 0
    property real bodyKeys: 0 // what stands at the foot of the body and can be touched
    readonly property bool beside: Theme.landscape && !spread && actions !== null
    readonly property real actionsWidth: Math.round((width - 3 * Theme.margin) * (Theme.doubled ? 0.45 : 0.4))
    readonly property real wordsWidth: beside ? width - 3 * Theme.margin - actionsWidth : width - 2 * Theme.margin
    readonly property real wordsX: beside && Theme.leftHanded ? 2 * Theme.margin + actionsWidth : Theme.margin
    readonly property real reachTop: Math.max(0, Theme.reachTop - Theme.pageTop)

    readonly property bool titled: stage.title !== ""
    readonly property real crumbHeight: titled ? crumb.height + 2 * Theme.tinyGap : Theme.smallGap
    readonly property real needed: leastBody + (leastBody > 0 ? Theme.gap : 0) + (beside || leastActions === 0 ? 0 : leastActions + Theme.gap)
    readonly property real wished: crumbHeight + headline.wishedHeight + (content.hint !== "" ? hint.wishedHeight + Theme.tinyGap : 0)
    readonly property bool squeezed: wished + needed > height && !(spread && reachTop >= wished)
    readonly property bool tight: squeezed && titled
                                  && crumbHeight + 2 * Theme.action * headline.line + needed > height - readAll.room
    readonly property bool crowded: content.crowded || squeezed && (content.hint !== "" || tight || headline.truncated)
    readonly property real foot: height - (crowded ? readAll.room : 0)
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
        width: frame.wordsWidth
        text: frame.content.headline
        small: frame.squeezed
        visible: !frame.reads
    }

    Label {
        id: hint

        readonly property real wishedHeight: font.pixelSize * Theme.ownLine * Theme.tightLineHeight
                                             * Math.min(3, Math.ceil(measure.advanceWidth / Math.max(1, width)))

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

        TextMetrics {
            id: measure

            font.family: hint.font.family
            font.pixelSize: hint.font.pixelSize
            text: hint.text
        }
    }

    Item {
        id: bodyArea

        readonly property bool hinted: frame.content.hint !== "" && !frame.squeezed
        readonly property real natural: Theme.gap + (hinted ? hint.y + hint.height : headline.y + headline.height)

        x: frame.wordsX
        y: frame.spread ? Math.max(natural, frame.reachTop) : natural
        width: frame.wordsWidth
        height: Math.max(0, (frame.beside || actionArea.height === 0 ? frame.foot : actionArea.y - Theme.gap) - y)
        visible: !frame.reads
    }

    Loader {
        id: actionArea

        readonly property real upright: Math.max(bodyArea.y + frame.leastBody + Theme.gap, frame.reachTop + frame.bodyKeys)

        sourceComponent: frame.actions
        x: !frame.beside || Theme.leftHanded ? Theme.margin : frame.width - Theme.margin - width
        y: frame.beside ? Math.max(headline.y, frame.reachTop) : frame.foot - height
        width: frame.beside ? frame.actionsWidth : frame.width - 2 * Theme.margin
        height: frame.beside ? frame.foot - y : item ? Math.min((item as Item).implicitHeight, frame.foot - upright) : 0
        visible: !frame.reads
    }

    ReadAll {
        id: readAll

        stage: frame.stage
        reading: frame.content.reading
        x: Theme.margin
        width: frame.width - 2 * Theme.margin
        height: frame.height
        visible: frame.crowded
    }
}
