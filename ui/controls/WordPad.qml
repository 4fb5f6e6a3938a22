import QtQuick
import Linli.Touch
import "../theme"

// A field, the key that finishes, and the pinyin keyboard over the whole breadth. The keyboard is loaded when it is
// first needed.
Item {
    id: pad

    required property Stage stage
    required property TextContent entry
    readonly property bool flat: Theme.landscape || height < keyboard.height + 2 * Theme.control + 2 * Theme.gap
    readonly property real fieldHeight: Math.min(Theme.control, height - keyboard.height - Theme.gap)
    readonly property real finishWidth: flat ? width * 0.3 : width

    Card {
        width: pad.flat ? pad.width - finish.width - Theme.gap : pad.width
        height: pad.fieldHeight
        radius: Theme.smallRadius
        border.width: 2 * Theme.line
        border.color: Paint.tint(pad.stage.tint)

        WordField {
            anchors.fill: parent
            stage: pad.stage
            entry: pad.entry
        }
    }

    BigButton {
        id: finish

        itemId: "submit"
        name: qsTr("确定")
        primary: true
        enabled: pad.entry.canSubmit
        focused: pad.stage.focusedItem === itemId
        x: pad.width - width
        y: pad.flat ? 0 : pad.fieldHeight + Theme.gap
        width: pad.finishWidth
        height: pad.fieldHeight
        onTapped: pad.stage.submit(pad.entry.sceneId)
    }

    Loader {
        id: keyboard

        x: -Theme.smallGap
        y: pad.height - height
        width: pad.width + 2 * Theme.smallGap
        source: "PinyinKeyboard.qml"
    }
}
