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
        slide.complete();
        const old = front;
        front = rear;
        rear = old;
        load(front);
        front.enabled = true;
        rear.enabled = false;
        if (way === "none") {
            front.x = 0;
            rear.source = "";
            return;
        }
        slide.side = way === "back" ? -1 : 1;
        slide.restart();
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
    }

    Loader {
        id: second

        width: slider.width
        height: slider.height
    }

    ParallelAnimation {
        id: slide

        property int side: 1

        onFinished: slider.drop()

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

    Connections {
        target: slider.stage

        function onPageChanged(way) {
            slider.turn(way);
        }
    }
}
