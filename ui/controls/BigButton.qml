import QtQuick
import "../theme"

// One action: filled if it is the primary one, outlined if not; at rest it says why in place of its detail.
Pressable {
    id: button

    property string icon
    property string detail
    property bool primary: false
    property string resting
    property bool fixed: false // its height is given: what does not fit is cut, and read at length
    property bool low: false // a key that stands back: no taller than need be
    readonly property bool rests: resting !== "" || !enabled
    readonly property color words: rests ? Paint.restingInk : primary ? Paint.onTint : Paint.primary
    readonly property color fill: rests ? Paint.restingFill : primary ? Paint.primary : Paint.card

    readonly property real line: Theme.ownLine * Theme.tightLineHeight
    readonly property string second: resting !== "" ? resting : detail
    readonly property bool narrow: fixed && second !== "" && inner < (Theme.action + Theme.small) * line
    readonly property real inner: height - 2 * Theme.tinyGap
    readonly property int nameLines: Math.max(1, Math.min(3, Math.floor((inner - (second !== "" ? Theme.small * line : 0)) / (labelText.font.pixelSize * line))))

    implicitHeight: Math.max(low ? Theme.leastTarget : Theme.control, column.height + 2 * Theme.tinyGap)
    color: down && !rests ? Paint.pressed(fill) : fill
    border.width: Theme.line
    border.color: rests ? Paint.edge : Paint.primary
    description: resting !== "" ? resting : ""

    // Asked of the words and not of the labels: a label whose words turn to another language would ask itself.
    TextMetrics {
        id: wholeName

        font: labelText.font
        text: button.name
    }

    TextMetrics {
        id: wholeSecond

        font: detailText.font
        text: button.second
    }

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.smallGap

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: button.icon
            size: button.low ? Theme.smallIcon : Theme.icon
            color: button.words
        }

        Column {
            id: column

            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: detailText.visible ? -Theme.tinyGap / 2 : 0 // tight lines stand low
            width: Math.min(Math.ceil(Math.max(wholeName.advanceWidth, wholeSecond.advanceWidth)) + 1,
                            button.width - 2 * Theme.gap - (button.icon !== "" ? Theme.icon + row.spacing : 0))

            Label {
                id: labelText

                width: parent.width
                text: button.name
                color: button.words
                font.pixelSize: button.low ? Theme.small : button.narrow ? Theme.body : Theme.action
                font.weight: Font.Bold
                lineHeight: Theme.tightLineHeight
                maximumLineCount: button.fixed ? button.nameLines : 3
                elide: Text.ElideRight
                horizontalAlignment: button.icon !== "" || detailText.text !== "" ? Text.AlignLeft : Text.AlignHCenter
            }

            Label {
                id: detailText

                width: parent.width
                visible: text !== ""
                text: button.second
                color: button.words
                font.pixelSize: Theme.small
                lineHeight: Theme.tightLineHeight
                maximumLineCount: button.fixed ? Math.max(1, Math.min(3, Math.floor((button.inner - labelText.height) / (Theme.small * button.line)))) : 3
                elide: Text.ElideRight
            }
        }
    }
}
