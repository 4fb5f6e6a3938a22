import QtQuick
import "../theme"

// A key of the number pad: a digit, or a word for what it does.
Pressable {
    id: key

    property bool word: false
    property bool small: false // a letter

    description: word ? "" : qsTr("按一下就输入。")
    implicitHeight: Theme.numberKey
    color: !enabled ? Paint.restingFill : down ? Paint.pressed(Paint.card) : Paint.card
    border.width: Theme.line
    border.color: Paint.edge

    Label {
        anchors.fill: parent
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        text: key.name
        color: key.enabled ? Paint.ink : Paint.restingInk
        font.pixelSize: Math.min(key.small && key.name.length === 1 ? Theme.letterLabel : key.word ? Theme.action : Theme.keyLabel, key.height * 0.75)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.body * 0.8
        wrapMode: Text.NoWrap
        font.weight: Font.Bold
        lineHeight: 1
    }
}
