pragma Singleton

import QtQuick

// Every size and time of the screen. Sizes are millimetres times the site's pixels per millimetre, so that
// letters are as tall on any panel; the comments give pixels on a 21.5-inch panel (4.032 px/mm).
QtObject {
    property real pixelsPerMm: 4.032
    property string size: "standard" // standard, elder, or double: the standard size at 200 %
    readonly property bool elder: size !== "standard"
    readonly property bool doubled: size === "double"
    property bool landscape: false

    readonly property string iconFamily: "Phosphor"
    // Noto Sans CJK's own line is 1.448 em; these make lines of 1.35 and 1.25 em, and the last the height of one line.
    readonly property real lineHeight: 0.935
    readonly property real tightLineHeight: 0.865
    readonly property real ownLine: 1.448

    // Type
    readonly property int headline: mm(elder ? (landscape ? 19.9 : 23.8) : 17.9) // 96 (80 broad) / 72
    readonly property int figure: mm(elder ? (landscape ? 25.8 : 29.8) : 23.8) // 120 (104 broad) / 96
    readonly property int tile: mm(elder ? 19.9 : 13.4) // 80 / 54
    readonly property int action: mm(elder ? 15.9 : 11.4) // 64 / 46
    readonly property int body: mm(elder ? 13.9 : 9.7) // 56 / 39
    readonly property int small: mm(elder ? 13.2 : 8.2) // 53 / 33
    readonly property int shell: mm(elder ? 10.9 : 8.2) // 44 / 33: the frame, which everybody knows by heart
    readonly property int keyLabel: mm(elder ? 21.8 : 17.4) // 88 / 70
    readonly property int letterLabel: mm(elder ? 14.9 : 13.4) // 60 / 54
    readonly property int attract: mm(elder ? 27.8 : 23.8)
    readonly property int clock: mm(45)

    readonly property int least: mm(elder ? 10.9 : 7.7) // 44 / 31: what a crowded line may shrink to

    // Icons
    readonly property int icon: mm(elder ? 18.4 : 14.9) // 74 / 60
    readonly property int smallIcon: mm(elder ? 13.9 : 10.4) // 56 / 42
    readonly property int tileIcon: mm(elder ? 27.3 : 25.8) // 110 / 104
    readonly property int bigIcon: mm(59.5) // 240

    // Space
    readonly property int margin: mm(11.9) // 48
    readonly property int gap: mm(6.5) // 26
    readonly property int blockGap: mm(landscape ? 4 : 6.5) // 16 / 26: between the blocks of a page
    readonly property int smallGap: mm(4) // 16
    readonly property int tinyGap: mm(2) // 8
    readonly property int padding: mm(8.9) // 36
    readonly property int radius: mm(6.9) // 28
    readonly property int smallRadius: mm(3.5) // 14
    readonly property int line: mm(0.75) // 3
    readonly property int ring: mm(2.2) // 9: the ring of the keypad's focus
    readonly property int ringGap: mm(1) // 4

    // Things
    readonly property int control: mm(elder ? 41.7 : 33.7) // 168 / 136
    readonly property int tallControl: mm(elder ? 52.1 : 42.2) // 210 / 170
    readonly property int smallControl: mm(elder ? 27.3 : 23.8) // 110 / 96
    readonly property int numberKey: mm(43.6) // 176
    readonly property int leastTarget: mm(elder ? 25.2 : 20.1)
    readonly property int bar: mm(45.6) // 184
    readonly property int rail: mm(elder ? 57 : 52) // 230 / 210
    readonly property int statusBar: mm(landscape && !elder ? 22.3 : 26.3) // 90 / 106
    readonly property int chart: mm(elder ? 44.6 : 39.7) // 180 / 160
    readonly property int qr: mm(elder ? 119 : 109) // 480 / 440
    readonly property int progress: mm(5) // 20

    // Times, in milliseconds
    readonly property int slide: 240
    readonly property int calm: 1800
    readonly property int showing: 4800 // how long a picture moves: under the 5 s of WCAG 2.2.2

    function mm(millimetres: real): int {
        return Math.round(millimetres * pixelsPerMm);
    }
}
