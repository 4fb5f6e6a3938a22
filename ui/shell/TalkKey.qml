import QtQuick
import Linli.Touch

// The key to speak: it listens from the moment the finger is on it. Held or pressed once is the same to it.
BarButton {
    id: key

    required property Stage stage
    readonly property Talking talk: stage.talk

    itemId: "bar-talk"
    name: talk.stage === "listening" ? qsTr("说完了") : qsTr("说话")
    description: talk.why !== "" ? talk.why : qsTr("按一下，或者按住，就可以说话。")
    icon: talk.stage === "resting" ? "microphone-slash" : "microphone"
    leading: talk.stage !== "resting"
    on: talk.busy
    onDownChanged: if (down) stage.talkDown(); else stage.talkUp()
    onTapped: stage.talkTapped()
}
