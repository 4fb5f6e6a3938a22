pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Linli.Touch
import "theme"
import "pages"
import "shell"

// The one window. It only stacks: status bar, page, notice, caption, the five keys, and what may lie over them.
Window {
    id: window

    required property Stage stage
    required property int designWidth
    required property int designHeight

    color: Paint.paper
    title: stage.siteName
    visible: false

    Binding {
        target: Theme
        property: "pixelsPerMm"
        value: window.stage.pixelsPerMm
    }

    Binding {
        target: Theme
        property: "size"
        value: window.stage.look.size
    }

    Binding {
        target: Theme
        property: "reach"
        value: window.stage.look.reach
    }

    Binding {
        target: Theme
        property: "leftHanded"
        value: window.stage.look.leftHanded
    }

    Binding {
        target: Theme
        property: "lowestEdge"
        value: window.stage.lowestEdge
    }

    Binding {
        target: Theme
        property: "designHeight"
        value: window.designHeight
    }

    Binding {
        target: Theme
        property: "landscape"
        value: window.designWidth > window.designHeight
    }

    Binding {
        target: Theme
        property: "pageTop"
        value: slider.y
    }

    Binding {
        target: Paint
        property: "palette"
        value: window.stage.look.palette
    }

    Binding {
        target: Paint
        property: "elder"
        value: window.stage.look.elder
    }

    Item {
        id: design

        readonly property real rail: Theme.landscape ? Theme.rail : 0
        readonly property real contentX: Theme.leftHanded ? rail : 0
        readonly property real contentWidth: width - rail
        // Who sits reaches neither high nor very low: her keys end at reachFoot, and words may stand above them.
        readonly property real low: Theme.reachFoot
        readonly property bool statusLow: Theme.landscape && Theme.reach
        readonly property real statusFoot: statusLow ? 0 : statusBar.height
        readonly property real pageFoot: Theme.landscape ? (statusLow ? statusBar.y : low) : modes.y
        // In the largest type there is room for one band; a notice is heard too, so its words are the caption.
        readonly property bool noticeAlone: Theme.doubled && notice.visible
        readonly property bool talking: window.stage.talk.busy // in the largest type a notice waits until she has spoken
        readonly property bool bandsHigh: Theme.reach && !Theme.landscape

        width: window.designWidth
        height: window.designHeight
        x: Math.round((window.width - width * scale) / 2)
        y: Math.round((window.height - height * scale) / 2)
        scale: Math.min(window.width / width, window.height / height)
        transformOrigin: Item.TopLeft

        StatusBar {
            id: statusBar

            stage: window.stage
            x: design.contentX
            y: design.statusLow ? design.low - height : 0
            width: design.contentWidth - (Theme.landscape ? modes.width + Theme.margin : 0)
            height: Theme.statusBar
        }

        ModeKeys {
            id: modes

            stage: window.stage
            room: Theme.landscape ? design.contentWidth * (Theme.doubled ? 0.68 : Theme.elder ? 0.68 : 0.65) : design.width - 2 * Theme.smallGap
            x: Theme.landscape ? design.contentX + design.contentWidth - width - Theme.margin : Theme.smallGap
            y: Theme.landscape ? statusBar.y + (statusBar.height - height) / 2 : design.low - Theme.bar - Theme.modes
        }

        PageSlider {
            id: slider

            stage: window.stage
            x: design.contentX
            y: design.bandsHigh ? notice.y + notice.height + Theme.tinyGap : design.statusFoot
            width: design.contentWidth
            height: (design.bandsHigh ? design.pageFoot : Math.min(notice.y, caption.y)) - y - Theme.gap
        }

        NoticeBand {
            id: notice

            words: design.talking && Theme.doubled ? "" : window.stage.notice
            attention: window.stage.noticeAttention
            x: design.contentX
            y: design.bandsHigh ? (design.noticeAlone ? caption.y : caption.y + caption.height + Theme.tinyGap)
                                : caption.y - height + (design.noticeAlone ? caption.height : 0)
            width: design.contentWidth
            height: implicitHeight
        }

        CaptionBand {
            id: caption

            words: window.stage.caption
            visible: !design.noticeAlone && !design.talking
            x: design.contentX
            y: design.bandsHigh ? design.statusFoot : design.pageFoot - height - Theme.smallGap
            width: design.contentWidth
            height: implicitHeight
        }

        TalkPanel {
            talk: window.stage.talk
            x: caption.x
            y: caption.y
            width: caption.width
            height: caption.height
        }

        Loader {
            active: window.stage.idleAsked
            x: design.contentX
            y: design.statusFoot
            width: design.contentWidth
            height: design.pageFoot - y - Theme.keyGap
            sourceComponent: IdleSheet {
                stage: window.stage
            }
        }

        Loader {
            active: window.stage.helpOpen
            x: design.contentX
            y: design.statusFoot
            width: design.contentWidth
            height: design.pageFoot - y - Theme.keyGap
            sourceComponent: HelpSheet {
                stage: window.stage
            }
        }

        BottomBar {
            stage: window.stage
            x: Theme.landscape && !Theme.leftHanded ? design.width - width : 0
            y: Theme.landscape ? Theme.reachTop : design.low - height
            width: Theme.landscape ? Theme.rail : design.width
            height: Theme.landscape ? design.low - y : Theme.bar
        }
    }

    Loader {
        anchors.fill: parent
        active: window.stage.look.curtain && !window.stage.photographed
        sourceComponent: Curtain {
            stage: window.stage
        }
    }
}
