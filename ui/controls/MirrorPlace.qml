import QtQuick
import Linli.Touch
import "../theme"

// Where she sees herself while the camera looks: the mirror hangs here as long as this page stands.
Item {
    id: place

    required property Stage stage

    function dress() {
        stage.mirror.dress(Paint.edge, Paint.primary, Paint.band);
    }

    implicitHeight: Theme.bigIcon
    Component.onCompleted: {
        dress();
        stage.mirror.hang(nail);
    }
    Component.onDestruction: stage.mirror.takeDown(nail)

    Connections {
        target: Paint

        function onPaletteChanged() {
            place.dress();
        }
    }

    Item {
        id: nail

        objectName: "mirror"
        anchors.centerIn: parent
        width: Math.max(0, Math.min(parent.width, parent.height))
        height: width
        onHeightChanged: place.stage.mirror.fit(nail) // it is set after the width
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("镜子，您在里面看到自己")
    }

    Icon {
        anchors.centerIn: nail
        visible: !place.stage.mirror.lit
        name: "user"
        size: Math.min(Theme.bigIcon, nail.width * 0.5)
        color: Paint.edge
    }
}
