"""The contract of a locker, held by every make of boards against the far end of its own bus."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import pytest

from hardware.emulators.locker import EmulatedBoard, LockerEmulator, LockerFaults
from hardware.emulators.locker.makes import MakeWkly
from hardware.errors import DeviceError
from hardware.events import Event
from hardware.locker.boards import Boards, Boards8A80, BoardsCu16, BoardsWkly
from hardware.locker.boards_modbus import BoardsModbus
from hardware.locker.cabinet import LockerPace
from hardware.locker.contract import (
    CellState,
    DoorChanged,
    DoorState,
    LampState,
    Locker,
    LockerReason,
    Opening,
    OpenResult,
)
from hardware.locker.locker import BusLocker
from hardware.locker.places import Board, CellPlace, LockerMap
from hardware.locker.talk import BusPace, Talk
from hardware.status import DeviceState, Health
from hardware.supervisor import Timing
from hardware.transport.serial_line import SerialLine, SerialSettings

TIMING = Timing(retry_s=(0.02, 0.04))
BUS = BusPace(answer_s=0.3, owed_s=0.36, acknowledge_s=0.24)
PACE = LockerPace(gap_s=0.05, door_s=0.15, poll_s=0.02, quiet_s=0.04, attention_s=1, absent_s=0.1, lamp_s=0.2)
MAKERS: dict[str, Callable[[Talk], Boards]] = {
    "locker_8a80": Boards8A80,
    "locker_wkly": BoardsWkly,
    "locker_cu16": BoardsCu16,
    "locker_modbus": BoardsModbus,
}
LOCKS = {"locker_8a80": 24, "locker_wkly": 12, "locker_cu16": 16, "locker_modbus": 16}
UNKNOWN = CellState(DoorState.UNKNOWN)


@dataclass(frozen=True)
class Bench:
    """A locker and what is at the other end of its bus."""

    locker: Locker
    device: LockerEmulator
    heard: list[Event[DoorChanged]]

    def open(self, cell: str, seconds: float = 8) -> Opening:
        return asyncio.run(self.locker.open_cell(cell, seconds))

    def door(self, cell: str) -> DoorState:
        return self.locker.seen[cell].door


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.005)


def board_of(protocol: str, address: int, closed: int | None = 1) -> Board:
    locks = LOCKS[protocol]
    inputs = 24 if protocol == "locker_modbus" else locks
    return Board(address, locks, closed, closed, inputs=inputs)


def cells_of(boards: list[Board]) -> dict[str, CellPlace]:
    """A01 to A04 on the first board, B01 to B04 on the second."""
    places = [
        CellPlace(f"{'ABCD'[at]}{lock:02d}", board.address, lock, lock, at + 1)
        for at, board in enumerate(boards)
        for lock in range(1, 5)
    ]
    return {place.name: place for place in places}


def make_locker(path: Path, protocol: str, locker: LockerMap, pace: LockerPace = PACE, bus: BusPace = BUS) -> BusLocker:
    boards = MAKERS[protocol](Talk(SerialLine(SerialSettings(str(path), 115200)), bus))
    return BusLocker("l-1", protocol, boards, locker, TIMING, pace)


def far_board(protocol: str, address: int, closed: int = 1) -> EmulatedBoard:
    return EmulatedBoard(address, LOCKS[protocol], closed_bit=closed, closed_alone=closed)


@contextmanager
def benches(
    tmp_path: Path,
    protocol: str,
    *,
    addresses: tuple[int, ...] = (1, 2),
    closed: int = 1,
    echo: bool = False,
    lock_s: float = 0.0,
    pace: LockerPace = PACE,
    bus: BusPace = BUS,
) -> Iterator[Bench]:
    far = tuple(far_board(protocol, address, closed) for address in addresses)
    boards = [board_of(protocol, address, closed) for address in addresses]
    locker_map = LockerMap(
        MappingProxyType({board.address: board for board in boards}), MappingProxyType(cells_of(boards))
    )
    with LockerEmulator(tmp_path / "bus", protocol, far, echo=echo, lock_s=lock_s) as device:
        locker = make_locker(device.path, protocol, locker_map, pace, bus)
        heard: list[Event[DoorChanged]] = []
        locker.listen(heard.append)
        locker.start()
        try:
            until(lambda: locker.status.usable)
            yield Bench(locker, device, heard)
        finally:
            locker.close()


@pytest.fixture(params=list(MAKERS))
def protocol(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def bench(protocol: str, tmp_path: Path) -> Iterator[Bench]:
    with benches(tmp_path, protocol) as bench:
        yield bench


@pytest.fixture(params=["locker_8a80", "locker_modbus"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """Frames of our own, or pymodbus: for what does not depend on the frames, one of each will do."""
    with benches(tmp_path, request.param) as bench:
        yield bench


@pytest.fixture(params=["locker_8a80", "locker_cu16", "locker_modbus"])
def lone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """A bus with one board only: nothing but the form of an answer tells it from the last one's."""
    with benches(tmp_path, request.param, addresses=(1,)) as bench:
        yield bench


def test_a_cell_opens_and_its_neighbours_do_not(bench: Bench) -> None:
    assert bench.open("B03") == Opening("B03", OpenResult.OPENED, None, pulsed=True)
    assert bench.device.cupboard.pulses == [(2, 3)]
    until(lambda: bench.door("B03") is DoorState.OPEN)
    assert bench.door("A03") is DoorState.CLOSED
    assert bench.locker.last_opening("B03") == Opening("B03", OpenResult.OPENED, None, pulsed=True)
    assert bench.locker.last_opening("A01") is None


def test_the_cells_are_known_by_their_names_and_places(either: Bench) -> None:
    cells = either.locker.cells
    assert list(cells) == ["A01", "A02", "A03", "A04", "B01", "B02", "B03", "B04"]
    assert (cells["B02"].row, cells["B02"].column, cells["B02"].size, cells["B02"].has_lamp) == (2, 2, "M", False)
    with pytest.raises(TypeError):
        cells["Z99"] = cells["A01"]  # type: ignore[index]


def test_a_door_that_stands_open_already_needs_no_pulse(either: Bench) -> None:
    either.device.open_by_hand(1, 2)
    assert either.open("A02") == Opening("A02", OpenResult.OPENED, None, pulsed=False)
    assert either.device.cupboard.pulses == []


def test_a_jammed_lock_gets_one_pulse_and_is_told(bench: Bench) -> None:
    bench.device.cupboard.jam(1, 1)
    assert bench.open("A01") == Opening("A01", OpenResult.NOT_OPENED, LockerReason.LOCK_JAMMED, pulsed=True)
    assert bench.device.cupboard.pulses == [(1, 1)]
    bench.device.cupboard.jam(1, 1, jammed=False)
    assert bench.open("A01").result is OpenResult.OPENED


def test_a_lock_without_current_is_told_as_not_opened(either: Bench) -> None:
    either.device.break_with(LockerFaults(lost_pulses=True))
    assert either.open("A01").result is OpenResult.NOT_OPENED


def test_a_slow_lock_is_waited_for(tmp_path: Path) -> None:
    with benches(tmp_path, "locker_8a80", lock_s=0.15, pace=replace(PACE, door_s=6)) as bench:
        assert bench.open("A04").result is OpenResult.OPENED


def test_a_cell_that_is_not_there(either: Bench) -> None:
    assert either.open("Z09") == Opening("Z09", OpenResult.NOT_SENT, LockerReason.NO_SUCH_CELL)
    assert either.device.cupboard.pulses == []


def test_doors_opened_and_closed_by_hand_are_told_in_numbered_events(bench: Bench) -> None:
    bench.heard.clear()
    bench.device.open_by_hand(2, 1)
    until(lambda: bench.door("B01") is DoorState.OPEN)
    bench.device.close_door(2, 1)
    until(lambda: bench.door("B01") is DoorState.CLOSED)
    told = [event for event in bench.heard if event.value.cell == "B01"]
    assert [event.value.state.door for event in told] == [DoorState.OPEN, DoorState.CLOSED]
    assert [event.value.before.door for event in told] == [DoorState.CLOSED, DoorState.OPEN]
    assert told[1].seq > told[0].seq


def test_a_door_left_open_stays_open_and_the_others_still_open(bench: Bench) -> None:
    assert bench.open("A01").result is OpenResult.OPENED
    assert bench.open("A02").result is OpenResult.OPENED
    states = asyncio.run(bench.locker.states(5))
    assert [cell for cell, state in states.items() if state.door is DoorState.OPEN] == ["A01", "A02"]


@pytest.mark.parametrize("closed", [0, 1])
def test_either_polarity(protocol: str, tmp_path: Path, closed: int) -> None:
    with benches(tmp_path, protocol, closed=closed) as bench:
        assert bench.door("A01") is DoorState.CLOSED
        assert bench.open("A01") == Opening("A01", OpenResult.OPENED, None, pulsed=True)


def test_without_a_polarity_nothing_is_opened(protocol: str, tmp_path: Path) -> None:
    board = board_of(protocol, 1, closed=None)
    locker_map = LockerMap({1: board}, cells_of([board]))
    with LockerEmulator(tmp_path / "bus", protocol, (far_board(protocol, 1),)) as device:
        locker = make_locker(device.path, protocol, locker_map)
        locker.start()
        try:
            until(lambda: locker.status.state is DeviceState.OFFLINE)
            assert (locker.status.health, locker.status.detail) == (Health.PAUSED, "not_commissioned")
            opening = asyncio.run(locker.open_cell("A01", 5))
            assert opening == Opening("A01", OpenResult.NOT_SENT, LockerReason.NOT_COMMISSIONED)
            assert locker.seen["A01"] == UNKNOWN
            assert device.cupboard.pulses == []
        finally:
            locker.close()


def test_the_wrong_polarity_never_makes_a_closed_door_an_opened_one(protocol: str, tmp_path: Path) -> None:
    """One answer about all, one about the lock alone: if they contradict each other nothing is done."""
    boards = [replace(board_of(protocol, 1), closed_alone=0), board_of(protocol, 2)]
    locker_map = LockerMap({board.address: board for board in boards}, cells_of(boards))
    with LockerEmulator(tmp_path / "bus", protocol, (far_board(protocol, 1), far_board(protocol, 2))) as device:
        locker = make_locker(device.path, protocol, locker_map)
        locker.start()
        try:
            opening = asyncio.run(locker.open_cell("A01", 5))
            assert opening == Opening("A01", OpenResult.NOT_SENT, LockerReason.DOOR_UNREADABLE)
            assert device.cupboard.pulses == []
        finally:
            locker.close()


def test_an_adapter_that_hears_its_own_words(protocol: str, tmp_path: Path) -> None:
    with benches(tmp_path, protocol, echo=True) as bench:
        assert bench.open("A01").result is OpenResult.OPENED
        bench.device.cupboard.jam(1, 2)
        assert bench.open("A02").result is OpenResult.NOT_OPENED
        bench.device.break_with(LockerFaults(mute=True))
        opening = bench.open("A03")
        assert opening == Opening("A03", OpenResult.NOT_SENT, LockerReason.LOCKER_SILENT), "its echo is no answer"


@pytest.mark.parametrize("chunk", [1, 2])
def test_torn_answers(bench: Bench, chunk: int) -> None:
    bench.device.break_with(LockerFaults(chunk=chunk))
    assert bench.open("A01").result is OpenResult.OPENED


def test_noise_before_answers(bench: Bench, protocol: str) -> None:
    """Our own codecs find the frame behind noise; pymodbus throws the whole answer away, which is honest too."""
    bench.device.break_with(LockerFaults(noise=b"\x80\x00\xfe\x57\x4b\x02"))
    opening = bench.open("A01")
    if protocol == "locker_modbus":
        assert opening == Opening("A01", OpenResult.NOT_SENT, LockerReason.LOCKER_GARBLED)
        assert bench.device.cupboard.pulses == []
    else:
        assert opening.result is OpenResult.OPENED


def test_a_flood_is_bounded_and_told(either: Bench) -> None:
    either.device.break_with(LockerFaults(flood=6000))
    assert either.open("A01") == Opening("A01", OpenResult.NOT_SENT, LockerReason.LOCKER_GARBLED)
    until(lambda: either.locker.status.detail == "garbled")
    either.device.break_with(LockerFaults())
    until(lambda: either.locker.status.usable)
    assert either.open("A01").result is OpenResult.OPENED


def test_wrong_checksums_open_nothing(either: Bench) -> None:
    either.device.break_with(LockerFaults(damaged=-1))
    assert either.open("A01") == Opening("A01", OpenResult.NOT_SENT, LockerReason.LOCKER_GARBLED)
    assert either.device.cupboard.pulses == []


@pytest.mark.parametrize("protocol", ["locker_8a80", "locker_cu16", "locker_modbus"])
def test_one_wrong_checksum_is_read_again(protocol: str, tmp_path: Path) -> None:
    """The bus is patient: a second answer must not be lost to a machine that is busy."""
    with benches(tmp_path, protocol, addresses=(1,), bus=replace(BUS, answer_s=0.5)) as bench:
        bench.device.break_with(LockerFaults(damaged=1))
        assert bench.open("A01").result is OpenResult.OPENED


def test_a_mute_locker_opens_nothing_and_comes_back(either: Bench) -> None:
    either.device.break_with(LockerFaults(mute=True))
    opening = either.open("A01")
    assert (opening.result, opening.pulsed) == (OpenResult.NOT_SENT, False)
    assert opening.reason in {LockerReason.LOCKER_SILENT, LockerReason.LOCKER_ABSENT}
    until(lambda: either.locker.status.health is Health.ABSENT)
    assert either.locker.seen["A01"] == UNKNOWN
    either.device.break_with(LockerFaults())
    until(lambda: either.locker.status.usable)
    until(lambda: either.door("A01") is DoorState.CLOSED)
    assert either.device.cupboard.pulses == []


def test_an_absent_board_is_a_warning_and_its_cells_are_unknown(either: Bench) -> None:
    either.device.break_with(LockerFaults(silent_boards=frozenset({2})))
    until(lambda: either.door("B01") is DoorState.UNKNOWN)
    until(lambda: either.locker.status.warnings == ("board_2_silent",))
    assert either.locker.status.health is Health.DEGRADED
    assert either.open("A01").result is OpenResult.OPENED
    assert either.open("B01") == Opening("B01", OpenResult.NOT_SENT, LockerReason.LOCKER_SILENT)
    states = asyncio.run(either.locker.states(8))
    assert (states["A01"].door, states["B01"].door) == (DoorState.OPEN, DoorState.UNKNOWN)
    either.device.break_with(LockerFaults())
    until(lambda: either.locker.status.health is Health.HEALTHY)
    assert either.door("B01") is DoorState.CLOSED


def test_every_cell_that_is_read_now_and_does_not_answer_is_unknown_at_once(tmp_path: Path) -> None:
    """Polling forgives a lost answer; who asks for the doors now must not be told what was seen before."""
    with benches(tmp_path, "locker_8a80", pace=replace(PACE, quiet_s=60, poll_s=5, attention_s=0)) as bench:
        bench.device.break_with(LockerFaults(silent_boards=frozenset({2})))
        states = asyncio.run(bench.locker.states(5))
        assert (states["A01"].door, states["B01"].door) == (DoorState.CLOSED, DoorState.UNKNOWN)


def test_who_asks_for_the_doors_now_is_not_told_a_board_s_last_answer(tmp_path: Path) -> None:
    """One of two boards is one answer behind, in its own name."""
    with benches(tmp_path, "locker_8a80", pace=replace(PACE, quiet_s=60, poll_s=5, attention_s=0)) as bench:
        obey = bench.device.make.obey
        said = [obey(bytes.fromhex("80020033B1"), idle=True, speak_as=2)]

        def lagging(order: bytes, *, idle: bool, speak_as: int) -> bytes:
            answer = obey(order, idle=idle, speak_as=speak_as)
            if bench.device.make.board(order) == 2:
                said.append(answer)
                answer = said.pop(0)
            return answer

        bench.device.make.obey = lagging  # type: ignore[method-assign]
        bench.device.open_by_hand(2, 1)
        states = asyncio.run(bench.locker.states(8))
        assert (states["A01"].door, states["B01"].door) == (DoorState.CLOSED, DoorState.UNKNOWN)


def test_answers_in_the_name_of_another_board_are_nobodys(lone: Bench) -> None:
    lone.device.break_with(LockerFaults(wrong_board=True))
    opening = lone.open("A01")
    assert opening.result is OpenResult.NOT_SENT
    assert lone.device.cupboard.pulses == []


def test_a_board_that_answers_the_last_question_is_not_believed(lone: Bench) -> None:
    """Each answer is right by checksum and board, and one question old."""
    lone.device.break_with(LockerFaults(one_behind=True))
    opening = lone.open("A01")
    assert (opening.result, opening.pulsed) == (OpenResult.NOT_SENT, False)
    assert lone.device.cupboard.pulses == []
    until(lambda: not lone.locker.status.usable)


def test_late_answers_are_thrown_away_and_not_taken_for_the_next(lone: Bench) -> None:
    """A door was open when it was asked for, and is closed when the answer comes."""
    lone.device.open_by_hand(1, 1)
    until(lambda: lone.door("A01") is DoorState.OPEN)
    asked = len(lone.device.orders)
    lone.device.break_with(LockerFaults(late_s=0.15))
    until(lambda: len(lone.device.orders) > asked)
    lone.device.close_door(1, 1)
    lone.device.break_with(LockerFaults())
    lone.heard.clear()
    opening = lone.open("A01")
    assert opening.result is OpenResult.OPENED
    assert lone.device.cupboard.pulses == [(1, 1)], "the old answer would have said that it stands open"


def test_silence_after_the_pulse_is_unknown_and_is_not_pulsed_again(either: Bench) -> None:
    either.device.break_with(LockerFaults(mute_after_pulse=True))
    assert either.open("A01") == Opening("A01", OpenResult.UNKNOWN, LockerReason.DOOR_UNREADABLE, pulsed=True)
    assert either.device.cupboard.pulses == [(1, 1)]
    opening = either.open("A01", 3)
    assert (opening.result, opening.pulsed) == (OpenResult.NOT_SENT, False), "the state must be read before a pulse"
    either.device.break_with(LockerFaults())
    until(lambda: either.locker.status.usable)
    assert either.open("A01") == Opening("A01", OpenResult.OPENED, None, pulsed=False)
    assert either.device.cupboard.pulses == [(1, 1)]


def test_a_door_that_was_seen_closed_and_then_not_seen_at_all_is_unknown(tmp_path: Path) -> None:
    """It may have sprung open since: what was seen before the last look proves nothing."""
    with benches(tmp_path, "locker_8a80", pace=replace(PACE, door_s=1)) as bench:
        bench.device.cupboard.jam(1, 1)

        def fall_silent_later() -> None:
            until(lambda: bool(bench.device.cupboard.pulses))
            since = len(bench.device.orders)
            until(lambda: len(bench.device.orders) > since + 4)
            bench.device.break_with(LockerFaults(mute=True))

        silence = threading.Thread(target=fall_silent_later)
        silence.start()
        opening = bench.open("A01")
        silence.join()
        assert opening == Opening("A01", OpenResult.UNKNOWN, LockerReason.DOOR_UNREADABLE, pulsed=True)


@pytest.mark.parametrize("before", [True, False])
def test_a_power_cut_at_the_pulse_is_unknown(either: Bench, before: bool) -> None:
    either.device.break_with(LockerFaults(cut_before_pulse=before, cut_after_pulse=not before))
    opening = either.open("A01")
    assert (opening.result, opening.pulsed) == (OpenResult.UNKNOWN, True)
    until(lambda: either.locker.status.health is Health.ABSENT)
    assert either.door("A01") is DoorState.UNKNOWN
    either.device.break_with(LockerFaults())
    either.device.plug()
    until(lambda: either.locker.status.usable)
    assert either.door("A01") is (DoorState.CLOSED if before else DoorState.OPEN)


def test_unplugged_and_plugged_in_again(either: Bench) -> None:
    either.device.unplug()
    until(lambda: either.locker.status.state is DeviceState.POWER_OFF)
    assert either.open("A01") == Opening("A01", OpenResult.NOT_SENT, LockerReason.LOCKER_ABSENT)
    with pytest.raises(DeviceError) as caught:
        asyncio.run(either.locker.states(2))
    assert caught.value.reason is LockerReason.LOCKER_ABSENT
    either.device.plug()
    until(lambda: either.locker.status.usable)
    assert either.open("A01").result is OpenResult.OPENED


def test_the_pulses_of_a_bus_keep_their_distance(tmp_path: Path) -> None:
    with benches(tmp_path, "locker_8a80", pace=replace(PACE, gap_s=0.3)) as bench:

        async def both() -> list[OpenResult]:
            openings = await asyncio.gather(bench.locker.open_cell("A01", 9), bench.locker.open_cell("B01", 9))
            return [opening.result for opening in openings]

        assert asyncio.run(both()) == [OpenResult.OPENED, OpenResult.OPENED]
        first, second = bench.device.pulses_at
        assert second - first >= 0.29


def test_a_deadline_that_has_passed_opens_nothing(either: Bench) -> None:
    assert either.open("A01", 0) == Opening("A01", OpenResult.NOT_SENT, LockerReason.LOCKER_BUSY)
    time.sleep(0.2)  # nothing may come after either
    assert either.device.cupboard.pulses == []


def test_waiting_behind_another_opening_counts(either: Bench) -> None:
    either.device.cupboard.jam(1, 1)

    async def story() -> tuple[Opening, Opening]:
        first = asyncio.create_task(either.locker.open_cell("A01", 9))
        await asyncio.sleep(0.05)
        return await either.locker.open_cell("A02", 0.1), await first

    late, jammed = asyncio.run(story())
    assert late == Opening("A02", OpenResult.NOT_SENT, LockerReason.LOCKER_BUSY)
    assert jammed.result is OpenResult.NOT_OPENED
    assert either.device.cupboard.pulses == [(1, 1)]


def test_cancelled_before_the_pulse_nothing_happens(either: Bench) -> None:
    either.device.break_with(LockerFaults(late_s=0.15))

    async def story() -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(either.locker.open_cell("A01", 9), 0.05)

    asyncio.run(story())
    opening = either.locker.last_opening("A01")
    assert opening == Opening("A01", OpenResult.NOT_SENT, LockerReason.CANCELLED)
    either.device.break_with(LockerFaults())
    until(lambda: either.locker.status.usable)
    assert either.open("A02").result is OpenResult.OPENED
    assert either.device.cupboard.pulses == [(1, 2)]


def test_cancelled_after_the_pulse_the_truth_is_still_found_out(either: Bench) -> None:
    async def story() -> None:
        opening = asyncio.create_task(either.locker.open_cell("A01", 9))
        while not either.device.cupboard.pulses:
            await asyncio.sleep(0)
        opening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await opening

    asyncio.run(story())

    def truth() -> Opening:
        opening = either.locker.last_opening("A01")
        assert opening is not None
        return opening

    assert truth().pulsed
    until(lambda: truth() == Opening("A01", OpenResult.OPENED, None, pulsed=True))
    until(lambda: either.door("A01") is DoorState.OPEN)


def test_closing_during_an_opening_does_not_pretend(either: Bench) -> None:
    either.device.cupboard.jam(1, 1)

    def close_after_the_pulse() -> None:
        until(lambda: bool(either.device.cupboard.pulses))
        either.locker.close()

    closes = threading.Thread(target=close_after_the_pulse)
    closes.start()
    opening = either.open("A01")
    closes.join()
    assert opening.result in {OpenResult.UNKNOWN, OpenResult.NOT_OPENED}
    assert opening.pulsed
    assert either.device.cupboard.pulses == [(1, 1)]


def test_openings_are_counted(either: Bench) -> None:
    assert isinstance(either.locker, BusLocker)
    either.open("A01")
    either.open("Z09")
    either.device.cupboard.jam(1, 2)
    either.open("A02")
    counted = either.locker._supervisor.counters.snapshot()
    assert (counted["doors_opened"], counted["doors_jammed"]) == (1, 1)


def test_unasked_door_notices_do_not_disturb(tmp_path: Path) -> None:
    with benches(tmp_path, "locker_wkly") as bench:
        make = bench.device.make
        assert isinstance(make, MakeWkly)
        bench.device.break_with(LockerFaults(noise=make.notice(1, 1) + make.notice(2, 1)))
        assert bench.open("A01").result is OpenResult.OPENED
        assert bench.open("B01").result is OpenResult.OPENED


def test_items_are_seen_by_infrared(tmp_path: Path) -> None:
    with benches(tmp_path, "locker_cu16") as bench:
        assert bench.locker.cells["A02"].has_presence
        assert bench.locker.seen["A02"].occupied is False
        bench.device.cupboard.put(1, 2)
        until(lambda: bench.locker.seen["A02"].occupied is True)
        bench.device.break_with(LockerFaults(mute=True))
        until(lambda: bench.locker.seen["A02"].occupied is None)


@contextmanager
def lamp_benches(tmp_path: Path, protocol: str, pace: LockerPace = PACE) -> Iterator[Bench]:
    """A01 has a lamp on channel 12, felt by input 12; with Modbus also a presence sensor on input 20."""
    sensed = protocol == "locker_modbus"
    channel, sensor = (17, 21) if sensed else (12, 12)
    board = replace(board_of(protocol, 1), locks=11 if protocol == "locker_wkly" else 16, inputs=24 if sensed else 12)
    place = CellPlace("A01", 1, 1, 1, 1, "S", 20 if sensed else 0, channel, sensor)
    locker_map = LockerMap({1: board}, {"A01": place, "A02": CellPlace("A02", 1, 2, 2, 1)})
    far = replace(far_board(protocol, 1), lamps={channel: sensor}, presence={1: 20} if sensed else {})
    if sensed:
        far.presence = {1: 20, 2: 24}
    with LockerEmulator(tmp_path / "bus", protocol, (far,)) as device:
        if protocol == "locker_wkly":
            device.cupboard.put(1, 1)
        locker = make_locker(device.path, protocol, locker_map, pace)
        locker.start()
        try:
            until(lambda: locker.status.usable)
            yield Bench(locker, device, [])
        finally:
            locker.close()
        assert not device.cupboard.is_lit(1, channel), "a lamp outlived its locker"


LAMPS = ["locker_wkly", "locker_modbus"]


def lamp_seen(bench: Bench) -> LampState | None:
    return bench.locker.seen["A01"].lamp


def lamp(bench: Bench, cell: str, *, on: bool) -> LampState:
    return asyncio.run(bench.locker.set_lamp(cell, on=on, deadline_s=5))


def lamp_refused(bench: Bench, cell: str) -> LockerReason:
    with pytest.raises(DeviceError) as caught:
        lamp(bench, cell, on=True)
    return LockerReason(caught.value.reason)


@pytest.mark.parametrize("protocol", LAMPS)
def test_a_lamp_burns_behind_a_closed_door_and_goes_out_before_it_opens(protocol: str, tmp_path: Path) -> None:
    with lamp_benches(tmp_path, protocol) as bench:
        bench.device.cupboard.put(1, 1)
        assert lamp(bench, "A01", on=True) is LampState.ON
        assert lamp_seen(bench) is LampState.ON
        assert bench.open("A01").result is OpenResult.OPENED
        assert bench.device.cupboard.lit_at_pulse == []
        assert lamp_seen(bench) is LampState.OFF
        assert lamp_refused(bench, "A01") is LockerReason.DOOR_NOT_CLOSED
        assert lamp_refused(bench, "A02") is LockerReason.NO_LAMP
        bench.device.close_door(1, 1)
        assert lamp(bench, "A01", on=True) is LampState.ON
        assert lamp(bench, "A01", on=False) is LampState.OFF


@pytest.mark.parametrize("protocol", LAMPS)
def test_a_lamp_that_does_not_go_out_keeps_the_door_closed(protocol: str, tmp_path: Path) -> None:
    with lamp_benches(tmp_path, protocol) as bench:
        bench.device.cupboard.put(1, 1)
        lamp(bench, "A01", on=True)
        bench.device.break_with(LockerFaults(lamp_stuck=True))
        assert bench.open("A01") == Opening("A01", OpenResult.NOT_SENT, LockerReason.LAMP_STUCK)
        assert lamp(bench, "A01", on=False) is LampState.ON, "what was asked for is not what is"
        assert bench.device.cupboard.pulses == []
        bench.device.cupboard.open_by_hand(1, 1)
        until(lambda: bench.locker.status.warnings == ("lamp_A01_stuck",))
        bench.device.break_with(LockerFaults())
        until(lambda: bench.locker.status.warnings == ())


@pytest.mark.parametrize("protocol", LAMPS)
def test_a_lamp_that_does_not_come_on_is_told(protocol: str, tmp_path: Path) -> None:
    with lamp_benches(tmp_path, protocol) as bench:
        bench.device.cupboard.put(1, 1)
        bench.device.break_with(LockerFaults(lamp_stuck=True))
        assert lamp(bench, "A01", on=True) is LampState.OFF


@pytest.mark.parametrize("protocol", LAMPS)
def test_a_door_opened_with_the_key_puts_the_lamp_out(protocol: str, tmp_path: Path) -> None:
    with lamp_benches(tmp_path, protocol) as bench:
        bench.device.cupboard.put(1, 1)
        lamp(bench, "A01", on=True)
        bench.device.open_by_hand(1, 1)
        until(lambda: lamp_seen(bench) is LampState.OFF)


@pytest.mark.parametrize("protocol", LAMPS)
def test_a_lamp_burns_no_longer_than_its_longest_time(protocol: str, tmp_path: Path) -> None:
    with lamp_benches(tmp_path, protocol, replace(PACE, lamp_most_s=0.2)) as bench:
        bench.device.cupboard.put(1, 1)
        lamp(bench, "A01", on=True)
        until(lambda: lamp_seen(bench) is LampState.OFF)


def test_a_lamp_wants_something_in_the_cell(tmp_path: Path) -> None:
    with lamp_benches(tmp_path, "locker_modbus") as bench:
        assert bench.locker.cells["A01"].has_presence
        assert lamp_refused(bench, "A01") is LockerReason.CELL_NOT_FILLED


def test_a_relay_board_is_let_go_after_the_pulse_and_at_the_start(tmp_path: Path) -> None:
    board = replace(board_of("locker_modbus", 1), pulse_ms=50)
    locker_map = LockerMap({1: board}, cells_of([board]))
    far = replace(far_board("locker_modbus", 1), holds_coils=True, presence={1: 24})
    with LockerEmulator(tmp_path / "bus", "locker_modbus", (far,)) as device:
        device.cupboard.switch(1, 4, on=True)
        locker = make_locker(device.path, "locker_modbus", locker_map)
        locker.start()
        try:
            until(lambda: locker.status.usable)
            assert not device.cupboard.is_on(1, 4), "left on by a power cut of ours"
            assert asyncio.run(locker.open_cell("A02", 5)).result is OpenResult.OPENED
            assert not device.cupboard.is_on(1, 2)
        finally:
            locker.close()


def test_a_relay_that_could_not_be_let_go_is_let_go_as_soon_as_it_hears(tmp_path: Path) -> None:
    board = replace(board_of("locker_modbus", 1), pulse_ms=20)
    far = replace(far_board("locker_modbus", 1), holds_coils=True, presence={1: 24})
    with LockerEmulator(tmp_path / "bus", "locker_modbus", (far,)) as device:
        locker = make_locker(device.path, "locker_modbus", LockerMap({1: board}, cells_of([board])))
        locker.start()
        try:
            until(lambda: locker.status.usable)
            device.deaf_after_pulse = True
            opening = asyncio.run(locker.open_cell("A02", 5))
            assert (opening.result, opening.pulsed) == (OpenResult.UNKNOWN, True)
            assert device.cupboard.is_on(1, 2)
            device.deaf_after_pulse = False
            until(lambda: not device.cupboard.is_on(1, 2))
        finally:
            locker.close()


def test_a_relay_board_that_comes_late_is_let_go_too(tmp_path: Path) -> None:
    """The terminal starts faster than the boards: what is left on is let go when they are first heard."""
    boards = [replace(board_of("locker_modbus", at), pulse_ms=20) for at in (1, 2)]
    far = tuple(replace(far_board("locker_modbus", at), holds_coils=True, presence={1: 24}) for at in (1, 2))
    with LockerEmulator(tmp_path / "bus", "locker_modbus", far) as device:
        device.cupboard.switch(2, 4, on=True)
        device.break_with(LockerFaults(silent_boards=frozenset({2})))
        locker_map = LockerMap({board.address: board for board in boards}, cells_of(boards))
        locker = make_locker(device.path, "locker_modbus", locker_map)
        locker.start()
        try:
            until(lambda: locker.status.usable)
            device.break_with(LockerFaults())
            until(lambda: not device.cupboard.is_on(2, 4))
        finally:
            locker.close()


def test_a_pulse_that_is_interrupted_leaves_no_lock_under_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commissioning runs in a shell: Ctrl-C may come while a relay is held."""

    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    far = replace(far_board("locker_modbus", 1), holds_coils=True, presence={1: 24})
    with LockerEmulator(tmp_path / "bus", "locker_modbus", (far,)) as device:
        boards = BoardsModbus(Talk(SerialLine(SerialSettings(str(device.path), 115200)), BUS))
        boards.talk.open()
        try:
            with monkeypatch.context() as patched:
                patched.setattr("hardware.locker.boards_modbus.time", Clock(interrupted))
                with pytest.raises(KeyboardInterrupt):
                    boards.pulse(replace(board_of("locker_modbus", 1), pulse_ms=500), 2)
            assert device.cupboard.pulses == [(1, 2)]
            assert not device.cupboard.is_on(1, 2)
        finally:
            boards.talk.close()


class Clock:
    """The clock, but for long sleeps."""

    monotonic = staticmethod(time.monotonic)

    def __init__(self, long: Callable[[float], None]) -> None:
        self._long = long

    def sleep(self, seconds: float) -> None:
        (time.sleep if seconds < 0.1 else self._long)(seconds)


def test_a_lamp_on_a_board_that_is_lost_does_not_keep_the_other_cells_waiting(tmp_path: Path) -> None:
    lamps = {channel: channel for channel in (9, 10, 11, 12)}
    boards = [Board(1, 8, 1, 1), Board(2, 8, 1, 1, inputs=12)]
    places = {f"B{at}": CellPlace(f"B{at}", 2, at, at, 2, "M", 0, at + 8, at + 8) for at in (1, 2, 3, 4)}
    places["A01"] = CellPlace("A01", 1, 1, 1, 1)
    far = (EmulatedBoard(1, 8), EmulatedBoard(2, 12, lamps=lamps))
    bus = replace(BUS, acknowledge_s=0.4)
    with LockerEmulator(tmp_path / "bus", "locker_wkly", far) as device:
        pace = replace(PACE, absent_s=30, lamp_s=0.4)
        locker = make_locker(
            device.path, "locker_wkly", LockerMap({board.address: board for board in boards}, places), pace, bus
        )
        locker.start()
        try:
            until(lambda: locker.status.usable)
            for name in ("B1", "B2", "B3", "B4"):
                assert asyncio.run(locker.set_lamp(name, on=True, deadline_s=5)) is LampState.ON
            device.break_with(LockerFaults(silent_boards=frozenset({2})))
            until(lambda: locker.status.warnings == ("board_2_silent",), 30)
            assert asyncio.run(locker.open_cell("A01", 5)).result is OpenResult.OPENED
            since = len(device.orders)
            until(lambda: sum(order[5] == 1 for order in device.orders[since:]) > 5)
            assert not any(order[5] == 2 for order in device.orders[since:]), "it is left in peace for a while"
            device.break_with(LockerFaults())
        finally:
            locker.close()


def test_a_board_without_coils_to_read_serves(tmp_path: Path) -> None:
    board = board_of("locker_modbus", 1)
    far = replace(far_board("locker_modbus", 1), knows_coils=False, presence={1: 24})
    with LockerEmulator(tmp_path / "bus", "locker_modbus", (far,)) as device:
        locker = make_locker(device.path, "locker_modbus", LockerMap({1: board}, cells_of([board])))
        locker.start()
        try:
            assert asyncio.run(locker.open_cell("A02", 5)).result is OpenResult.OPENED
        finally:
            locker.close()
