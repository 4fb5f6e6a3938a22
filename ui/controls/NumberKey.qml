import QtQuick
import "../theme"

// A key of the number pad: a digit, or a word for what it does.
Pressable {
    id: key

    property bool word: false

    description: word ? "" : qsTr("按一下就输入。")
    implicitHeight: Theme.numberKey
    color: !enabled ? Paint.restingFill : down ? Paint.pressed(Paint.card) : Paint.card
    border.width: Theme.line
    border.color: Paint.edge

    Label {
        anchors.centerIn: parent
        text: key.name
        color: key.enabled ? Paint.ink : Paint.restingInk
        font.pixelSize: key.word ? Theme.action : Theme.keyLabel
        font.weight: Font.Bold
        lineHeight: 1
    }
}
