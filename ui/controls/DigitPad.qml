pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"

// Ten keys, erase, clear, and the one that finishes: that one under the others, or in the row of 0 where it is low.
Item {
    id: pad

    required property Stage stage
    required property DigitsContent entry
    readonly property bool flat: (height - Theme.control - 4 * Theme.gap) / 4 < Theme.leastTarget
    readonly property real between: flat ? Theme.keyGap : Theme.gap
    readonly property real keyWidth: (width - 2 * between) / 3
    readonly property int lastColumns: flat ? 4 : 3 // of the row of 0
    readonly property real lastWidth: (width - (lastColumns - 1) * between) / lastColumns
    readonly property real keyHeight: Math.min(Theme.numberKey, flat ? (height - 3 * between) / 4
                                                                      : (height - Theme.control - 4 * between) / 4)

    function column(place: int): real {
        return place * (keyWidth + between);
    }

    function last(place: int): real {
        return place * (lastWidth + between);
    }

    function row(place: int): real {
        return place * (keyHeight + between);
    }

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
            x: pad.column(index % 3)
            y: pad.row(Math.floor(index / 3))
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
        x: pad.last(0)
        y: pad.row(3)
        width: pad.lastWidth
        height: pad.keyHeight
        onTapped: pad.stage.eraseAll(pad.entry.sceneId)
    }

    NumberKey {
        itemId: "key-0"
        name: "0"
        enabled: pad.entry.canType
        focused: pad.stage.focusedItem === itemId
        x: pad.last(1)
        y: pad.row(3)
        width: pad.lastWidth
        height: pad.keyHeight
        onTapped: pad.stage.typeKey(pad.entry.sceneId, name)
    }

    NumberKey {
        itemId: "erase"
        name: qsTr("删除")
        word: true
        enabled: pad.entry.canErase
        focused: pad.stage.focusedItem === itemId
        x: pad.last(2)
        y: pad.row(3)
        width: pad.lastWidth
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
        y: pad.row(4)
        width: pad.width
        height: Theme.control
        onTapped: pad.stage.submit(pad.entry.sceneId)
    }

    NumberKey {
        itemId: "submit"
        name: qsTr("确定")
        word: true
        primary: true
        visible: pad.flat
        enabled: pad.entry.canSubmit
        focused: pad.stage.focusedItem === itemId
        x: pad.last(3)
        y: pad.row(3)
        width: pad.lastWidth
        height: pad.keyHeight
        onTapped: pad.stage.submit(pad.entry.sceneId)
    }
}
