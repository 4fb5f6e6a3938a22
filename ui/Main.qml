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

        readonly property real contentWidth: width - (Theme.landscape ? Theme.rail : 0)
        readonly property real foot: Theme.landscape ? 0 : Theme.bar

        width: window.designWidth
        height: window.designHeight
        x: Math.round((window.width - width * scale) / 2)
        y: Math.round((window.height - height * scale) / 2)
        scale: Math.min(window.width / width, window.height / height)
        transformOrigin: Item.TopLeft

        StatusBar {
            id: statusBar

            stage: window.stage
            width: design.contentWidth
            height: Theme.statusBar
        }

        PageSlider {
            id: slider

            stage: window.stage
            y: statusBar.height
            width: design.contentWidth
            height: notice.y - y - Theme.gap
        }

        NoticeBand {
            id: notice

            words: window.stage.notice
            attention: window.stage.noticeAttention
            y: caption.y - height
            width: design.contentWidth
            height: implicitHeight
        }

        CaptionBand {
            id: caption

            words: window.stage.caption
            y: design.height - design.foot - height - Theme.smallGap
            width: design.contentWidth
            height: implicitHeight
        }

        Loader {
            active: window.stage.idleAsked
            width: design.contentWidth
            height: design.height - design.foot
            sourceComponent: IdleSheet {
                stage: window.stage
            }
        }

        Loader {
            active: window.stage.helpOpen
            width: design.contentWidth
            height: design.height - design.foot
            sourceComponent: HelpSheet {
                stage: window.stage
            }
        }

        BottomBar {
            stage: window.stage
            x: design.width - width
            y: design.height - height
            width: Theme.landscape ? Theme.rail : design.width
            height: Theme.landscape ? design.height : Theme.bar
        }
    }

    Loader {
        anchors.fill: parent
        active: window.stage.look.curtain
        sourceComponent: Curtain {
            stage: window.stage
        }
    }
}
