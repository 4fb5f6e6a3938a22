import QtQuick
import "../theme"

// Back and on through what does not fit on one page: by keys, not by dragging.
Item {
    id: turner

    required property string backId
    required property string onId
    required property bool canTurnBack
    required property bool canTurnOn
    required property string caption
    readonly property real keyWidth: Theme.smallIcon + Math.max(backWords.advanceWidth, onWords.advanceWidth) + Theme.tinyGap + 2 * Theme.smallGap + 2
    readonly property bool narrow: width < 2 * keyWidth + place.implicitWidth + 2 * Theme.smallGap

    signal backTapped
    signal onTapped

    implicitHeight: Theme.smallControl

    TextMetrics {
        id: backWords

        font.family: place.font.family
        font.pixelSize: Theme.shell
        font.weight: Font.Bold
        text: back.name
    }

    TextMetrics {
        id: onWords

        font.family: place.font.family
        font.pixelSize: Theme.shell
        font.weight: Font.Bold
        text: on.name
    }

    PageTurner {
        id: back

        itemId: turner.backId
        name: qsTr("上一页")
        icon: "caret-up"
        stacked: turner.narrow
        width: stacked ? Math.max(Theme.leastTarget, Math.min(turner.width * 0.36, (turner.width - place.implicitWidth) / 2 - Theme.tinyGap)) : turner.keyWidth
        enabled: turner.canTurnBack
        height: parent.height
        onTapped: turner.backTapped()
    }

    Label {
        id: place

        anchors.centerIn: parent
        told: true
        text: turner.caption
        color: Paint.secondInk
        font.pixelSize: Theme.shell
        lineHeight: 1
        wrapMode: Text.NoWrap
    }

    PageTurner {
        id: on

        itemId: turner.onId
        name: qsTr("下一页")
        icon: "caret-down"
        stacked: turner.narrow
        width: stacked ? Math.max(Theme.leastTarget, Math.min(turner.width * 0.36, (turner.width - place.implicitWidth) / 2 - Theme.tinyGap)) : turner.keyWidth
        enabled: turner.canTurnOn
        x: parent.width - width
        height: parent.height
        onTapped: turner.onTapped()
    }
}
