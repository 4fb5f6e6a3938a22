pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"

// A to Z in the order of the alphabet, erase and finish: for pinyin initials.
Item {
    id: pad

    required property Stage stage
    required property TextContent entry
    readonly property int columns: 6
    readonly property int rows: Math.ceil(28 / columns)
    readonly property real keyWidth: (width - (columns - 1) * Theme.smallGap) / columns
    readonly property real keyHeight: Math.min(Theme.mm(34.7),
                                               (height - submit.height - rows * Theme.smallGap) / rows)

    implicitHeight: rows * Theme.mm(34.7) + Theme.control + rows * Theme.smallGap

    Repeater {
        model: ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M",
                "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z"]

        LetterKey {
            required property int index
            required property string modelData

            itemId: "key-" + modelData
            name: modelData
            enabled: pad.entry.canType
            focused: pad.stage.focusedItem === itemId
            x: (index % pad.columns) * (width + Theme.smallGap)
            y: Math.floor(index / pad.columns) * (height + Theme.smallGap)
            width: pad.keyWidth
            height: pad.keyHeight
            onTapped: pad.stage.typeKey(pad.entry.sceneId, modelData)
        }
    }

    LetterKey {
        readonly property int place: 26 % pad.columns

        itemId: "erase"
        name: qsTr("删除")
        enabled: pad.entry.draft !== ""
        focused: pad.stage.focusedItem === itemId
        x: place * (pad.keyWidth + Theme.smallGap)
        y: (pad.rows - 1) * (height + Theme.smallGap)
        width: pad.width - x
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
        y: pad.rows * (pad.keyHeight + Theme.smallGap)
        width: pad.width
        height: Theme.control
        onTapped: pad.stage.submit(pad.entry.sceneId)
    }
}
