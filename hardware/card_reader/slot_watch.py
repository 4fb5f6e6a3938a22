"""Watches the slots of one reader: a thread that sleeps in the smart card service until something moves.

It lives as long as one connection to the service; when that breaks (pcscd was killed) it says so and ends, and the
supervisor opens a new one.
"""

import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from hardware.card_reader.contract import CardInserted, CardMoved, CardReaderReason, CardRemoved
from hardware.transport.pcsc import PLUGGED, PcscContext, PcscError, Trouble, has_card, is_lost, movements

_log = logging.getLogger(__name__)
_SLICE_S = 1.0
_STUCK_S = 5.0
_SPIN_S = 0.02
_CALM_S = 0.2
_JOIN_S = 2.0
_TOLD_MOST = 100
_SLOT_NAME = re.compile(r"(.*) ([0-9A-F]{2}) ([0-9A-F]{2})")  # pcsc-lite: name, reader, slot


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot as it is now; `arrival` grows with every card that comes into any slot."""

    number: int
    name: str
    state: int = 0
    arrival: int = 0

    @property
    def occupied(self) -> bool:
        """Whether a card is in it."""
        return has_card(self.state) and not is_lost(self.state)


@dataclass(frozen=True, slots=True)
class View:
    """What the watch sees; `trouble` is why there is no reader to use."""

    readers: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    trouble: CardReaderReason | None = None
    seen: int = field(default=0, compare=False)

    @property
    def newest(self) -> Slot | None:
        """The slot whose card came last."""
        occupied = [slot for slot in self.slots if slot.occupied]
        return max(occupied, key=lambda slot: slot.arrival, default=None)

    def holds(self, slot: Slot) -> bool:
        """Whether the card that was in `slot` then is in it still."""
        return any(now.occupied and (now.name, now.arrival) == (slot.name, slot.arrival) for now in self.slots)


def ours(readers: Iterable[str], port: str, wanted: frozenset[int]) -> dict[str, int]:
    """The slots, by name, of the one reader whose name is or contains `port`; raises LookupError for two readers."""
    names = list(readers)
    if port in names:
        return {port: _place(port)[1]}
    found = {name: _place(name) for name in names if port in name}
    if len({reader for reader, _ in found.values()}) > 1:
        raise LookupError(port)
    return {name: slot for name, (_, slot) in found.items() if not wanted or slot in wanted}


def passed(before: Slot, now: Slot) -> list[bool]:
    """Every coming (True) and going (False) of cards between two looks, also those that the looks did not see."""
    count = (movements(now.state) - movements(before.state)) & 0xFFFF if before.state and now.state else 0
    net = before.occupied != now.occupied
    if count % 2 != net or count > _TOLD_MOST or is_lost(now.state):
        count = int(net)
    return [before.occupied == bool(step % 2) for step in range(count)]


class SlotWatch:
    """`view` and `wait` from any thread; `tell` is called on the watch's own."""

    def __init__(self, port: str, wanted: frozenset[int], tell: Callable[[CardMoved], None]) -> None:
        self._port = port
        self._wanted = wanted
        self._tell = tell
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._view: View | None = None
        self._context: PcscContext | None = None
        self._beat = time.monotonic()
        self._arrivals = 0
        self._thread = threading.Thread(target=self._live, name=f"slots of {port}", daemon=True)

    def start(self) -> None:
        """Start watching; returns at once."""
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether the thread still runs."""
        return self._thread.is_alive()

    @property
    def stuck(self) -> bool:
        """Whether the service has kept it waiting for longer than it was asked to."""
        return time.monotonic() - self._beat > _STUCK_S

    @property
    def view(self) -> View | None:
        """What it sees; None before its first look."""
        return self._view

    def wait(self, known: View | None, seconds: float) -> View | None:
        """What it sees when that is not `known` any more, or after `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._view != known, seconds)
            return self._view

    def close(self) -> bool:
        """End the thread; False when the service does not let go of it."""
        self._stop.set()
        context = self._context
        if context is not None:
            # A service that hangs would hold this call too.
            threading.Thread(target=context.cancel, name="cancel", daemon=True).start()
        self._thread.join(_JOIN_S)
        return not self._thread.is_alive()

    def _live(self) -> None:
        try:
            with PcscContext() as context:
                self._context = context
                self._watch(context)
        except PcscError as error:
            _log.debug("the smart card service was lost: %s", error)
        except Exception:  # noqa: BLE001 - the edge of a device's thread
            _log.exception("watching the slots broke")
        finally:
            self._context = None
            self._see(View(trouble=CardReaderReason.SERVICE_ABSENT))

    def _watch(self, context: PcscContext) -> None:
        states: Mapping[str, int] = {}
        while not self._stop.is_set():
            try:
                states = self._step(context, states)
            except PcscError as error:
                if error.trouble is not Trouble.UNKNOWN_READER:
                    raise
                states = {}  # it was pulled out between listing and asking
                self._stop.wait(_CALM_S)

    def _step(self, context: PcscContext, states: Mapping[str, int]) -> Mapping[str, int]:
        """Publish what is known, and sleep until it is out of date."""
        self._beat = time.monotonic()
        names = context.readers()
        view = self._look(names, states)
        fresh = {slot.name: 0 for slot in view.slots if not slot.state}
        if fresh:
            view = self._look(names, context.wait(fresh, 0))
        self._see(view)
        known = {slot.name: slot.state for slot in view.slots}
        began = time.monotonic()
        states = context.wait({**known, PLUGGED: len(names) << 16}, _SLICE_S)
        calm = all(states.get(name) == state for name, state in known.items())
        if calm and time.monotonic() - began < _SPIN_S:
            self._stop.wait(_CALM_S)  # the service woke us for nothing: never become a busy loop
        return states

    def _look(self, names: tuple[str, ...], states: Mapping[str, int]) -> View:
        try:
            places = ours(names, self._port, self._wanted)
        except LookupError:
            return View(names, trouble=CardReaderReason.READER_AMBIGUOUS)
        before = {slot.name: slot for slot in self._view.slots} if self._view else {}
        slots = []
        for name, number in sorted(places.items(), key=lambda place: place[1]):
            slot = before.get(name, Slot(number, name))
            slots.append(replace(slot, state=states.get(name, slot.state)))
        lost = not slots or all(is_lost(slot.state) for slot in slots)
        return View(names, tuple(slots), CardReaderReason.READER_ABSENT if lost else None)

    def _see(self, view: View) -> None:
        """Publish the view, then tell what moved between it and the one before."""
        before = {slot.name: slot for slot in self._view.slots} if self._view else {}
        now = {slot.name: slot for slot in view.slots}
        moves: list[CardMoved] = [
            CardRemoved(slot.number) for slot in before.values() if slot.name not in now and slot.occupied
        ]
        slots = []
        for slot in view.slots:
            steps = passed(before.get(slot.name, Slot(slot.number, slot.name)), slot)
            moves += [(CardInserted if came else CardRemoved)(slot.number) for came in steps]
            self._arrivals += sum(steps)
            slots.append(replace(slot, arrival=self._arrivals) if any(steps) else slot)
        with self._changed:
            self._view = replace(view, slots=tuple(slots))
            self._changed.notify_all()
        for move in moves:
            self._tell(move)


def _place(name: str) -> tuple[str, int]:
    fits = _SLOT_NAME.fullmatch(name)
    return (f"{fits[1]} {fits[2]}", int(fits[3], 16)) if fits else (name, 0)
