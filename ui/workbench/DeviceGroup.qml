pragma ComponentBehavior: Bound

import QtQuick
import Linli.Workbench

// Any device: what is seen of it, what can be done to it, and, opened by a key, how it can fail.
Group {
    id: group

    required property Thing thing
    property bool failing: false
    readonly property bool here: thing.missing === ""

    title: thing.title
    width: parent ? parent.width : 0
    plugs: here
    plugId: "plug-" + thing.name
    plugged: thing.plugged
    onPlugMoved: into => thing.movePlug(into)

    Note {
        visible: !group.here
        width: parent.width
        text: group.thing.missing
    }

    Note {
        objectName: "looks-" + group.thing.name
        visible: group.here && text !== ""
        width: parent.width
        text: group.thing.looks
    }

    Note {
        objectName: "told-" + group.thing.name
        visible: group.here && text !== ""
        width: parent.width
        text: group.thing.told
    }

    Choices {
        visible: group.here
        enabled: group.thing.plugged
        model: group.thing.handles
        prefix: "handle-" + group.thing.name + "-"
        onLabelChosen: (itemId, label) => group.thing.act(itemId, label)
    }

    BenchKey {
        itemId: "faults-" + group.thing.name
        visible: group.here
        width: parent.width
        held: group.thing.fault !== ""
        label: (group.failing ? "▾  " : "▸  ") + (group.thing.fault === "" ? "works" : group.thing.fault)
        onPressed: group.failing = !group.failing
    }

    Choices {
        visible: group.here && group.failing
        model: group.thing.faults
        prefix: "fault-" + group.thing.name + "-"
        onChosen: itemId => group.thing.breakWith(itemId)
    }
}
