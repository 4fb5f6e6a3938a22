import QtQuick
import "../theme"

// Something is going on: a slow bar, always beside words.
Rectangle {
    id: bar

    required property string name
    property string description: qsTr("马上就好，请稍等。")
    readonly property real value: 0 // nobody knows how far it is
    readonly property real minimumValue: 0
    readonly property real maximumValue: 0

    implicitHeight: Theme.progress
    radius: height / 2
    color: Paint.band
    clip: true
    Accessible.role: Accessible.ProgressBar
    Accessible.name: Plain.words(name)
    Accessible.description: Plain.words(description)

    Rectangle {
        id: part

        width: bar.width * 0.3
        height: bar.height
        radius: height / 2
        color: Paint.primary

        SequentialAnimation on x {
            // An unseen bar that moves would draw sixty frames a second, day and night.
            running: bar.visible
            loops: Animation.Infinite

            NumberAnimation {
                from: 0
                to: bar.width * 0.7
                duration: Theme.calm
                easing.type: Easing.InOutSine
            }

            NumberAnimation {
                from: bar.width * 0.7
                to: 0
                duration: Theme.calm
                easing.type: Easing.InOutSine
            }
        }
    }
}
