import QtQuick
import Linli.Touch
import "../theme"

// The pinyin keyboard with the keys that finish above it. The keyboard is loaded when it is first needed.
Item {
    id: pad

    required property Stage stage
    required property TextContent entry

    implicitHeight: finish.height + Theme.gap + keyboard.height

    BigButton {
        id: finish

        itemId: "submit"
        name: qsTr("确定")
        primary: true
        enabled: pad.entry.canSubmit
        focused: pad.stage.focusedItem === itemId
        width: pad.width
        height: Theme.control
        onTapped: pad.stage.submit(pad.entry.sceneId)
    }

    Loader {
        id: keyboard

        y: finish.height + Theme.gap
        width: pad.width
        source: "PinyinKeyboard.qml"
    }
}
