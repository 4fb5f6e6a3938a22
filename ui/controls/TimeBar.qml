import QtQuick
import "../theme"

// The time that is left. It steps once a second and never moves in between: nobody is hurried, and hardly anything is
// drawn anew.
Rectangle {
    id: bar

    required property real share // 0 to 1
    required property string words
    readonly property real value: share
    readonly property real minimumValue: 0
    readonly property real maximumValue: 1

    implicitHeight: Theme.progress
    radius: height / 2
    color: Paint.band
    border.width: Theme.line
    border.color: Paint.edge
    clip: true
    Accessible.role: Accessible.ProgressBar
    Accessible.name: Plain.words(words)
    Accessible.description: qsTr("还能付款的时间")

    Rectangle {
        width: Math.round(bar.width * bar.share)
        height: bar.height
        radius: height / 2
        color: Paint.primary
    }
}
