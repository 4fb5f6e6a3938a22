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
    property real room: 10 * Theme.qr
    property bool focused: false
    readonly property real largest: Math.min(Theme.qr, room - 2 * Theme.smallGap)

    implicitHeight: Math.max(image.height, words.height) + 2 * Theme.smallGap
    Accessible.role: Accessible.Graphic
    Accessible.name: Plain.words(caption)

    Card {
        id: card

        y: strip.gap ? Theme.blockGap : 0
        width: strip.width
        height: strip.implicitHeight

        Image {
            id: image

            x: Theme.smallGap
            y: Theme.smallGap
            width: strip.side * Math.max(1, Math.floor(strip.largest / strip.side)) // whole pixels: crisp edges
            height: width
            source: strip.picture
            smooth: false
            cache: false
        }

        Label {
            id: words

            x: image.x + image.width + Theme.gap
            y: Math.round((card.height - height) / 2)
            width: card.width - x - Theme.gap
            text: strip.caption
            font.pixelSize: Theme.doubled && Theme.landscape ? Theme.small : Theme.body
            lineHeight: Theme.tightLineHeight
            maximumLineCount: Math.max(1, Math.floor((strip.room - 2 * Theme.smallGap) / (font.pixelSize * Theme.ownLine * lineHeight)))
            elide: Text.ElideRight
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
