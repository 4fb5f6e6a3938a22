pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Linli.Workbench
import "../theme"

// The developer's side of the demo: the tray, the plugs, the paper, the network and the keypad.
Window {
    id: window

    required property Tabletop tabletop

    width: 1120
    height: 940
    visible: false
    color: Paint.paper
    title: "Linli Kiosk workbench"

    Item {
        id: table

        readonly property real columnWidth: (width - 4 * Sizes.margin) / 3

        width: 1120
        height: 940
        scale: Math.min(window.width / width, window.height / height)
        transformOrigin: Item.TopLeft

        Text {
            id: headline

            x: Sizes.margin
            y: Sizes.margin
            text: "Workbench"
            color: Paint.primary
            font.pixelSize: Sizes.headline
            font.weight: Font.Bold
        }

        Note {
            anchors.baseline: headline.baseline
            x: headline.x + headline.width + Sizes.margin
            text: "The devices are emulated at the other end of their wires. Everybody here is invented."
        }

        Flickable {
            id: bench

            objectName: "bench"
            y: headline.y + headline.height + Sizes.margin
            width: table.width
            height: table.height - y - events.height
            contentHeight: Math.max(left.height, middle.height, right.height) + Sizes.margin
            boundsBehavior: Flickable.StopAtBounds
            clip: true

            Column {
                id: left

                x: Sizes.margin
                width: table.columnWidth
                spacing: Sizes.margin

                Group {
                    title: "Identity card reader"
                    width: parent.width
                    plugs: true
                    plugId: "plug-reader"
                    plugged: window.tabletop.readerPlugged
                    onPlugMoved: into => window.tabletop.plugReader(into)

                    Note {
                        objectName: "told-id-card"
                        visible: text !== ""
                        width: parent.width
                        text: window.tabletop.readerTold
                    }

                    Choices {
                        enabled: window.tabletop.readerPlugged
                        model: window.tabletop.cards
                        prefix: "card-"
                        onChosen: (itemId, on) => on ? window.tabletop.putCard(itemId) : window.tabletop.liftCard()
                    }

                    BenchKey {
                        itemId: "lift-card"
                        label: "Lift the card"
                        enabled: window.tabletop.readerPlugged && window.tabletop.cardLies
                        width: parent.width
                        onPressed: window.tabletop.liftCard()
                    }

                    Note {
                        text: "The reader ..."
                    }

                    Choices {
                        model: window.tabletop.readerFaults
                        prefix: "reader-"
                        onChosen: itemId => window.tabletop.breakReader(itemId)
                    }
                }

                Group {
                    title: "Network to the office"
                    width: parent.width

                    Choices {
                        model: window.tabletop.lines
                        prefix: "line-"
                        onChosen: itemId => window.tabletop.setLine(itemId)
                    }
                }

                Devices {
                    model: window.tabletop.leftThings
                }
            }

            Column {
                id: middle

                x: 2 * Sizes.margin + table.columnWidth
                width: table.columnWidth
                spacing: Sizes.margin

                Group {
                    title: "Keypad"
                    width: parent.width
                    plugs: true
                    plugId: "plug-keypad"
                    plugged: window.tabletop.keypadPlugged
                    onPlugMoved: into => window.tabletop.plugKeypad(into)

                    Note {
                        objectName: "told-keys"
                        visible: text !== ""
                        width: parent.width
                        text: window.tabletop.keypadTold
                    }

                    Grid {
                        id: pad

                        width: parent.width
                        columns: 3
                        spacing: Sizes.gap
                        enabled: window.tabletop.keypadPlugged

                        Repeater {
                            model: window.tabletop.keys

                            BenchKey {
                                id: padKey

                                required itemId
                                required label

                                objectName: "key-" + itemId
                                width: (pad.width - 2 * Sizes.gap) / 3
                                height: Sizes.bigKey
                                onPressed: window.tabletop.press(padKey.itemId)
                            }
                        }
                    }

                    BenchKey {
                        itemId: "headphones"
                        label: held ? "Headphones are in the jack" : "Plug headphones in"
                        held: window.tabletop.headphones
                        enabled: window.tabletop.keypadPlugged
                        width: parent.width
                        onPressed: window.tabletop.plugHeadphones(!held)
                    }
                }

                Group {
                    title: "Receipt printer"
                    width: parent.width
                    plugs: true
                    plugId: "plug-printer"
                    plugged: window.tabletop.printerPlugged
                    onPlugMoved: into => window.tabletop.plugPrinter(into)

                    Note {
                        objectName: "told-slip"
                        visible: text !== ""
                        width: parent.width
                        text: window.tabletop.printerTold
                    }

                    Choices {
                        enabled: window.tabletop.printerPlugged
                        model: window.tabletop.printerFaults
                        prefix: "printer-"
                        onChosen: (itemId, on) => window.tabletop.breakPrinter(itemId, on)
                    }

                    BenchKey {
                        itemId: "paper-soon"
                        enabled: window.tabletop.printerPlugged
                        label: "Paper for 6 rows only"
                        width: parent.width
                        onPressed: window.tabletop.endPaperSoon()
                    }

                    BenchKey {
                        itemId: "mend-printer"
                        enabled: window.tabletop.printerPlugged
                        label: "New paper, cover closed, all well"
                        width: parent.width
                        onPressed: window.tabletop.mendPrinter()
                    }
                }

                Group {
                    title: "Calls for a person"
                    width: parent.width

                    Note {
                        visible: calls.count === 0
                        text: window.tabletop.callsState
                    }

                    Repeater {
                        id: calls

                        model: window.tabletop.calls

                        Note {
                            required property string itemId
                            required property string label

                            objectName: "call-" + itemId
                            width: parent ? parent.width : 0
                            text: label
                        }
                    }
                }

                Devices {
                    model: window.tabletop.middleThings
                }
            }

            Column {
                id: right

                x: 3 * Sizes.margin + 2 * table.columnWidth
                width: table.columnWidth
                spacing: Sizes.margin

                Group {
                    title: "Last slip" + (window.tabletop.slipCount > 0 ? " (number " + window.tabletop.slipCount + ")" : "")
                    width: parent.width

                    Note {
                        visible: window.tabletop.slipCount === 0
                        text: "Nothing was printed yet."
                    }

                    Rectangle {
                        visible: window.tabletop.slipCount > 0
                        width: parent.width
                        height: 480
                        color: Paint.band

                        Image {
                            objectName: "slip"
                            anchors.fill: parent
                            anchors.margins: 2
                            source: window.tabletop.slip
                            fillMode: Image.PreserveAspectFit
                            verticalAlignment: Image.AlignTop
                            mipmap: true
                        }
                    }
                }

                Devices {
                    model: window.tabletop.rightThings
                }
            }
        }

        ScrollHandle {
            x: table.width - width
            y: bench.y
            height: bench.height
            target: bench
        }

        Rectangle {
            id: events

            y: table.height - height
            width: table.width
            height: 3 * (Sizes.small + 6) + Sizes.gap
            color: Paint.band

            Note {
                objectName: "events"
                x: Sizes.margin
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - 2 * Sizes.margin
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                text: window.tabletop.events
            }
        }
    }
}
