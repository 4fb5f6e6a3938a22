pragma ComponentBehavior: Bound

import QtQuick
import Linli.Workbench

// The devices of one column.
Column {
    id: devices

    required property ThingList model

    width: parent ? parent.width : 0
    spacing: Sizes.margin

    Repeater {
        model: devices.model

        DeviceGroup {
        }
    }
}
