pragma Singleton

import QtQuick

// The colours of the house, by the same names in four palettes: light (elder: every text 7:1), dim for low light,
// dark, and contrast (black ground). tests/ui/test_palette.py computes all contrasts.
QtObject {
    property string palette: "light"
    property bool elder: false
    readonly property bool inverted: palette !== "light" // words are lighter than their ground

    readonly property color paper: shade("#FBF7F0", "#17130F", "#0F1719", "#000000")
    readonly property color card: shade("#FFFFFF", "#221C17", "#1A2527", "#000000")
    readonly property color ink: shade("#1C2B2D", "#EBDFCB", "#F1F5F4", "#FFFFFF")
    readonly property color secondInk: shade(elder ? "#3A494B" : "#4A5A5C", "#CFC2AD", "#C6D0D0", "#FFFFFF")
    readonly property color hairline: shade("#DDD3C2", "#40372D", "#35464A", "#8A8A8A")
    readonly property color edge: shade(elder ? "#6F6657" : "#857B6A", "#94846E", "#7F9498", "#FFFFFF")
    readonly property color band: shade("#EFE8DA", "#2C251E", "#243133", "#1C1C1C")
    readonly property color onTint: shade("#FFFFFF", "#14100C", "#0B1214", "#000000")
    readonly property color restingFill: shade("#E9E1D2", "#2C251E", "#243133", "#1C1C1C")
    readonly property color restingInk: shade(elder ? "#3A494B" : "#55605F", "#C4B69F", "#B6C3C4", "#D0D0D0")

    readonly property color jade: shade(elder ? "#075245" : "#0B6A5B", "#6CBAA6", "#6AC7AF", "#99D8C8")
    readonly property color persimmon: shade(elder ? "#8F2F13" : "#B5401E", "#EA977D", "#F9A086", "#FBBEAB")
    readonly property color cyan: shade(elder ? "#0A5066" : "#0F6780", "#6CB7CB", "#6CC3DA", "#99D5E5")
    readonly property color indigo: shade(elder ? "#21407A" : "#2C4F8A", "#8DACE9", "#96B7F7", "#B6CDF9")
    readonly property color plum: shade(elder ? "#5E3069" : "#713F80", "#CD9ADB", "#D9A4E8", "#E5BFEF")
    readonly property color moss: shade(elder ? "#3C5516" : "#4C6B1F", "#95B765", "#9BC462", "#B9D692")
    readonly property color ochre: shade(elder ? "#6B4500" : "#8A5A00", "#D5A440", "#E9AD35", "#F0C674")
    readonly property color rose: shade(elder ? "#85263E" : "#A3324F", "#E794AB", "#F49EB6", "#F8BCCD")

    readonly property color primary: palette === "contrast" ? "#FFE14D" : jade
    readonly property color attention: persimmon

    // The same in every palette: the dark screen, and a code that a telephone must read.
    readonly property color night: "#000000"
    readonly property color nightInk: "#9AA3A4"
    readonly property color codeInk: "#000000"
    readonly property color codePaper: "#FFFFFF"

    // The tint of a service by its name; jade where it names none of ours.
    function tint(name: string): color {
        switch (name) {
        case "persimmon": return persimmon;
        case "cyan": return cyan;
        case "indigo": return indigo;
        case "plum": return plum;
        case "moss": return moss;
        case "ochre": return ochre;
        case "rose": return rose;
        default: return jade;
        }
    }

    // What a thing looks like under the finger, at once: one step darker; a dark one in a dark palette one step lighter.
    function pressed(resting: color): color {
        return inverted && resting.hslLightness < 0.35 ? Qt.tint(resting, "#38FFFFFF") : Qt.darker(resting, resting.hslLightness < 0.4 ? 1.35 : 1.18);
    }

    function shade(light: string, dim: string, dark: string, contrast: string): color {
        return palette === "dim" ? dim : palette === "dark" ? dark : palette === "contrast" ? contrast : light;
    }
}
