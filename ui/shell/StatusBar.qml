import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// The place; the day and the time; whether the office can be reached, whether anybody listens, where the sound goes.
Item {
    id: bar

    required property Stage stage
    readonly property int margin: Theme.landscape ? Theme.gap : Theme.margin
    readonly property bool twoRows: Theme.doubled && Theme.landscape
    readonly property bool roomy: !Theme.landscape && !Theme.elder // else only the weightiest word has room
    readonly property real rowHeight: height / (twoRows ? 2 : 1)

    Row {
        id: place

        x: bar.margin
        height: bar.rowHeight
        spacing: Theme.tinyGap

        Icon {
            id: pin

            visible: !Theme.landscape
            anchors.verticalCenter: parent.verticalCenter
            name: "map-pin"
            size: Theme.shellIcon
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: !Theme.landscape || (!Theme.doubled && width >= 5 * Theme.shell) // whoever stands here knows where she is
            width: (bar.twoRows ? clock.x : news.x) - bar.margin - (pin.visible ? pin.width + Theme.tinyGap : 0) - Theme.gap
            told: true
            text: bar.stage.siteName
            font.pixelSize: Theme.shell
            font.weight: Font.Bold
            lineHeight: Theme.landscape ? Theme.tightLineHeight : 1
            maximumLineCount: Theme.landscape ? 2 : 1
            fontSizeMode: Text.Fit
            minimumPixelSize: Theme.mm(7.5)
            height: Theme.landscape ? bar.rowHeight : implicitHeight
            verticalAlignment: Text.AlignVCenter
        }
    }

    Row {
        id: news

        x: bar.twoRows ? bar.margin : clock.x - width - Theme.gap
        y: bar.twoRows ? bar.rowHeight : 0
        height: bar.rowHeight
        spacing: Theme.gap

        StatusWord {
            words: bar.stage.networkOk ? "" : qsTr("网络断开")
            icon: "wifi-slash"
            ink: Paint.attention
        }

        StatusWord {
            words: bar.stage.look.headphones && (bar.roomy || bar.stage.networkOk) ? qsTr("耳机里说") : ""
            icon: "headphones"
            ink: Paint.primary
        }

        StatusWord {
            words: bar.stage.watching ? qsTr("摄像头开着") : ""
            icon: "camera"
            ink: Paint.attention
        }

        StatusWord {
            words: bar.stage.watching && !(bar.roomy && bar.stage.listening) ? "" : !bar.roomy && (!bar.stage.networkOk || bar.stage.look.headphones) ? "" : bar.stage.listening ? qsTr("正在听") : Theme.elder && (Theme.landscape !== Theme.doubled) ? "" : qsTr("没在听")
            // An ear, for that is what it tells: a struck-through microphone is the sign of the key that cannot be used.
            icon: bar.stage.listening ? "ear" : "ear-slash"
            ink: bar.stage.listening ? Paint.primary : Paint.secondInk
        }
    }

    Row {
        id: clock

        x: bar.width - width - bar.margin
        height: bar.rowHeight
        spacing: Theme.smallGap

        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: bar.stage.networkOk && !bar.stage.watching && !bar.stage.look.headphones && !Theme.elder && !Theme.landscape
            told: visible
            text: bar.stage.dateText
            color: Paint.secondInk
            font.pixelSize: Theme.shell
            lineHeight: 1
            wrapMode: Text.NoWrap
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            told: true
            text: bar.stage.clockText
            font.pixelSize: Theme.shell
            font.weight: Font.Bold
            font.features: { "tnum": 1 }
            lineHeight: 1
            wrapMode: Text.NoWrap
        }
    }
}
