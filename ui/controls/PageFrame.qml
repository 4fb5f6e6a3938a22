import QtQuick
import Linli.Touch
import "../theme"

// What all pages share: crumb, headline, one warm line, body, actions. Upright, the actions stand under the body;
// on a broad screen they stand at its right, unless the body is itself what is touched (`spread`).
Item {
    id: frame

    required property Stage stage
    required property PageContent content
    property Component actions: null
    property bool spread: false
    property real leastBody: 0
    readonly property bool beside: Theme.landscape && !spread && actions !== null
    readonly property real leftWidth: beside ? Math.round((width - 3 * Theme.margin) * 0.6) : width - 2 * Theme.margin
    readonly property alias bodyHeight: bodyArea.height
    readonly property alias bodyWidth: bodyArea.width
    default property alias body: bodyArea.data

    Crumb {
        id: crumb

        stage: frame.stage
        x: Theme.margin
        y: Theme.tinyGap
        visible: frame.stage.title !== ""
    }

    Headline {
        id: headline

        x: Theme.margin
        y: crumb.visible ? crumb.y + crumb.height + Theme.tinyGap : Theme.smallGap
        width: frame.leftWidth
        text: frame.content.headline
    }

    Label {
        id: hint

        x: Theme.margin
        y: headline.y + headline.height + Theme.tinyGap
        width: frame.leftWidth
        text: frame.content.hint
        visible: text !== ""
        color: Paint.secondInk
        lineHeight: Theme.tightLineHeight
    }

    Item {
        id: bodyArea

        x: Theme.margin
        y: hint.visible ? hint.y + hint.height + Theme.gap : headline.y + headline.height + Theme.gap
        width: frame.leftWidth
        height: (frame.beside || actionArea.height === 0 ? frame.height : actionArea.y - Theme.gap) - y
    }

    Loader {
        id: actionArea

        sourceComponent: frame.actions
        x: frame.beside ? frame.leftWidth + 2 * Theme.margin : Theme.margin
        y: frame.beside ? headline.y : frame.height - height
        width: frame.beside ? frame.width - x - Theme.margin : frame.width - 2 * Theme.margin
        height: frame.beside ? frame.height - y
            : item ? Math.min((item as Item).implicitHeight, frame.height - bodyArea.y - Theme.gap - frame.leastBody) : 0
    }
}
