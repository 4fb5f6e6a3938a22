import QtQuick
import Linli.Touch
import "../theme"

// Is anybody still here? One large key says yes.
Sheet {
    required property Stage stage

    headline: qsTr("您还在吗？")
    words: stage.idleText
    picture: "clock"
    keyId: "idle-stay"
    keyName: qsTr("我还在")
    keyHeight: 2 * Theme.control
    onAccepted: stage.stay()
}
