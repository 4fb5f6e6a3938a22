import QtQuick
import "../theme"

// One large icon on a quiet ground.
Rectangle {
    id: ground

    required property string icon
    required property color tint

    visible: height > Theme.icon
    radius: Theme.radius
    color: Paint.band

    Icon {
        anchors.centerIn: parent
        name: ground.icon
        size: Math.min(Theme.bigIcon, ground.height * 0.7)
        color: ground.tint
    }
}
