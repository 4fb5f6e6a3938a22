"""What lies on the workbench, as QML binds to it: hands on the emulators and the line. Lives on the GUI thread."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Protocol

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from hardware.emulators.receipt_printer import PrinterFaults
from hardware.events import Event
from hardware.status import StatusChanged
from kiosk.app.demo.line import Line, LineState
from kiosk.app.demo.tray import TrayCard
from kiosk.app.demo.workbench.choices import ChoiceList
from kiosk.app.demo.workbench.faults import KEYS, LINE_STATES, LINES_LEFT, NO_FAULT, PRINTER_FAULTS, READER_FAULTS
from kiosk.app.demo.workbench.things import Thing, ThingList
from kiosk.app.demo.world import Desk
from kiosk.foundation.clock import HALL_ZONE

QML_IMPORT_NAME = "Linli.Workbench"
QML_IMPORT_MAJOR_VERSION = 1

_LOOK_EVERY_MS = 250
_EVENTS_SHOWN = 3
_TITLES = {"id-card": "Identity card reader", "slip": "Receipt printer", "keys": "Keypad", "speaker": "Speaker"}
_ROWS_TAKEN = (20, 18, 13)  # of keys, by what always lies in the three columns

Told = Callable[[int], Sequence[Event[StatusChanged]]]


def nothing_told(_since: int) -> Sequence[Event[StatusChanged]]:
    """The terminal is not open yet."""
    return ()


class _Plug(Protocol):
    def plug(self) -> None: ...

    def unplug(self) -> None: ...


@QmlElement
@QmlUncreatable("made by the workbench")
class Tabletop(QObject):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """Every slot does at once what its name says; what devices do by themselves is looked at four times a second."""

    changed = Signal()
    slipChanged = Signal()  # noqa: N815 (QML spells signals so)

    def __init__(
        self,
        desk: Desk,
        line: Line,
        cards: tuple[TrayCard, ...],
        told: Told = nothing_told,
        parent: QObject | None = None,
    ) -> None:
        """`told` gives what the terminal's devices told after an event's number."""
        super().__init__(parent)
        self._desk = desk
        self._line = line
        self._cards_by_id = {card.id: card for card in cards}
        self._lying = ""
        self._ends: dict[str, _Plug] = {"reader": desk.reader, "printer": desk.printer, "keypad": desk.keypad}
        self._plugged = dict.fromkeys(self._ends, True)
        self._headphones = False
        self._slip = QUrl()
        self._slips = 0
        self._calls_known = False
        self._cards = ChoiceList({card.id: card.label for card in cards}, self)
        self._reader_faults = ChoiceList({name: label for name, (label, _) in READER_FAULTS.items()}, self)
        self._reader_fault = NO_FAULT
        self._printer_faults = ChoiceList(PRINTER_FAULTS, self)
        self._lines = ChoiceList({state.value: label for state, label in LINE_STATES.items()}, self)
        self._keys = ChoiceList(KEYS, self)
        self._calls = ChoiceList({}, self)
        self._by_id = {shelved.name: Thing(shelved.name, shelved.emulator, self) for shelved in desk.shelf}
        self._things = list(self._by_id.values())
        self._columns = [ThingList(things, self) for things in _shared_out(self._things)]
        self._told = told
        self._seen = 0
        self._last_told: dict[str, str] = {}
        self._events: deque[str] = deque(maxlen=_EVENTS_SHOWN)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_EVERY_MS)
        self.look()

    def look(self) -> None:
        """Take in what the devices did by themselves."""
        if not self._desk.reader.has_card:
            self._lying = ""
        self._cards.mark(frozenset({self._lying} - {""}))
        self._reader_faults.mark(frozenset({self._reader_fault}))
        faults = self._desk.printer.faults
        self._printer_faults.mark(frozenset(name for name in PRINTER_FAULTS if getattr(faults, name)))
        self._lines.mark(frozenset({self._line.state.value}))
        self._hear()
        for thing in self._things:
            thing.look()
        self.changed.emit()

    def _hear(self) -> None:
        for event in self._told(self._seen):
            self._seen = event.seq
            status = event.value.new
            why = ", ".join(filter(None, (status.detail, *status.warnings)))
            change = f"{event.value.old.state} → {status.state}  {why}".rstrip()
            thing = self._by_id.get(status.id)
            title = _TITLES.get(status.id, "") if thing is None else str(thing.property("title"))
            named = f"{title} ({status.id})" if title else status.id
            self._events.append(f"{event.at.astimezone(HALL_ZONE):%H:%M:%S}  {named}: {change}")
            self._last_told[status.id] = f"the terminal: {status.state}  {why}".rstrip()
            if thing is not None:
                thing.tell(self._last_told[status.id])

    def show_slip(self, picture: QUrl, number: int) -> None:
        """A slip was printed; its picture is in a file."""
        self._slip, self._slips = picture, number
        self.slipChanged.emit()

    def show_calls(self, calls: dict[str, str] | None) -> None:
        """Who is calling for a person, by call; None when the office does not say."""
        self._calls_known = calls is not None
        self._calls.replace(calls or {})
        self.changed.emit()

    # --- what QML reads ---

    @Property(ChoiceList, constant=True)
    def cards(self) -> ChoiceList:
        """The tray; on is what lies on the reader."""
        return self._cards

    @Property(ChoiceList, constant=True)
    def readerFaults(self) -> ChoiceList:  # noqa: N802 (QML spells properties so)
        """How the reader can fail; one of them is on."""
        return self._reader_faults

    @Property(ChoiceList, constant=True)
    def printerFaults(self) -> ChoiceList:  # noqa: N802 (QML spells properties so)
        """How the printer can fail; any of them may be on."""
        return self._printer_faults

    @Property(ChoiceList, constant=True)
    def lines(self) -> ChoiceList:
        """What the network can do; one of them is on."""
        return self._lines

    @Property(ChoiceList, constant=True)
    def keys(self) -> ChoiceList:
        """The keypad."""
        return self._keys

    @Property(ChoiceList, constant=True)
    def calls(self) -> ChoiceList:
        """Open calls for a person."""
        return self._calls

    @Property(str, notify=changed)
    def callsState(self) -> str:  # noqa: N802 (QML spells properties so)
        """What stands where no call stands."""
        return "nobody calls" if self._calls_known else "the office does not say"

    @Property(bool, notify=changed)
    def cardLies(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if a card lies on the reader."""
        return bool(self._lying)

    @Property(bool, notify=changed)
    def readerPlugged(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if the reader is plugged in."""
        return self._plugged["reader"]

    @Property(bool, notify=changed)
    def printerPlugged(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if the printer is plugged in."""
        return self._plugged["printer"]

    @Property(bool, notify=changed)
    def keypadPlugged(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if the keypad is plugged in."""
        return self._plugged["keypad"]

    @Property(str, notify=changed)
    def readerTold(self) -> str:  # noqa: N802 (QML spells properties so)
        """What the terminal makes of the reader; empty before it has looked."""
        return self._last_told.get("id-card", "")

    @Property(str, notify=changed)
    def printerTold(self) -> str:  # noqa: N802 (QML spells properties so)
        """What the terminal makes of the printer; empty before it has looked."""
        return self._last_told.get("slip", "")

    @Property(str, notify=changed)
    def keypadTold(self) -> str:  # noqa: N802 (QML spells properties so)
        """What the terminal makes of the keypad; empty before it has looked."""
        return self._last_told.get("keys", "")

    @Property(bool, notify=changed)
    def headphones(self) -> bool:
        """True if headphones are in the jack."""
        return self._headphones

    @Property(QUrl, notify=slipChanged)
    def slip(self) -> QUrl:
        """The picture of the last slip."""
        return self._slip

    @Property(int, notify=slipChanged)
    def slipCount(self) -> int:  # noqa: N802 (QML spells properties so)
        """How many slips came out."""
        return self._slips

    @Property(ThingList, constant=True)
    def leftThings(self) -> ThingList:  # noqa: N802 (QML spells properties so)
        """The other devices of the left column."""
        return self._columns[0]

    @Property(ThingList, constant=True)
    def middleThings(self) -> ThingList:  # noqa: N802 (QML spells properties so)
        """The other devices of the middle column."""
        return self._columns[1]

    @Property(ThingList, constant=True)
    def rightThings(self) -> ThingList:  # noqa: N802 (QML spells properties so)
        """The other devices of the right column."""
        return self._columns[2]

    @Property(str, notify=changed)
    def events(self) -> str:
        """The last changes of the terminal's devices, one a line."""
        return "\n".join(self._events)

    # --- what QML does ---

    @Slot(str)
    def putCard(self, card_id: str) -> None:  # noqa: N802 (QML spells methods so)
        """Lay a card on the reader; the one that lies there goes back into the tray."""
        self._cards_by_id[card_id].lay_on(self._desk.reader)
        self._lying = card_id
        self.look()

    @Slot()
    def liftCard(self) -> None:  # noqa: N802 (QML spells methods so)
        """Take the card away."""
        self._desk.reader.lift_card()
        self.look()

    @Slot(str)
    def breakReader(self, fault: str) -> None:  # noqa: N802 (QML spells methods so)
        """Have this fault instead of the one before."""
        self._desk.reader.break_with(READER_FAULTS[fault][1])
        self._reader_fault = fault
        self.look()

    @Slot(bool)
    def plugReader(self, into: bool) -> None:  # noqa: N802 (QML spells methods so)
        """Put the reader's plug in, or pull it."""
        self._move_plug("reader", into)

    @Slot(bool)
    def plugPrinter(self, into: bool) -> None:  # noqa: N802 (QML spells methods so)
        """Put the printer's plug in, or pull it."""
        self._move_plug("printer", into)

    @Slot(bool)
    def plugKeypad(self, into: bool) -> None:  # noqa: N802 (QML spells methods so)
        """Put the keypad's plug in, or pull it."""
        self._move_plug("keypad", into)

    @Slot(str, bool)
    def breakPrinter(self, fault: str, on: bool) -> None:  # noqa: N802 (QML spells methods so)
        """Have a fault, or have it mended."""
        self._desk.printer.break_with(_with(self._desk.printer.faults, fault, on))
        self.look()

    @Slot()
    def endPaperSoon(self) -> None:  # noqa: N802 (QML spells methods so)
        """Leave paper for a few rows only."""
        self._desk.printer.break_with(replace(self._desk.printer.faults, lines_left=LINES_LEFT))
        self.look()

    @Slot()
    def mendPrinter(self) -> None:  # noqa: N802 (QML spells methods so)
        """New paper, cover closed, all well."""
        self._desk.printer.break_with(PrinterFaults())
        self.look()

    @Slot(str)
    def setLine(self, state: str) -> None:  # noqa: N802 (QML spells methods so)
        """Change what the network does."""
        self._line.become(LineState(state))
        self.look()

    @Slot(str)
    def press(self, key: str) -> None:
        """Press a key of the pad; a pad without a plug stays silent."""
        if self._plugged["keypad"]:
            self._desk.keypad.press(key)

    @Slot(bool)
    def plugHeadphones(self, into: bool) -> None:  # noqa: N802 (QML spells methods so)
        """Put headphones into the jack, or pull them."""
        if self._plugged["keypad"]:
            self._desk.keypad.press("jack_in" if into else "jack_out")
            self._headphones = into
            self.look()

    def _move_plug(self, device: str, into: bool) -> None:
        if into:
            self._ends[device].plug()
        else:
            self._ends[device].unplug()
        self._plugged[device] = into
        self.look()


def _shared_out(things: Sequence[Thing]) -> list[list[Thing]]:
    """Each to the column that ends highest by now."""
    columns: list[list[Thing]] = [[], [], []]
    ends = list(_ROWS_TAKEN)
    for thing in things:
        shortest = ends.index(min(ends))
        columns[shortest].append(thing)
        ends[shortest] += thing.height
    return columns


def _with(faults: PrinterFaults, name: str, on: bool) -> PrinterFaults:
    values = {field.name: getattr(faults, field.name) for field in fields(faults)}
    if name not in PRINTER_FAULTS:
        raise KeyError(name)
    # Paper that ended by itself is new again once the fault is taken away.
    return PrinterFaults(**values | {name: on, "lines_left": None})
