pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// The hall's notices, one at a time: the next one slides in after a while. They stand still in large type and while
// pages are spoken. Dots say how many there are; the present one is longer, not only darker.
Item {
    id: turner

    required property list<string> notices
    required property bool still
    readonly property int count: notices.length
    readonly property int lines: Theme.elder && !Theme.landscape ? 3 : 2
    property int at: 0
    property int before: 0

    function turn() {
        before = at;
        at = (at + 1) % count;
        slide.restart();
    }

    visible: count > 0
    implicitHeight: Math.max(Theme.icon, Math.ceil(lines * Theme.body * Theme.ownLine * Theme.lineHeight)) + (dots.visible ? Theme.gap : 0)
    clip: true
    onNoticesChanged: {
        slide.complete();
        at = 0;
        before = 0;
    }

    Timer {
        interval: Theme.turning
        repeat: true
        running: turner.visible && !turner.still && turner.count > 1
        onTriggered: turner.turn()
    }

    NoticeLine {
        id: leaving

        words: slide.running ? turner.notices[turner.before] ?? "" : ""
        lines: turner.lines
        x: coming.x - turner.width
        width: turner.width
        visible: slide.running
    }

    NoticeLine {
        id: coming

        objectName: "announcement"
        words: turner.notices[turner.at] ?? ""
        lines: turner.lines
        width: turner.width

        NumberAnimation on x {
            id: slide

            running: false
            from: turner.width
            to: 0
            duration: Theme.slide
            easing.type: Easing.OutCubic
        }
    }

    Row {
        id: dots

        x: Theme.icon + Theme.gap
        y: turner.height - height
        visible: turner.count > 1
        spacing: Theme.tinyGap

        Repeater {
            model: turner.count

            Rectangle {
                required property int index

                width: (index === turner.at ? 3 : 1) * Theme.tinyGap
                height: Theme.tinyGap
                radius: height / 2
                color: index === turner.at ? Paint.primary : Paint.edge
            }
        }
    }
}
