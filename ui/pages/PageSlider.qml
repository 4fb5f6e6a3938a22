pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"

// Shows the page of the stage. A new one slides in and pushes the old one out; nothing fades.
Item {
    id: slider

    required property Stage stage
    property Loader front: first
    property Loader rear: second

    function load(loader: Loader) {
        loader.setSource(Qt.resolvedUrl(stage.content.page), { "stage": stage, "content": stage.content });
    }

    function turn(way: string) {
        hurry();
        if (way === "stay")
            return;
        const old = front;
        front = rear;
        rear = old;
        if (way === "none") {
            front.x = 0;
            load(front);
            rear.source = "";
            return;
        }
        slide.side = way === "back" ? -1 : 1;
        // One frame beside the screen, where nothing is painted: it is laid out before it moves.
        front.x = slide.side * slider.width;
        load(front);
        slide.restart();
    }

    // Let a slide that is under way end at once.
    function hurry() {
        slide.complete();
    }

    function drop() {
        rear.source = "";
        stage.pageLeft();
    }

    clip: true
    Component.onCompleted: load(front)

    Loader {
        id: first

        width: slider.width
        height: slider.height
        layer.enabled: slide.running // a slide moves two pictures and draws no letter anew
        onLoaded: paper.createObject(item)
    }

    Loader {
        id: second

        width: slider.width
        height: slider.height
        layer.enabled: slide.running // a slide moves two pictures and draws no letter anew
        onLoaded: paper.createObject(item)
    }

    // The picture of a page that slides has nothing behind it, and Qt's software renderer makes nothing black.
    Component {
        id: paper

        Rectangle {
            anchors.fill: parent
            z: -1
            color: Paint.paper
        }
    }

    // What moves cannot be touched: a finger would hit what happens to pass under it.
    MouseArea {
        anchors.fill: parent
        visible: slide.running
    }

    SequentialAnimation {
        id: slide

        property int side: 1

        onFinished: slider.drop()

        PauseAnimation {
            duration: 1 // the animations' next tick comes after that frame
        }

        ParallelAnimation {
            NumberAnimation {
                target: slider.front
                property: "x"
                from: slide.side * slider.width
                to: 0
                duration: Theme.slide
                easing.type: Easing.OutCubic
            }

            NumberAnimation {
                target: slider.rear
                property: "x"
                from: 0
                to: -slide.side * slider.width
                duration: Theme.slide
                easing.type: Easing.OutCubic
            }
        }
    }

    Connections {
        target: slider.stage

        function onPageChanged(way) {
            slider.turn(way);
        }
    }
}
