import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// The screen is dark: the visit goes on by keypad and speech. A touch lights it again.
Pressable {
    id: curtain

    required property Stage stage

    itemId: "curtain"
    name: qsTr("屏幕已关闭。轻触屏幕，重新显示。")
    description: qsTr("按键模式\n轻触屏幕，重新显示")
    radius: 0
    color: Paint.night
    onTapped: stage.liftCurtain()

    Label {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        text: qsTr("按键模式\n轻触屏幕，重新显示")
        color: Paint.nightInk
        font.pixelSize: Theme.shell
        horizontalAlignment: Text.AlignHCenter
    }
}
