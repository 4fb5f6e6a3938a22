import QtQuick
import Linli.Touch
import "../theme"

// Always the same five, always in the same place: at the foot, or at the right of a broad screen. Where she can speak to
// the terminal, the key to speak stands among them.
Item {
    id: bar

    required property Stage stage
    readonly property real between: Theme.keyGap
    readonly property real edge: Theme.landscape ? Theme.tinyGap : Theme.smallGap
    readonly property int count: stage.talk.offered ? 6 : 5
    readonly property real step: ((Theme.landscape ? height : width) - 2 * edge - (count - 1) * between) / count
    readonly property real keyWidth: Theme.landscape ? width - edge - Theme.tinyGap : step
    readonly property real keyHeight: Theme.landscape ? step : height - edge

    Grid {
        columns: Theme.landscape ? 1 : bar.count
        spacing: bar.between
        x: Theme.landscape ? (Theme.leftHanded ? bar.edge : Theme.tinyGap) : bar.edge
        y: Theme.landscape ? bar.edge : 0

        BarButton {
            itemId: "bar-back"
            name: qsTr("返回")
            description: qsTr("回到上一步。")
            icon: "arrow-left"
            enabled: bar.stage.canGoBack
            width: bar.keyWidth
            height: bar.keyHeight
            onTapped: bar.stage.goBack()
        }

        BarButton {
            itemId: "bar-home"
            name: qsTr("首页")
            description: qsTr("回到所有服务。")
            icon: "house"
            enabled: bar.stage.canGoHome
            width: bar.keyWidth
            height: bar.keyHeight
            onTapped: bar.stage.goHome()
        }

        BarButton {
            itemId: "bar-repeat"
            name: qsTr("再说一遍")
            description: qsTr("把这一页再念一遍。")
            icon: "arrow-counter-clockwise"
            width: bar.keyWidth
            height: bar.keyHeight
            onTapped: bar.stage.repeat()
        }

        TalkKey {
            stage: bar.stage
            visible: bar.stage.talk.offered
            width: bar.keyWidth
            height: bar.keyHeight
        }

        BarButton {
            itemId: "mode-size"
            description: qsTr("换字的大小。")
            name: bar.stage.look.size === "double" ? qsTr("特大字") : qsTr("大字")
            icon: "text-aa"
            on: bar.stage.look.elder
            toggles: true
            width: bar.keyWidth
            height: bar.keyHeight
            onTapped: bar.stage.turn("size")
        }

        BarButton {
            itemId: "bar-staff"
            name: qsTr("呼叫人工")
            description: qsTr("请工作人员过来帮忙。")
            icon: "headset"
            leading: true
            width: bar.keyWidth
            height: bar.keyHeight
            onTapped: bar.stage.callStaff()
        }
    }
}
