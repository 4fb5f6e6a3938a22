"""Whatever breaks: a door told as opened was open, no other lock had a pulse, and none had two for one asking."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from hardware.emulators.ends import Hangup
from hardware.emulators.locker import EmulatedBoard, LockerEmulator, LockerFaults
from hardware.errors import DeviceError
from hardware.locker.attempt import Attempt
from hardware.locker.boards import Boards, Boards8A80, BoardsCu16, BoardsWkly
from hardware.locker.boards_modbus import BoardsModbus
from hardware.locker.cabinet import Cabinet, LockerPace
from hardware.locker.contract import DoorState, LockerReason, Opening, OpenResult
from hardware.locker.places import Board, CellPlace, LockerMap
from hardware.locker.talk import BusPace, Talk
from hardware.worker import Command

MAKERS: dict[str, Callable[[Talk], Boards]] = {
    "locker_8a80": Boards8A80,
    "locker_wkly": BoardsWkly,
    "locker_cu16": BoardsCu16,
    "locker_modbus": BoardsModbus,
}
ANSWER_S, OWED_S = 0.02, 0.04
PACE = LockerPace(gap_s=0.001, door_s=0.03)
LOCKS = range(1, 4)

FAULTS = st.one_of(
    st.just(LockerFaults()),
    st.builds(
        LockerFaults,
        mute=st.sampled_from([False, False, False, True]),
        silent_boards=st.sampled_from([frozenset(), frozenset(), frozenset({1}), frozenset({2})]),
        late_s=st.sampled_from([0.0, 0.0, 0.005, 0.03, 0.07, 0.15]),
        chunk=st.sampled_from([0, 0, 1, 3]),
        noise=st.one_of(st.just(b""), st.binary(max_size=12)),
        damaged=st.sampled_from([0, 0, 1, 2, -1]),
        wrong_board=st.sampled_from([False, False, True]),
        one_behind=st.sampled_from([False, False, True]),
        lost_pulses=st.sampled_from([False, False, True]),
        mute_after_pulse=st.sampled_from([False, False, True]),
        cut_before_pulse=st.sampled_from([False, False, False, True]),
        cut_after_pulse=st.sampled_from([False, False, False, True]),
    ),
)


class ShortWire:
    """The emulated boards without a terminal in between: what they say comes when it is due."""

    def __init__(self, device: LockerEmulator) -> None:
        self._device = device
        self._coming: list[tuple[float, bytes]] = []
        self.cut = False

    def open(self) -> None:
        if self.cut:
            raise OSError("no power")

    def close(self) -> None:
        self._coming.clear()

    def write(self, data: bytes, timeout_s: float) -> None:
        self.open()
        due = max([time.monotonic(), *(at for at, _ in self._coming)])  # one wire: nothing overtakes
        try:
            for wait, piece in self._device.receive(data):
                due += wait
                self._coming.append((due, piece))
        except Hangup:
            self.cut = True
            self._coming.clear()

    def read(self, timeout_s: float) -> bytes:
        self.open()
        ends = time.monotonic() + timeout_s
        while not self._coming or self._coming[0][0] > time.monotonic():
            left = ends - time.monotonic()
            if left <= 0:
                return b""
            time.sleep(min(left, 0.001))
        return self._coming.pop(0)[1]


class TruthMachine(RuleBasedStateMachine):
    protocol = "locker_8a80"
    boards: tuple[int, ...] = (1, 2)
    echo = False

    def __init__(self) -> None:
        super().__init__()
        far = tuple(EmulatedBoard(address, 16) for address in self.boards)
        self.device = LockerEmulator(Path("never-plugged"), self.protocol, far, echo=self.echo)
        self.wire = ShortWire(self.device)
        near = {address: Board(address, 16, 1, 1) for address in self.boards}
        places = {f"{a}-{k}": CellPlace(f"{a}-{k}", a, k, k, a) for a in self.boards for k in LOCKS}
        talk = Talk(self.wire, BusPace(ANSWER_S, OWED_S, ANSWER_S))
        self.cabinet = Cabinet(MAKERS[self.protocol](talk), LockerMap(near, places), PACE, 3)
        self.places = places

    cells = st.tuples(st.integers(0, 1), st.sampled_from(LOCKS))

    def at(self, cell: tuple[int, int]) -> tuple[int, int]:
        return self.boards[cell[0] % len(self.boards)], cell[1]

    @rule(faults=FAULTS)
    def something_breaks_or_is_mended(self, faults: LockerFaults) -> None:
        self.device.break_with(faults)

    @rule()
    def everything_is_well_again(self) -> None:
        self.device.break_with(LockerFaults())
        self.wire.cut = False

    @rule(cell=cells)
    def a_hand_closes(self, cell: tuple[int, int]) -> None:
        self.device.cupboard.close(*self.at(cell))

    @rule(cell=cells)
    def the_key_opens(self, cell: tuple[int, int]) -> None:
        self.device.cupboard.open_by_hand(*self.at(cell))

    @rule(cell=cells, jammed=st.booleans())
    def a_lock_jams_or_not(self, cell: tuple[int, int], jammed: bool) -> None:
        self.device.cupboard.jam(*self.at(cell), jammed=jammed)

    @rule()
    def the_doors_are_polled(self) -> None:
        try:
            self.cabinet.read(Command(5))
        except (DeviceError, OSError):
            return

    @rule(cell=cells, deadline_s=st.sampled_from([0.0, 0.01, 0.05, 5.0, 5.0, 5.0]))
    def a_cell_is_opened(self, cell: tuple[int, int], deadline_s: float) -> None:
        at, cupboard = self.at(cell), self.device.cupboard
        cupboard.was_open = {at} if cupboard.is_open(*at) else set()
        pulses, orders = len(cupboard.pulses), len(self.device.orders)
        opening = self._open(f"{at[0]}-{at[1]}", deadline_s)
        pulled = cupboard.pulses[pulses:]
        ordered = [order for order in self.device.orders[orders:] if self.device.make.pulls(order)]
        assert pulled in ([], [at]), "another lock, or twice"
        assert len(ordered) <= 1
        assert opening.pulsed or not ordered, "a pulse that nobody owns to"
        if opening.result is OpenResult.OPENED:
            assert at in cupboard.was_open, "it was never open"
        if opening.result is OpenResult.NOT_OPENED:
            assert not cupboard.is_open(*at), "it stands open"
        assert opening.pulsed == (opening.result is not OpenResult.NOT_SENT) or opening.result is OpenResult.OPENED
        assert (opening.reason is None) == (opening.result is OpenResult.OPENED)

    @precondition(lambda self: self.device.faulty == LockerFaults() and not self.wire.cut)
    @rule()
    def a_well_locker_tells_all(self) -> None:
        try:
            self.cabinet.read(Command(5))
        except DeviceError:  # what it said while it was broken may still have been on its way
            return
        for name, state in self.cabinet.seen.items():
            place = self.places[name]
            if state.door is DoorState.CLOSED and self._fresh(place.board):
                assert not self.device.cupboard.is_open(place.board, place.lock)

    def _fresh(self, board: int) -> bool:
        return self.cabinet._misses[board] == 0

    def _open(self, name: str, deadline_s: float) -> Opening:
        attempt = Attempt(name, deadline_s)
        try:
            return self.cabinet.open_cell(attempt, name, Command(deadline_s + 5))
        except (DeviceError, OSError):
            return attempt.revoke(LockerReason.LOCKER_ABSENT)


def machines() -> Iterator[object]:
    for protocol in MAKERS:
        yield pytest.param(protocol, (1, 2), False, id=f"{protocol}-two")
        yield pytest.param(protocol, (1,), False, id=f"{protocol}-lone")
    yield pytest.param("locker_8a80", (1, 2), True, id="locker_8a80-echo")
    yield pytest.param("locker_modbus", (1,), True, id="locker_modbus-echo")


@pytest.mark.parametrize(("protocol", "boards", "echo"), tuple(machines()))
def test_the_truth_of_an_opening(protocol: str, boards: tuple[int, ...], echo: bool) -> None:
    machine = type("Machine", (TruthMachine,), {"protocol": protocol, "boards": boards, "echo": echo})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
