import QtQuick
import Linli.Touch
import "../theme"

// What a resident can change from every page by one press, always at the same place; and help.
Grid {
    id: keys

    required property Stage stage
    required property real room
    readonly property Look look: stage.look
    readonly property bool crowded: stage.talk.dialects && !Theme.doubled // one key more: the longest words are shorter
    readonly property int count: (Theme.landscape ? 7 : 6) + (stage.talk.dialects ? 1 : 0)
    readonly property real keyWidth: Math.floor((room - (columns - 1) * spacing) / columns)

    columns: Math.ceil(count / Theme.modeRows)
    spacing: Theme.keyGap

    ModeKey {
        itemId: "mode-tongue"
        name: keys.look.english ? "中文" : "English" // each in itself: who needs it can read it
        description: qsTr("换一种语言。")
        icon: "translate"
        width: keys.keyWidth
        onTapped: keys.stage.turn("tongue")
    }

    ModeKey {
        itemId: "mode-dialect"
        name: qsTr("说方言")
        description: qsTr("换您说的方言。")
        icon: "chat-circle-text"
        visible: keys.stage.talk.dialects
        width: keys.keyWidth
        onTapped: keys.stage.chooseDialect()
    }

    ModeKey {
        itemId: "mode-palette"
        name: keys.look.chosenPalette === "usual" ? qsTr("换颜色") : keys.look.chosenPalette === "dark" ? qsTr("深色") : keys.crowded ? qsTr("黑白") : qsTr("黑白分明")
        description: qsTr("换屏幕的颜色。")
        icon: "circle-half"
        on: keys.look.chosenPalette !== "usual"
        toggles: true
        width: keys.keyWidth
        onTapped: keys.stage.turn("palette")
    }

    ModeKey {
        itemId: "mode-reach"
        name: qsTr("坐着用")
        description: qsTr("按键都移到低处，坐着也够得着。")
        icon: "arrow-line-down"
        on: keys.look.reach
        toggles: true
        width: keys.keyWidth
        onTapped: keys.stage.turn("reach")
    }

    ModeKey {
        itemId: "mode-hand"
        name: qsTr("左手")
        description: qsTr("按键移到左边。")
        icon: "hand"
        visible: Theme.landscape
        on: keys.look.leftHanded
        toggles: true
        width: keys.keyWidth
        onTapped: keys.stage.turn("hand")
    }

    ModeKey {
        itemId: "mode-speech"
        name: qsTr("念出来")
        description: qsTr("每一页都念出来。")
        icon: "speaker-high"
        on: keys.look.speech
        toggles: true
        width: keys.keyWidth
        onTapped: keys.stage.turn("speech")
    }

    ModeKey {
        itemId: "mode-pause"
        name: keys.crowded ? qsTr("停一停") : qsTr("先停一停")
        description: qsTr("先把填好的存起来，回头接着办。")
        icon: "pause"
        resting: !keys.stage.canPause
        width: keys.keyWidth
        onTapped: keys.stage.pause()
    }

    ModeKey {
        itemId: "bar-help"
        name: qsTr("帮助")
        description: qsTr("怎么用这台机器。")
        icon: "question"
        width: keys.keyWidth
        onTapped: keys.stage.setHelp(true)
    }
}
