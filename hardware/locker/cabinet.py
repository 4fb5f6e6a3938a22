"""A locker at the other end of its bus: reads the doors, gives one pulse at a time, keeps the lamps safe.

All of it on the locker's worker thread.
"""

import contextlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.events import EventSource
from hardware.locker.attempt import Attempt
from hardware.locker.boards import Boards, Reading
from hardware.locker.contract import (
    CellState,
    DoorChanged,
    DoorState,
    LampState,
    LockerReason,
    Opening,
    OpenResult,
)
from hardware.locker.places import Board, CellPlace, LockerMap
from hardware.status import Condition, DeviceState
from hardware.worker import Command

_UNREADABLE = {DeviceReason.SILENT, DeviceReason.GARBLED}
_DOOR_LOOK_S = 0.05
_LOOKS = 2


@dataclass(frozen=True, slots=True)
class LockerPace:
    """How a locker is treated, in seconds."""

    gap_s: float = 0.5  # between two pulses: the power supply of the locks
    door_s: float = 3.0  # how long a door may take to spring open
    poll_s: float = 0.5
    quiet_s: float = 2.0  # how old a look at a board may be while nobody is at the locker
    attention_s: float = 120.0  # how long somebody is thought to be there after anything has moved
    absent_s: float = 8.0  # a board that did not answer three times is asked so often
    lamp_s: float = 0.5  # how long a lamp's current may take to stop or come
    lamp_most_s: float = 600.0


class Cabinet:
    """The line that the supervisor keeps, and the locker's commands."""

    def __init__(self, boards: Boards, locker: LockerMap, pace: LockerPace, misses: int) -> None:
        self._boards = boards
        self._talk = boards.talk
        self._map = locker
        self._pace = pace
        self._misses_most = misses
        self._misses = dict.fromkeys(locker.boards, 0)
        self._looked = dict.fromkeys(locker.boards, 0.0)
        self._why = dict.fromkeys(locker.boards, DeviceReason.SILENT)
        self._alone = dict.fromkeys(locker.boards, 0)
        self._seen = {name: _unknown(place) for name, place in locker.cells.items()}
        self._pulsed = 0.0
        self._attention = 0.0
        self._burning: dict[str, float] = {}
        self._rested: set[int] = set()
        self.doors: EventSource[DoorChanged] = EventSource("the doors of a locker")

    @property
    def seen(self) -> Mapping[str, CellState]:
        """All cells as they were last seen; from any thread."""
        return dict(self._seen)

    # What the supervisor asks.

    def open(self, command: Command) -> Condition:
        """Open the wire and read every board; a locker without a map has nothing to greet."""
        self._talk.open()
        self._looked = dict.fromkeys(self._looked, 0.0)
        return self.probe(command)

    def probe(self, command: Command) -> Condition:
        """Read the boards that are due."""
        asked = [address for address in self._map.boards if self._due(address)]
        answered = [self._look(self._map.boards[address], command) for address in asked]
        self._rest_boards(command)
        self._guard_lamps(asked, command)
        if asked and not any(answered) and all(self._misses.values()):
            raise DeviceError(Completion.TIME_OUT, self._why[asked[0]])
        return self._condition()

    def close(self) -> None:
        """Lamps off, as far as that goes, and the wire closed; what is not seen is not known."""
        for name in list(self._burning):
            with contextlib.suppress(OSError):
                place = self._map.cells[name]
                self._boards.set_lamp(self._map.boards[place.board], place.lamp, on=False)
        self._burning.clear()
        self._talk.close()
        for address in self._map.boards:
            self._forget(address)

    # What people ask.

    def read(self, command: Command) -> Mapping[str, CellState]:
        """Read every board now."""
        answered = {at: self._look(board, command, surely=True) for at, board in self._map.boards.items()}
        if answered and not any(answered.values()):
            raise DeviceError(Completion.TIME_OUT, next(iter(self._why.values())))
        cells = self._map.cells.values()
        return {at.name: self._seen[at.name] if answered[at.board] else _unknown(at) for at in cells}

    def open_cell(self, attempt: Attempt, cell: str, command: Command) -> Opening:
        """Read the door, put out the lamp, give the pulse, see what the door does."""
        place = self._map.cells[cell]
        board = self._map.boards[place.board]
        if not board.commissioned:
            return attempt.end(OpenResult.NOT_SENT, LockerReason.NOT_COMMISSIONED)
        self._attend()
        door = self._door_before(place, command)
        if door is DoorState.OPEN:
            return attempt.end(OpenResult.OPENED)
        if door is DoorState.UNKNOWN:
            return attempt.end(OpenResult.NOT_SENT, LockerReason.DOOR_UNREADABLE)
        if place.lamp and not self._lamp_off(place, command):
            return attempt.end(OpenResult.NOT_SENT, LockerReason.LAMP_STUCK)
        command.pause(max(0.0, self._pulsed + self._pace.gap_s - time.monotonic()))
        command.check()
        if not attempt.begin_pulse():
            return attempt.truth
        try:
            self._boards.pulse(board, place.lock)
        finally:
            self._pulsed = time.monotonic()
            self._attend()
        return self._see_it_open(attempt, place, command)

    def set_lamp(self, cell: str, command: Command, *, on: bool) -> LampState:
        """Ask for the lamp and see its current."""
        place = self._map.cells[cell]
        if not place.lamp:
            raise DeviceError(Completion.UNSUPPORTED_COMMAND, LockerReason.NO_LAMP)
        if not on:
            return LampState.OFF if self._lamp_off(place, command) else self._seen[cell].lamp or LampState.UNKNOWN
        if self._door_before(place, command) is not DoorState.CLOSED:
            raise DeviceError(Completion.USER_ERROR, LockerReason.DOOR_NOT_CLOSED)
        if self._seen[cell].occupied is False:
            raise DeviceError(Completion.USER_ERROR, LockerReason.CELL_NOT_FILLED)
        self._burning[cell] = time.monotonic() + self._pace.lamp_most_s
        self._boards.set_lamp(self._map.boards[place.board], place.lamp, on=True)
        self._see_lamp(place, LampState.ON, command)
        if self._seen[cell].door is not DoorState.CLOSED:
            self._lamp_off(place, command)
        return self._seen[cell].lamp or LampState.UNKNOWN

    # The doors.

    def _door_before(self, place: CellPlace, command: Command) -> DoorState:
        """The door in two answers that agree; one that is lost is asked for once more."""
        lost = None
        for _ in range(_LOOKS):
            try:
                door = self._agreed(place, command)
            except DeviceError as error:
                if error.reason not in _UNREADABLE:
                    raise
                lost = error
                continue
            lost = None
            if door is not DoorState.UNKNOWN:
                return door
        if lost is not None:
            raise lost
        return DoorState.UNKNOWN

    def _see_it_open(self, attempt: Attempt, place: CellPlace, command: Command) -> Opening:
        """Look until the door is open or has had its time; who no longer waits costs one look, not the truth."""
        ends = time.monotonic() + self._pace.door_s
        patient = Command(2 * self._pace.door_s + 10)
        door = DoorState.UNKNOWN
        while True:
            with contextlib.suppress(DeviceError):
                door = DoorState.UNKNOWN  # what was seen before a lost answer says nothing about now
                door = self._agreed(place, patient)
            if door is DoorState.OPEN:
                return attempt.end(OpenResult.OPENED)
            if time.monotonic() >= ends:
                break
            if _cancelled(command):
                return attempt.end(OpenResult.UNKNOWN, LockerReason.CANCELLED)
            patient.pause(_DOOR_LOOK_S)
        if door is DoorState.CLOSED:
            return attempt.end(OpenResult.NOT_OPENED, LockerReason.LOCK_JAMMED)
        return attempt.end(OpenResult.UNKNOWN, LockerReason.DOOR_UNREADABLE)

    def _agreed(self, place: CellPlace, command: Command) -> DoorState:
        """What an answer about the whole board and one about the lock alone both say."""
        board = self._map.boards[place.board]
        reading = self._boards.read(board, command)
        alone = self._boards.read_alone(board, place.lock, command)
        self._heard(board, reading)
        door = _door(board.closed, reading.inputs[place.lock - 1])
        return door if door is _door(board.closed_alone, alone) else DoorState.UNKNOWN

    # The polling.

    def _due(self, address: int) -> bool:
        since = time.monotonic() - self._looked[address]
        if self._misses[address] >= self._misses_most:
            return since >= self._pace.absent_s
        return time.monotonic() < self._attention or since >= self._pace.quiet_s or self._misses[address] > 0

    def _rest_boards(self, command: Command) -> None:
        """What a board still holds from before a power cut of ours is let go as soon as the board is heard."""
        for board in self._map.boards.values():
            if board.address in self._rested or self._misses[board.address]:
                continue
            self._boards.at_rest(board, command)
            for place in self._lamps():
                if place.board == board.address:
                    self._lamp_off(place, command)
            self._rested.add(board.address)

    def _look(self, board: Board, command: Command, *, surely: bool = False) -> bool:
        """Read one board; whether it answered. Cancelled or late is neither. `surely`: in two forms."""
        try:
            reading = self._boards.read(board, command)
            agrees = not (surely or self._alone_on_bus(board)) or self._agrees(board, reading, command)
        except DeviceError as error:
            if error.reason not in _UNREADABLE:
                raise
            self._missed(board.address, DeviceReason(error.reason))
            return False
        if not agrees:
            self._missed(board.address, DeviceReason.GARBLED)
            return False
        self._heard(board, reading)
        return True

    def _alone_on_bus(self, board: Board) -> bool:
        return all(self._gone(address) for address in self._map.boards if address != board.address)

    def _agrees(self, board: Board, reading: Reading, command: Command) -> bool:
        """Asked in another form too, a board cannot pass its last answer for this one."""
        if not board.commissioned:
            return True
        lock = self._alone[board.address] = self._alone[board.address] % board.locks + 1
        alone = self._boards.read_alone(board, lock, command)
        if _door(board.closed_alone, alone) is _door(board.closed, reading.inputs[lock - 1]):
            return True
        # The door may have moved in between; a second disagreement is one.
        again = self._boards.read(board, command)
        return _door(board.closed_alone, alone) is _door(board.closed, again.inputs[lock - 1])

    def _heard(self, board: Board, reading: Reading) -> None:
        self._misses[board.address] = 0
        self._looked[board.address] = time.monotonic()
        for place in self._places(board.address):
            self._saw(place.name, _state(place, board, reading))

    def _missed(self, address: int, why: DeviceReason) -> None:
        self._misses[address] += 1
        self._looked[address] = time.monotonic()
        self._why[address] = why
        if self._misses[address] >= self._misses_most:
            self._forget(address)

    def _forget(self, address: int) -> None:
        self._rested.discard(address)
        for place in self._places(address):
            self._saw(place.name, _unknown(place))

    def _saw(self, cell: str, state: CellState) -> None:
        before = self._seen[cell]
        if state == before:
            return
        self._seen[cell] = state
        if DoorState.UNKNOWN not in {before.door, state.door}:
            self._attend()
        self.doors.tell(DoorChanged(cell, state, before))

    def _attend(self) -> None:
        self._attention = time.monotonic() + self._pace.attention_s

    def _places(self, address: int) -> list[CellPlace]:
        return [place for place in self._map.cells.values() if place.board == address]

    def _condition(self) -> Condition:
        boards = self._map.boards
        if not any(board.commissioned for board in boards.values()):
            return Condition(DeviceState.OFFLINE, (), LockerReason.NOT_COMMISSIONED.value)
        warnings = [f"board_{address}_{why.value}" for address, why in self._why.items() if self._gone(address)]
        warnings += [f"board_{board.address}_not_commissioned" for board in boards.values() if not board.commissioned]
        warnings += [f"lamp_{place.name}_stuck" for place in self._lamps() if self._burns_unasked(place.name)]
        return Condition(DeviceState.ONLINE, tuple(warnings))

    def _gone(self, address: int) -> bool:
        return self._misses[address] >= self._misses_most

    # The lamps.

    def _lamps(self) -> list[CellPlace]:
        return [place for place in self._map.cells.values() if place.lamp]

    def _burns_unasked(self, name: str) -> bool:
        return self._seen[name].lamp is LampState.ON and self._burning.get(name, 0.0) <= time.monotonic()

    def _guard_lamps(self, asked: Sequence[int], command: Command) -> None:
        """A lamp burns behind a door that is seen closed, for its longest time, or not at all.

        On a board that is lost it is put out when the board is asked for again, for that costs the others their time.
        """
        for place in self._lamps():
            if self._gone(place.board) and place.board not in asked:
                continue
            state = self._seen[place.name]
            over = time.monotonic() >= self._burning.get(place.name, 0.0)
            lit = state.lamp is LampState.ON or place.name in self._burning
            if lit and (over or state.door is not DoorState.CLOSED):
                self._lamp_off(place, command)

    def _lamp_off(self, place: CellPlace, command: Command) -> bool:
        """Put a lamp out; whether its sensor says that it is."""
        if place.name in self._burning:
            self._burning[place.name] = 0.0  # its time is over, whatever it does
        self._boards.set_lamp(self._map.boards[place.board], place.lamp, on=False)
        out = not self._gone(place.board) and self._see_lamp(place, LampState.OFF, command)
        if out:
            self._burning.pop(place.name, None)
        return out

    def _see_lamp(self, place: CellPlace, wanted: LampState, command: Command) -> bool:
        ends = time.monotonic() + self._pace.lamp_s
        while True:
            if self._look_at_lamp(place, command) is wanted:
                return True
            if time.monotonic() >= ends:
                return False
            command.pause(_DOOR_LOOK_S)

    def _look_at_lamp(self, place: CellPlace, command: Command) -> LampState:
        board = self._map.boards[place.board]
        try:
            self._heard(board, self._boards.read(board, command))
        except DeviceError as error:
            if error.reason not in _UNREADABLE:
                raise
            return LampState.UNKNOWN
        return self._seen[place.name].lamp or LampState.UNKNOWN


def _door(closed: int | None, raw: bool) -> DoorState:
    if closed is None:
        return DoorState.UNKNOWN
    return DoorState.CLOSED if raw == bool(closed) else DoorState.OPEN


def _cancelled(command: Command) -> bool:
    try:
        command.check()
    except DeviceError as error:
        return error.completion is Completion.CANCELED
    return False


def _unknown(place: CellPlace) -> CellState:
    return CellState(DoorState.UNKNOWN, None, LampState.UNKNOWN if place.lamp else None)


def _state(place: CellPlace, board: Board, reading: Reading) -> CellState:
    if not board.commissioned:
        return _unknown(place)
    occupied: bool | None = None
    if reading.items:
        occupied = reading.items[place.lock - 1] == bool(board.presence_on)
    elif place.presence:
        occupied = reading.inputs[place.presence - 1] == bool(board.presence_on)
    lamp: LampState | None = None
    if place.lamp:
        lamp = LampState.ON if reading.inputs[place.lamp_sensor - 1] else LampState.OFF
    return CellState(_door(board.closed, reading.inputs[place.lock - 1]), occupied, lamp)
