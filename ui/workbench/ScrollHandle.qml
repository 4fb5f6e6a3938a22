pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// How far down one looks, and a handle to look elsewhere: dragged, or pressed above or below for a page.
Item {
    id: track

    required property Flickable target
    readonly property real most: Math.max(0, target.contentHeight - target.height)
    readonly property real room: height - handle.height

    function look(y: real) {
        target.contentY = Math.max(0, Math.min(y, most));
    }

    width: Sizes.margin
    visible: most > 0

    Rectangle {
        id: handle

        objectName: "scroll-handle"
        x: 4
        y: track.most > 0 ? track.room * track.target.contentY / track.most : 0
        width: track.width - 8
        height: Math.max(Sizes.key, track.target.visibleArea.heightRatio * track.height)
        radius: width / 2
        color: area.grip >= 0 ? Paint.primary : Paint.edge
    }

    MouseArea {
        id: area

        property real grip: -1 // where in the handle it was taken

        anchors.fill: parent
        onPressed: mouse => {
            const inside = mouse.y - handle.y;
            if (inside >= 0 && inside < handle.height)
                grip = inside;
            else
                track.look(track.target.contentY + Math.sign(inside) * track.target.height);
        }
        onPositionChanged: mouse => {
            if (grip >= 0)
                track.look((mouse.y - grip) * track.most / track.room);
        }
        onReleased: grip = -1
        onCanceled: grip = -1
    }
}
