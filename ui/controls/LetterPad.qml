pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"

// A to Z in the order of the alphabet, erase and finish: for pinyin initials. Where it is low, finish is a key of the board.
Item {
    id: pad

    required property Stage stage
    required property TextContent entry
    readonly property bool flat: (height - Theme.control - 5 * Theme.smallGap) / 5 < Theme.mm(18)
    readonly property int columns: flat ? 8 : 6
    readonly property int rows: flat ? 4 : 5
    readonly property real between: flat ? Theme.keyGap : Theme.smallGap
    readonly property real keyWidth: (width - (columns - 1) * between) / columns
    readonly property real keyHeight: Math.min(Theme.mm(34.7), flat ? (height - 3 * between) / 4
                                                                      : (height - Theme.control - 5 * between) / 5)

    implicitHeight: 5 * Theme.mm(34.7) + Theme.control + 5 * Theme.smallGap

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
            x: (index % pad.columns) * (width + pad.between)
            y: Math.floor(index / pad.columns) * (height + pad.between)
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
        x: place * (pad.keyWidth + pad.between)
        y: (pad.rows - 1) * (height + pad.between)
        width: pad.flat ? 3 * pad.keyWidth + 2 * pad.between : pad.width - x
        height: pad.keyHeight
        onTapped: pad.stage.erase(pad.entry.sceneId)
    }

    BigButton {
        itemId: "submit"
        name: qsTr("确定")
        primary: true
        enabled: pad.entry.canSubmit
        focused: pad.stage.focusedItem === itemId
        visible: !pad.flat
        y: pad.rows * (pad.keyHeight + pad.between)
        width: pad.width
        height: Theme.control
        onTapped: pad.stage.submit(pad.entry.sceneId)
    }

    LetterKey {
        itemId: "submit"
        name: qsTr("确定")
        primary: true
        visible: pad.flat
        enabled: pad.entry.canSubmit
        focused: pad.stage.focusedItem === itemId
        x: 5 * (pad.keyWidth + pad.between)
        y: 3 * (pad.keyHeight + pad.between)
        width: pad.width - x
        height: pad.keyHeight
        onTapped: pad.stage.submit(pad.entry.sceneId)
    }
}
