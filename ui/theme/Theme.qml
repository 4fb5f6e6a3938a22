pragma Singleton

import QtQuick

// Every size and time of the screen. Sizes are millimetres times the site's pixels per millimetre, so that
// letters are as tall on any panel; the comments give pixels on a 21.5-inch panel (4.032 px/mm).
// Elder is >= 12 mm for what people come for (13.05 mm of type); double is the standard at 200 %, icons too.
QtObject {
    property real pixelsPerMm: 4.032
    property string size: "standard" // standard, elder, or double: the standard size at 200 %
    readonly property bool elder: size !== "standard"
    readonly property bool doubled: size === "double"
    property bool landscape: false
    property bool leftHanded: false // on a broad screen keys and actions stand on the left

    // Reach mode: no control above reachTop, none below reachFoot (both y of the design, in pixels).
    property bool reach: false
    property real lowestEdge: 850 // the lower edge of the screen above the floor, in millimetres
    property real designHeight: 1920
    property real pageTop: 0 // where the page begins: Main knows
    readonly property real reachTop: reach ? heightAt(crowdedBelow(1100) ? 1220 : 1100) : 0
    readonly property real reachFoot: reach ? heightAt(800) : designHeight

    readonly property string iconFamily: "Phosphor"
    // Noto Sans CJK's own line is 1.448 em; these make lines of 1.35 and 1.25 em, and the last the height of one line.
    readonly property real lineHeight: 0.935
    readonly property real tightLineHeight: 0.865
    readonly property real ownLine: 1.448

    // Type. In pixels: standard / elder / double
    readonly property int headline: sized(17.9, landscape ? 19.9 : 23.8, 35.8) // 72 / 96 (80 broad) / 144
    readonly property int figure: sized(23.8, landscape ? 25.8 : 29.8, 47.6) // 96 / 120 (104 broad) / 192
    readonly property int tile: sized(13.4, 19.9, 26.8) // 54 / 80 / 108
    readonly property int action: sized(11.4, 15.9, 22.8) // 46 / 64 / 92
    readonly property int body: sized(9.7, 13.9, 19.4) // 39 / 56 / 78
    readonly property int small: sized(8.2, 13.2, 16.4) // 33 / 53 / 66
    readonly property int shell: sized(8.2, 10.9, 16.4) // 33 / 44 / 66: the frame, which everybody knows by heart
    readonly property int caption: sized(8.2, 13.2, 16.4) // 33 / 53 / 66
    readonly property int keyLabel: sized(17.4, 21.8, 34.8) // 70 / 88 / 140
    readonly property int letterLabel: sized(13.4, 14.9, 26.8) // 54 / 60 / 108
    readonly property int attract: sized(23.8, 27.8, 41.7) // 96 / 112 / 168: four hanzi and a comma a line
    readonly property int clock: sized(40, 40, 56)

    readonly property int least: sized(7.7, 13.1, 15.4) // 31 / 53 / 62: what a crowded line may shrink to

    // Icons
    readonly property int icon: sized(14.9, 18.4, 29.8) // 60 / 74 / 120
    readonly property int smallIcon: sized(10.4, 13.9, 20.8) // 42 / 56 / 84
    readonly property int shellIcon: sized(8.9, 10.9, 17.8) // 36 / 44 / 72
    readonly property int tileIcon: sized(25.8, 27.3, 51.6) // 104 / 110 / 208
    readonly property int bigIcon: sized(59.5, 59.5, 119) // 240 / 240 / 480

    // Space
    readonly property int margin: sized(11.9, 11.9, 8.9) // 48 / 48 / 36: large type needs the room itself
    readonly property int gap: mm(6.5) // 26
    readonly property int blockGap: mm(landscape ? 4 : 6.5) // 16 / 26: between the blocks of a page
    readonly property int smallGap: mm(4) // 16
    readonly property int tinyGap: mm(2) // 8
    readonly property int keyGap: Math.ceil(3 * pixelsPerMm) // 13: what keys stand apart at least
    readonly property int padding: mm(8.9) // 36
    readonly property int radius: mm(6.9) // 28
    readonly property int smallRadius: mm(3.5) // 14
    readonly property int line: sized(0.75, 0.75, 1.25) // 3 / 3 / 5
    readonly property int ring: mm(2.2) // 9: the ring of the keypad's focus
    readonly property int ringGap: mm(1) // 4

    // Things
    readonly property int control: sized(33.7, 41.7, 45.6) // 136 / 168 / 184
    readonly property int tallControl: sized(42.2, 52.1, 62) // 170 / 210 / 250
    readonly property int smallControl: sized(23.8, 27.3, 32.7) // 96 / 110 / 132
    readonly property int numberKey: mm(43.6) // 176
    readonly property int leastTarget: sized(20.1, 25.2, 25.2) // 81 / 102 / 102
    readonly property int bar: sized(45.6, 45.6, 66) // 184 / 184 / 266
    readonly property int rail: sized(52, 57, 74.4) // 210 / 230 / 300
    readonly property int modeKey: sized(20.1, 25.2, 25.2) // 81 / 102 / 102: the height of a key of the row of modes
    readonly property int modeRows: doubled ? 2 : 1
    readonly property int modes: modeRows * modeKey + modeRows * keyGap // the whole row, with the air under it
    readonly property int statusBar: landscape && doubled ? modes + keyGap : sized(landscape ? 24 : 26.3, landscape ? 31.7 : 26.3, 26.3)
    readonly property int chart: sized(39.7, 44.6, 65) // 160 / 180 / 262
    readonly property int qr: sized(109, 119, landscape ? 60 : 119) // 440 / 480 / 480 (242 broad)
    readonly property int progress: sized(5, 5, 10) // 20 / 20 / 40

    // Times, in milliseconds
    readonly property int slide: 240
    readonly property int calm: 1800
    readonly property int turning: 12000 // how long a notice of the hall stands before the next one slides in
    readonly property int showing: 4800 // how long a picture moves: under the 5 s of WCAG 2.2.2

    function mm(millimetres: real): int {
        return Math.round(millimetres * pixelsPerMm);
    }

    // A size in each of the three sizes, in millimetres.
    function sized(standard: real, elder: real, doubled: real): int {
        return mm(size === "double" ? doubled : size === "elder" ? elder : standard);
    }

    // Where on the design a height above the floor is, kept on the screen.
    function heightAt(aboveFloor: real): real {
        return Math.max(0, Math.min(designHeight, designHeight - (aboveFloor - lowestEdge) * pixelsPerMm));
    }

    // On a screen that hangs high, letters of 200 % need more room than there is below; 1,220 mm is the utmost.
    function crowdedBelow(aboveFloor: real): bool {
        return doubled && aboveFloor - Math.max(800, lowestEdge) < 260;
    }
}
