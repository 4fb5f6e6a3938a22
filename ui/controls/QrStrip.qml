pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// A QR code to scan with one's own phone, and what it is for.
Item {
    id: strip

    required property string caption
    required property string picture
    required property int side
    required property bool gap
    property bool focused: false

    implicitHeight: Theme.qr + words.height + 2 * Theme.gap
    Accessible.role: Accessible.Graphic
    Accessible.name: caption

    Card {
        id: card

        y: strip.gap ? Theme.blockGap : 0
        width: strip.width
        height: strip.implicitHeight

        Image {
            x: Math.round((card.width - width) / 2)
            y: Theme.gap
            width: strip.side * Math.max(1, Math.floor(Theme.qr / strip.side)) // whole pixels: crisp edges
            height: width
            source: strip.picture
            smooth: false
            cache: false
        }

        Label {
            id: words

            x: Theme.padding
            y: Theme.gap + Theme.qr
            width: card.width - 2 * x
            text: strip.caption
            horizontalAlignment: Text.AlignHCenter
            lineHeight: Theme.tightLineHeight
        }
    }

    Loader {
        anchors.fill: card
        active: strip.focused
        sourceComponent: FocusRing {
            inside: true
        }
    }
}
