pragma Singleton

import QtQuick

// The sizes of the workbench, for a desktop's mouse.
QtObject {
    readonly property int gap: 8
    readonly property int padding: 14
    readonly property int margin: 18
    readonly property int radius: 8
    readonly property int key: 34
    readonly property int bigKey: 44
    readonly property int text: 15
    readonly property int small: 13
    readonly property int title: 16
    readonly property int headline: 22
}
