import QtQuick
import Linli.Touch
import "../theme"

// A Phosphor icon by name. Never without a word beside it, so it is not read aloud.
Text {
    property string name
    property int size: Theme.icon

    text: Icons.glyph(name)
    visible: text !== ""
    font.family: Theme.iconFamily
    font.pixelSize: size
    color: Paint.ink
    width: text === "" ? 0 : size
    height: size
    horizontalAlignment: Text.AlignHCenter
    verticalAlignment: Text.AlignVCenter
    Accessible.ignored: true
}
