import QtQuick
import Linli.Touch
import "../controls"
import "../theme"

// The place, the day, the time; whether the office can be reached; help.
Item {
    id: bar

    required property Stage stage

    Icon {
        id: pin

        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        name: "map-pin"
        size: Theme.smallIcon
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        x: pin.x + pin.width + Theme.tinyGap
        width: news.x - x - Theme.smallGap
        told: true
        text: bar.stage.siteName
        font.pixelSize: Theme.shell
        font.weight: Font.Bold
        lineHeight: 1
        maximumLineCount: 1
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.mm(6)
    }

    Row {
        id: news

        anchors.verticalCenter: parent.verticalCenter
        x: help.x - width - Theme.gap
        spacing: Theme.smallGap

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: bar.stage.networkOk ? "" : "wifi-slash"
            size: Theme.smallIcon
            color: Paint.attention
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: !bar.stage.networkOk
            told: true
            text: qsTr("网络断开")
            color: Paint.attention
            font.pixelSize: Theme.shell
            lineHeight: 1
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: bar.stage.networkOk && (!Theme.elder || Theme.landscape)
            told: true
            text: bar.stage.dateText
            color: Paint.secondInk
            font.pixelSize: Theme.shell
            lineHeight: 1
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            told: true
            text: bar.stage.clockText
            font.pixelSize: Theme.shell
            font.weight: Font.Bold
            font.features: { "tnum": 1 }
            lineHeight: 1
        }
    }

    Pressable {
        id: help

        itemId: "bar-help"
        name: qsTr("帮助")
        description: qsTr("怎么用这台机器。")
        x: bar.width - width - Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: helpText.implicitWidth + 2 * Theme.gap
        height: Theme.leastTarget
        radius: Theme.smallRadius
        color: down ? Paint.pressed(Paint.card) : Paint.card
        border.width: Theme.line
        border.color: Paint.edge
        onTapped: bar.stage.setHelp(true)

        Label {
            id: helpText

            anchors.centerIn: parent
            text: help.name
            font.pixelSize: Theme.shell
            lineHeight: 1
            wrapMode: Text.NoWrap
        }
    }
}
