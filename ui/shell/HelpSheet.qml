import QtQuick
import Linli.Touch
import "../theme"

// How to use the terminal, in a few sentences.
Sheet {
    required property Stage stage

    headline: qsTr("怎么用这台机器")
    words: Theme.doubled || (Theme.elder && height < Theme.mm(170)) ? qsTr("点一下要办的事。\n点“返回”，退一步。\n有难处，点“呼叫人工”。") : qsTr("轻轻点一下要办的事。\n点“返回”，回到上一步。\n点“大字”，字会变大。\n点“再说一遍”，再听一次。\n按键盘也能办，屏幕不看也行。\n有难处，点“呼叫人工”。")
    picture: "question"
    keyId: "help-close"
    keyName: qsTr("知道了")
    onAccepted: stage.setHelp(false)
}
