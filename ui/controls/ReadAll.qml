pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"

// Where words are too long for their place: a key at the foot of the page, and behind it all of them at length.
Item {
    id: all

    required property Stage stage
    required property StripList reading
    property bool opened: false
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

        itemId: "read-all"
        name: all.opened ? qsTr("看完了") : qsTr("看全文")
        icon: all.opened ? "check" : "file-text"
        low: true
        y: all.height - height
        width: all.width
        height: Theme.leastTarget
        onTapped: all.opened = !all.opened
    }
}
