pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import "../controls"
import "../theme"

// One sheet of the design system: a heading, and what Python lists below it.
Window {
    id: window

    required property string heading
    required property string sheet
    required property var rows

    width: 1080
    height: Math.ceil(body.y + body.height + Theme.margin)
    visible: false
    color: Paint.paper
    title: heading

    Label {
        id: title

        x: Theme.margin
        y: Theme.margin
        width: window.width - 2 * Theme.margin
        text: window.heading
        font.pixelSize: Theme.tile
        font.weight: Font.Bold
    }

    Loader {
        id: body

        x: Theme.margin
        y: title.y + title.height + Theme.gap
        width: window.width - 2 * Theme.margin
        sourceComponent: window.sheet === "type" ? type : window.sheet === "colours" ? colours : window.sheet === "icons" ? icons : controls
    }

    Component {
        id: type

        TypeSheet {
            listed: window.rows
        }
    }

    Component {
        id: colours

        ColourSheet {
            listed: window.rows
        }
    }

    Component {
        id: icons

        IconSheet {
            listed: window.rows
        }
    }

    Component {
        id: controls

        ControlSheet {}
    }
}
