pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"

// Twelve keys and the one that finishes.
Item {
    id: pad

    required property Stage stage
    required property DigitsContent entry
    readonly property real keyWidth: (width - 2 * Theme.gap) / 3
    readonly property real keyHeight: Math.min(Theme.numberKey, (height - submit.height - 4 * Theme.gap) / 4)

    implicitHeight: 4 * Theme.numberKey + Theme.control + 4 * Theme.gap

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

        NumberKey {
            required property int index
            required property string modelData

            itemId: "key-" + modelData
            name: modelData
            enabled: pad.entry.canType
            focused: pad.stage.focusedItem === itemId
            x: (index % 3) * (width + Theme.gap)
            y: Math.floor(index / 3) * (height + Theme.gap)
            width: pad.keyWidth
            height: pad.keyHeight
            onTapped: pad.stage.typeKey(pad.entry.sceneId, modelData)
        }
    }

    NumberKey {
        itemId: "erase-all"
        name: qsTr("清空")
        word: true
        enabled: pad.entry.canErase
        y: 3 * (height + Theme.gap)
        width: pad.keyWidth
        height: pad.keyHeight
        onTapped: pad.stage.eraseAll(pad.entry.sceneId)
    }

    NumberKey {
        itemId: "key-0"
        name: "0"
        enabled: pad.entry.canType
        focused: pad.stage.focusedItem === itemId
        x: pad.keyWidth + Theme.gap
        y: 3 * (height + Theme.gap)
        width: pad.keyWidth
        height: pad.keyHeight
        onTapped: pad.stage.typeKey(pad.entry.sceneId, name)
    }

    NumberKey {
        itemId: "erase"
        name: qsTr("删除")
        word: true
        enabled: pad.entry.canErase
        focused: pad.stage.focusedItem === itemId
        x: 2 * (pad.keyWidth + Theme.gap)
        y: 3 * (height + Theme.gap)
        width: pad.keyWidth
        height: pad.keyHeight
        onTapped: pad.stage.erase(pad.entry.sceneId)
    }

    BigButton {
        id: submit

        itemId: "submit"
        name: qsTr("确定")
        primary: true
        enabled: pad.entry.canSubmit
        focused: pad.stage.focusedItem === itemId
        y: 4 * (pad.keyHeight + Theme.gap)
        width: pad.width
        height: Theme.control
        onTapped: pad.stage.submit(pad.entry.sceneId)
    }
}
