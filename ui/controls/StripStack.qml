pragma ComponentBehavior: Bound

import QtQuick
import Linli.Touch
import "../theme"

// The strips of a page under one another. The keys that turn them over stand below, or with the actions of a broad screen.
Item {
    id: stack

    required property Stage stage
    required property StripList strips
    property bool turnsItself: !Theme.landscape // else the keys stand with the actions
    readonly property real turnersHeight: turnsItself ? Theme.smallControl + Theme.gap : 0

    readonly property real room: height - turnersHeight // for one strip on a page of its own

    function offer() {
        strips.offer(height, Theme.blockGap, turnersHeight);
    }

    onHeightChanged: offer()
    Component.onCompleted: offer()

    Column {
        visible: stack.strips.laidOut
        width: stack.width

        Repeater {
            model: stack.strips

            Loader {
                id: place

                required property int index
                required property string kind
                required property string itemId
                required property string label
                required property string value
                required property string note
                required property int side
                required property string mark
                required property list<string> cells
                required property list<real> shares
                required property BarList bars
                required property bool opens
                required property bool closes
                required property bool gap
                required property list<string> kinds
                readonly property real bodyHeight: item ? (item as Item).implicitHeight : 0

                objectName: itemId
                width: stack.width
                height: bodyHeight + (gap ? Theme.blockGap : 0)
                sourceComponent: kind === "bars" ? bars_ : kind === "qr" ? qr : kind === "figure" ? figure
                    : kind === "meter" ? meter : kind === "cabinet" || kind === "map" || kind === "legend" ? plan : strip
                onBodyHeightChanged: if (!stack.strips.laidOut) stack.strips.measured(index, bodyHeight)

                Component {
                    id: strip

                    StripRow {
                        kind: place.kind
                        label: place.label
                        value: place.value
                        note: place.note
                        mark: place.mark
                        cells: place.cells
                        shares: place.shares
                        opens: place.opens
                        closes: place.closes
                        gap: place.gap
                        focused: place.itemId !== "" && stack.stage.focusedItem === place.itemId
                    }
                }

                Component {
                    id: figure

                    FigureStrip {
                        room: stack.room
                        label: place.label
                        value: place.value
                        mark: place.mark
                        gap: place.gap
                        focused: place.itemId !== "" && stack.stage.focusedItem === place.itemId
                    }
                }

                Component {
                    id: bars_

                    BarsStrip {
                        room: stack.room
                        title: place.label
                        bars: place.bars
                        gap: place.gap
                        focused: place.itemId !== "" && stack.stage.focusedItem === place.itemId
                    }
                }

                Component {
                    id: meter

                    MeterStrip {
                        label: place.label
                        value: place.value
                        goal: place.note
                        mark: place.mark
                        shares: place.shares
                        gap: place.gap
                        focused: place.itemId !== "" && stack.stage.focusedItem === place.itemId
                    }
                }

                Component {
                    id: plan

                    PlanStrip {
                        title: place.label
                        mine: place.value
                        near: place.note
                        kind: place.kind
                        names: place.cells
                        kinds: place.kinds
                        places: place.shares
                        tallness: place.side / 1000
                        room: stack.room
                        gap: place.gap
                        focused: place.itemId !== "" && stack.stage.focusedItem === place.itemId
                    }
                }

                Component {
                    id: qr

                    QrStrip {
                        room: stack.room
                        caption: place.label
                        picture: place.value
                        side: place.side
                        gap: place.gap
                        focused: place.itemId !== "" && stack.stage.focusedItem === place.itemId
                    }
                }
            }
        }
    }

    StripTurner {
        strips: stack.strips
        visible: stack.turnsItself && stack.strips.pageCount > 1
        y: stack.height - height
        width: stack.width
    }
}
