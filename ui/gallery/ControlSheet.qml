import QtQuick
import "../controls"
import "../shell"
import "../theme"

// Controls in each state: to be chosen, first choice, under the keypad's ring, at rest.
Column {
    spacing: Theme.gap + Theme.ring

    BigButton {
        width: parent.width
        itemId: "sheet-primary"
        name: "打印凭条"
        icon: "printer"
        primary: true
    }

    BigButton {
        width: parent.width
        itemId: "sheet-plain"
        name: "看每月明细"
        icon: "list-bullets"
    }

    BigButton {
        width: parent.width
        itemId: "sheet-focused"
        name: "按键走到这里"
        icon: "arrow-right"
        focused: true
    }

    BigButton {
        width: parent.width
        itemId: "sheet-resting"
        name: "缴水电气费"
        icon: "drop"
        resting: "网络断开，暂时不能缴"
        detail: "扫码付 · 刷卡付"
    }

    OptionRow {
        width: parent.width
        height: Theme.tallControl
        itemId: "sheet-row"
        label: "社区民警"
        detail: "白天晚上都有人"
        icon: "police-car"
        resting: ""
        primary: false
    }

    OptionRow {
        width: parent.width
        height: Theme.tallControl
        itemId: "sheet-row-resting"
        label: "卫生服务站"
        detail: "周一到周六"
        icon: "first-aid"
        resting: "今天休息"
        primary: false
    }

    Row {
        spacing: Theme.gap

        NumberKey {
            width: Theme.numberKey
            height: Theme.numberKey
            itemId: "sheet-5"
            name: "5"
        }

        NumberKey {
            width: Theme.numberKey
            height: Theme.numberKey
            itemId: "sheet-6"
            name: "6"
            focused: true
        }

        NumberKey {
            width: Theme.numberKey
            height: Theme.numberKey
            itemId: "sheet-7"
            name: "7"
            enabled: false
        }
    }

    Marked {
        width: parent.width
        text: "正常参保"
        mark: "good"
    }

    Marked {
        width: parent.width
        text: "7 月没有缴费"
        mark: "attention"
    }

    NoticeBand {
        width: parent.width
        height: implicitHeight
        words: "打印机没有纸了，工作人员马上来加。"
        attention: true
    }
}
