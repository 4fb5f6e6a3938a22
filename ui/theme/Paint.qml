pragma Singleton

import QtQuick

// The colours of the house by name: standard and elder (every text 7:1). tests/ui/test_palette.py computes the contrasts.
QtObject {
    property bool elder: false

    readonly property color paper: "#FBF7F0"
    readonly property color card: "#FFFFFF"
    readonly property color ink: "#1C2B2D"
    readonly property color secondInk: elder ? "#3A494B" : "#4A5A5C"
    readonly property color hairline: "#DDD3C2"
    readonly property color edge: elder ? "#6F6657" : "#857B6A"
    readonly property color band: "#EFE8DA"
    readonly property color onTint: "#FFFFFF"
    readonly property color restingFill: "#E9E1D2"
    readonly property color restingInk: elder ? "#3A494B" : "#55605F"
    readonly property color night: "#000000"
    readonly property color nightInk: "#9AA3A4"

    readonly property color jade: elder ? "#075245" : "#0B6A5B"
    readonly property color persimmon: elder ? "#8F2F13" : "#B5401E"
    readonly property color cyan: elder ? "#0A5066" : "#0F6780"
    readonly property color indigo: elder ? "#21407A" : "#2C4F8A"
    readonly property color plum: elder ? "#5E3069" : "#713F80"
    readonly property color moss: elder ? "#3C5516" : "#4C6B1F"
    readonly property color ochre: elder ? "#6B4500" : "#8A5A00"
    readonly property color rose: elder ? "#85263E" : "#A3324F"

    readonly property color primary: jade
    readonly property color attention: persimmon

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

    // What a thing looks like under the finger: one step darker, at once.
    function pressed(resting: color): color {
        return Qt.darker(resting, 1.18);
    }
}
