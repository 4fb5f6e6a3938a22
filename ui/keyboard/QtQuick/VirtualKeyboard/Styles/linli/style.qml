import QtQuick
import QtQuick.VirtualKeyboard.Styles
import "../../../../../theme"
import "../../../../../controls"

// The pinyin keyboard in our colours, with keys and candidates large enough for an elder's finger. Qt looks for a style
// by this path and this file name.
KeyboardStyle {
    id: style

    keyboardDesignWidth: 2560
    keyboardDesignHeight: Theme.landscape ? (Theme.elder ? 480 : 520) : 1130
    keyboardRelativeLeftMargin: 0
    keyboardRelativeRightMargin: 0
    keyboardRelativeTopMargin: 0
    keyboardRelativeBottomMargin: 0

    keyboardBackground: Rectangle {
        color: Paint.paper
    }

    keyPanel: KeyFace {}
    backspaceKeyPanel: KeyFace {
        symbol: "backspace"
        quiet: true
    }
    enterKeyPanel: KeyFace {
        words: qsTr("确定")
        strong: true
    }
    spaceKeyPanel: KeyFace {
        words: qsTr("空格")
        quiet: true
    }
    symbolKeyPanel: KeyFace {
        quiet: true
    }
    shiftKeyPanel: KeyFace {
        shown: false
    }
    languageKeyPanel: KeyFace {
        shown: false
    }
    hideKeyPanel: KeyFace {
        shown: false
    }
    modeKeyPanel: KeyFace {
        quiet: true
    }
    handwritingKeyPanel: KeyFace {
        shown: false
    }

    selectionListHeight: Theme.smallControl
    selectionListBackground: Rectangle {
        color: Paint.band
    }
    selectionListDelegate: SelectionListItem {
        width: Math.max(Theme.leastTarget, word.implicitWidth + 2 * Theme.gap)

        Label {
            id: word

            anchors.centerIn: parent
            // Qt's list hands its model data over as context only.
            text: display // qmllint disable unqualified
            font.pixelSize: Theme.letterLabel
            font.weight: Font.Bold
            lineHeight: 1
            wrapMode: Text.NoWrap
        }
    }
    selectionListHighlight: Item {}
    navigationHighlight: Item {}
}
