import QtQuick
import Linli.Touch

// The picture of a service by its name, in an ink; `known` says whether it has one.
Image {
    required property string name
    required property color ink
    readonly property bool known: Icons.pictured(name)

    visible: known
    source: known && width > 0 ? "image://pictures/" + name + "/" + ink.toString().slice(-6) : ""
    sourceSize.width: width
    sourceSize.height: height
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}
