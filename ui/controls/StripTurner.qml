import QtQuick
import Linli.Touch

// Turns the strips of a page.
Turner {
    id: turner

    required property StripList strips

    backId: "page-back"
    onId: "page-on"
    canTurnBack: strips.canTurnBack
    canTurnOn: strips.canTurnOn
    caption: strips.pageCaption
    onBackTapped: strips.turnBack()
    onOnTapped: strips.turnOn()
}
