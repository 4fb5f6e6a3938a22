pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// Type words: with the pinyin keyboard, or with letters as pinyin initials.
PageFrame {
    id: page

    readonly property TextContent entry: content as TextContent

    readonly property real fieldHeight: Math.min(Theme.control, Math.max(bodyHeight, Theme.keyLabel * 1.1))

    leastBody: entry.inLetters ? (Theme.doubled ? Theme.keyLabel * 1.1 : Theme.control) : Theme.control + Theme.gap + (Theme.landscape ? Theme.mm(75) : Theme.mm(115))
    leastActions: entry.inLetters ? 4 * (Theme.elder ? Theme.leastTarget : Theme.mm(18)) + 3 * Theme.keyGap : 0
    spread: !entry.inLetters

    Loader {
        width: page.bodyWidth
        height: page.bodyHeight
        sourceComponent: page.entry.inLetters ? initials : words
    }

    Component {
        id: initials

        Item {
            Card {
                width: parent.width
                height: page.fieldHeight
                radius: Theme.smallRadius
                border.width: 2 * Theme.line
                border.color: Paint.tint(page.stage.tint)

                Label {
                    anchors.fill: parent
                    anchors.leftMargin: Theme.padding
                    told: text !== ""
                    text: page.entry.draft
                    font.pixelSize: Theme.keyLabel
                    font.weight: Font.Bold
                    font.letterSpacing: Theme.tinyGap
                    lineHeight: 1
                    verticalAlignment: Text.AlignVCenter
                    maximumLineCount: 1
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.least
                }
            }
        }
    }

    Component {
        id: words

        WordPad {
            stage: page.stage
            entry: page.entry
        }
    }

    actions: entry.inLetters ? letters : null

    Component {
        id: letters

        LetterPad {
            stage: page.stage
            entry: page.entry
        }
    }
}
