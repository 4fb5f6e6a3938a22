import QtQuick
import Linli.Touch
import "../theme"

// Always the same five, always in the same place: at the foot, or at the right of a broad screen.
Item {
    id: bar

    required property Stage stage
    readonly property real step: Theme.landscape ? height / 5 : width / 5

    Grid {
        columns: Theme.landscape ? 1 : 5

        BarButton {
            itemId: "bar-back"
            name: qsTr("返回")
            description: qsTr("回到上一步。")
            icon: "arrow-left"
            enabled: bar.stage.canGoBack
            width: Theme.landscape ? bar.width : bar.step
            height: Theme.landscape ? bar.step : bar.height
            onTapped: bar.stage.goBack()
        }

        BarButton {
            itemId: "bar-home"
            name: qsTr("首页")
            description: qsTr("回到所有服务。")
            icon: "house"
            enabled: bar.stage.canGoHome
            width: Theme.landscape ? bar.width : bar.step
            height: Theme.landscape ? bar.step : bar.height
            onTapped: bar.stage.goHome()
        }

        BarButton {
            itemId: "bar-repeat"
            name: qsTr("再说一遍")
            description: qsTr("把这一页再念一遍。")
            icon: "speaker-high"
            width: Theme.landscape ? bar.width : bar.step
            height: Theme.landscape ? bar.step : bar.height
            onTapped: bar.stage.repeat()
        }

        BarButton {
            itemId: "mode-size"
            name: bar.stage.look.size === "standard" ? qsTr("大字") : bar.stage.look.size === "elder" ? qsTr("更大字") : qsTr("标准字")
            icon: "text-aa"
            on: bar.stage.look.elder
            width: Theme.landscape ? bar.width : bar.step
            height: Theme.landscape ? bar.step : bar.height
            onTapped: bar.stage.turn("size")
        }

        BarButton {
            itemId: "bar-staff"
            name: qsTr("呼叫人工")
            description: qsTr("请工作人员过来帮忙。")
            icon: "headset"
            leading: true
            width: Theme.landscape ? bar.width : bar.step
            height: Theme.landscape ? bar.step : bar.height
            onTapped: bar.stage.callStaff()
        }
    }
}
