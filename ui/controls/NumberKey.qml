import QtQuick
import "../theme"

// A key of the number pad: a digit, or a word for what it does.
Pressable {
    id: key

    property bool word: false
    property bool small: false // a letter
    property bool primary: false
    readonly property color fill: !enabled ? Paint.restingFill : primary ? Paint.primary : Paint.card

    description: word ? "" : qsTr("按一下就输入。")
    implicitHeight: Theme.numberKey
    color: enabled && down ? Paint.pressed(fill) : fill
    border.width: Theme.line
    border.color: Paint.edge

    Label {
        anchors.fill: parent
        anchors.margins: Theme.tinyGap / 2
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        text: key.name
        color: !key.enabled ? Paint.restingInk : key.primary ? Paint.onTint : Paint.ink
        font.pixelSize: Math.min(key.small && key.name.length === 1 ? Theme.letterLabel : key.word ? Theme.action : Theme.keyLabel, (key.height - Theme.tinyGap) / Theme.ownLine)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.body * 0.8
        wrapMode: Text.NoWrap
        font.weight: Font.Bold
        lineHeight: 1
    }
}
