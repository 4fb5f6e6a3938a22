pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// Type words: with the pinyin keyboard, or with letters as pinyin initials.
PageFrame {
    id: page

    leastBody: Theme.control

    readonly property TextContent entry: content as TextContent


    Card {
        width: page.bodyWidth
        height: Theme.control
        radius: Theme.smallRadius
        border.width: 2 * Theme.line
        border.color: Paint.tint(page.stage.tint)

        Label {
            anchors.fill: parent
            anchors.leftMargin: Theme.padding
            visible: page.entry.inLetters
            text: page.entry.draft
            font.pixelSize: Theme.keyLabel
            font.weight: Font.Bold
            font.letterSpacing: Theme.tinyGap
            lineHeight: 1
            verticalAlignment: Text.AlignVCenter
        }

        Loader {
            anchors.fill: parent
            active: !page.entry.inLetters
            sourceComponent: WordField {
                stage: page.stage
                entry: page.entry
            }
        }
    }

    actions: page.entry.inLetters ? letters : words

    Component {
        id: letters

        LetterPad {
            stage: page.stage
            entry: page.entry
        }
    }

    Component {
        id: words

        WordPad {
            stage: page.stage
            entry: page.entry
        }
    }
}
