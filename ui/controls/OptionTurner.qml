import QtQuick
import Linli.Touch

// Turns the options of a page.
Turner {
    id: turner

    required property OptionList options
    property string what: "options"

    backId: what + "-back"
    onId: what + "-on"
    canTurnBack: options.canTurnBack
    canTurnOn: options.canTurnOn
    caption: options.pageCaption
    onBackTapped: options.turnBack()
    onOnTapped: options.turnOn()
}
