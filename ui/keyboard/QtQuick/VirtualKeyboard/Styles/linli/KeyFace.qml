import QtQuick
import QtQuick.VirtualKeyboard.Styles
import "../../../../../theme"
import "../../../../../controls"

// One key of the pinyin keyboard, as the keys of our own pads look.
KeyPanel {
    id: face

    property string words: face.control ? face.control.displayText : ""
    property string symbol
    property bool strong: false
    property bool quiet: false
    property bool shown: true
    readonly property bool down: face.control !== null && face.control.pressed
    readonly property color fill: strong ? Paint.primary : quiet ? Paint.band : Paint.card

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.tinyGap * 0.75
        visible: face.shown
        radius: Theme.smallRadius
        color: face.down ? Paint.pressed(face.fill) : face.fill
        border.width: Theme.line
        border.color: face.strong ? Paint.primary : Paint.edge

        Icon {
            anchors.centerIn: parent
            name: face.symbol
            size: Theme.smallIcon
            color: face.strong ? Paint.onTint : Paint.ink
        }

        Label {
            anchors.centerIn: parent
            width: parent.width - Theme.tinyGap
            visible: face.symbol === ""
            text: face.words
            color: face.strong ? Paint.onTint : Paint.ink
            font.pixelSize: Math.min(face.quiet || face.strong ? Theme.small : Theme.letterLabel, face.height * 0.6)
            font.weight: Font.Bold
            lineHeight: 1
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.mm(5)
        }
    }
}
