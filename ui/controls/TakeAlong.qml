pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// What people leave lying: a picture and a word for each, and nothing that this visit had no part in.
Rectangle {
    id: along

    required property bool card // a card was laid down
    readonly property var things: card ? [
        {
            icon: "identification-card",
            name: qsTr("身份证")
        },
        bag
    ] : [bag]
    readonly property var bag: ({
            icon: "briefcase",
            name: qsTr("随身的包")
        })
    readonly property int shown: Math.max(0, Math.min(things.length, Math.floor(width / Theme.mm(Theme.doubled ? 75 : 55))))
    readonly property real cell: (width - 2 * Theme.gap) / Math.max(1, shown)
    readonly property real picture: Math.min(0.7 * Theme.bigIcon, cell * 0.6, height - Theme.body * Theme.ownLine - 2 * Theme.gap)

    visible: picture >= Theme.smallIcon
    radius: Theme.radius
    color: Paint.band
    Accessible.ignored: true

    Repeater {
        model: along.shown

        Item {
            id: thing

            required property int index

            x: Theme.gap + index * along.cell
            y: (along.height - height) / 2
            width: along.cell
            height: along.picture + Theme.smallGap + label.height

            Icon {
                x: (thing.width - width) / 2
                name: along.things[thing.index]?.icon ?? ""
                size: along.picture
                color: Paint.primary
            }

            Label {
                id: label

                y: along.picture + Theme.smallGap
                width: thing.width
                told: true
                text: along.things[thing.index]?.name ?? ""
                lineHeight: Theme.tightLineHeight
                wrapMode: Text.NoWrap
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }
}
