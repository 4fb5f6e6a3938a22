pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"

// Where words are too long for their place: a key at the foot of the page, and behind it all of them at length.
Item {
    id: all

    required property Stage stage
    required property StripList reading
    required property real above // where the key stands beside the headline; negative: it stands at the foot
    property bool opened: false
    readonly property real keyWidth: Theme.mm(Theme.doubled ? 100 : 76)
    readonly property real room: Theme.leastTarget + Theme.smallGap // what the key takes of the page

    Loader {
        width: all.width
        height: key.y - Theme.gap
        active: all.opened
        sourceComponent: StripStack {
            stage: all.stage
            strips: all.reading
            turnsItself: true
        }
    }

    BigButton {
        id: key

        readonly property bool aside: all.above >= 0 && !all.opened

        itemId: "read-all"
        name: all.opened ? qsTr("看完了") : qsTr("看全文")
        icon: all.opened ? "check" : "file-text"
        low: true
        x: aside ? all.width - width : 0
        y: aside ? all.above : all.height - height
        width: aside ? all.keyWidth : all.width
        height: Theme.leastTarget
        onTapped: all.opened = !all.opened
    }
}
