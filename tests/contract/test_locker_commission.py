"""Commissioning a locker by the far end of its bus, and then opening a cell with what was written."""

import asyncio
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from hardware.configuration import ConfigError, DeviceConfig
from hardware.emulators.locker import EmulatedBoard, LockerEmulator, LockerFaults
from hardware.emulators.locker.makes import MakeCu16
from hardware.locker.boards import MAKE_8A80, MAKE_WKLY
from hardware.locker.commission import BoardWanted, Refused, commission
from hardware.locker.contract import Locker, OpenResult
from hardware.locker.drivers import ROWS
from hardware.locker.map_file import read_map
from hardware.locker.places import Board, CellPlace
from hardware.locker.trials import TRIALS
from hardware.probe.attempt import Ended, attempt
from hardware.supervisor import Timing

LOCKS = {"locker_8a80": 24, "locker_wkly": 12, "locker_cu16": 16, "locker_modbus": 8}
WIRED = 3


@dataclass
class Person:
    """Stands at the locker, says yes, and names what opens; everything else has nothing wired to it."""

    device: LockerEmulator
    agrees: str = "yes"
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def ask(self, question: str) -> str:
        self.asked.append(question)
        if "Its name, row, column and size" in question:
            board, lock = self.device.cupboard.pulses[-1]
            return f"C{board}{lock:02d} {lock} {board} S"
        return self.agrees


def config(tmp_path: Path, protocol: str) -> DeviceConfig:
    options: dict[str, str | int] = {"map": str(tmp_path / "map.toml"), "answer_ms": 100}
    return DeviceConfig("l-1", "locker", protocol, str(tmp_path / "bus"), options=options)


def learn(tmp_path: Path, protocol: str, device: LockerEmulator, *words: str, cells: bool = True) -> Person:
    person = Person(device)
    commission(
        config(tmp_path, protocol),
        BoardWanted.parse(words),
        ask=person.ask,
        say=person.said.append,
        cells=cells,
        pause=lambda _: None,
    )
    return person


def opened(tmp_path: Path, protocol: str, cell: str) -> OpenResult:
    locker = ROWS[protocol].make(config(tmp_path, protocol), Timing(retry_s=(0.02,)))
    assert hasattr(locker, "open_cell")
    locker.start()
    try:
        ends = time.monotonic() + 10
        while not locker.status.usable:
            assert time.monotonic() < ends
            time.sleep(0.005)
        return asyncio.run(locker.open_cell(cell, 8)).result  # type: ignore[no-any-return]
    finally:
        locker.close()


@pytest.fixture(params=list(LOCKS))
def protocol(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def device(protocol: str, tmp_path: Path) -> Iterator[LockerEmulator]:
    """Two boards whose switches are wired the other way round from one another."""
    locks = WIRED
    boards = tuple(EmulatedBoard(at, LOCKS[protocol], closed_bit=at % 2, closed_alone=at % 2) for at in (1, 2))
    with LockerEmulator(tmp_path / "bus", protocol, boards) as emulator:
        for board in boards:
            for lock in range(locks + 1, board.locks + 1):
                emulator.cupboard.jam(board.address, lock)
        yield emulator


def test_the_polarity_of_each_board_is_learned_with_all_doors_closed(
    device: LockerEmulator, protocol: str, tmp_path: Path
) -> None:
    locks = LOCKS[protocol]
    person = learn(tmp_path, protocol, device, f"1:{locks}", f"2:{locks}", cells=False)
    assert person.said[:2] == [f"board 1: {locks} locks, closed is 1", f"board 2: {locks} locks, closed is 0"]
    assert device.cupboard.pulses == []
    assert stat.S_IMODE((tmp_path / "map.toml").stat().st_mode) == 0o600
    assert opened_nothing(tmp_path, protocol, device)


def opened_nothing(tmp_path: Path, protocol: str, device: LockerEmulator) -> bool:
    return opened(tmp_path, protocol, "C101") is OpenResult.NOT_SENT and device.cupboard.pulses == []


def small(tmp_path: Path, protocol: str = "locker_8a80", locks: int = 3, closed: int = 1) -> LockerEmulator:
    board = EmulatedBoard(1, locks, closed_bit=closed, closed_alone=closed)
    return LockerEmulator(tmp_path / "bus", protocol, (board,))


def test_the_locks_are_opened_one_by_one_and_named(protocol: str, tmp_path: Path) -> None:
    locks = 16 if protocol == "locker_cu16" else 3
    with small(tmp_path, protocol, locks, closed=0) as device:
        person = learn(tmp_path, protocol, device, "1:3")
        assert device.cupboard.pulses == [(1, 1), (1, 2), (1, 3)]
        assert person.said[-1] == "written: 1 boards, 3 cells"
        for lock in (1, 2, 3):
            device.close_door(1, lock)
        assert opened(tmp_path, protocol, "C102") is OpenResult.OPENED
        assert device.cupboard.pulses[3:] == [(1, 2)]


def test_doors_that_differ_are_named_and_nothing_is_written(
    device: LockerEmulator, protocol: str, tmp_path: Path
) -> None:
    device.open_by_hand(2, 3)
    with pytest.raises(Refused, match=r"board 2: .* locks 3 differ"):
        learn(tmp_path, protocol, device, f"1:{LOCKS[protocol]}", f"2:{LOCKS[protocol]}")
    assert not (tmp_path / "map.toml").exists()
    assert device.cupboard.pulses == []


def test_without_a_yes_nothing_happens(tmp_path: Path) -> None:
    with small(tmp_path) as device:
        person = Person(device, agrees="no")
        with pytest.raises(Refused, match="all doors closed"):
            commission(
                config(tmp_path, "locker_8a80"), BoardWanted.parse(["1:3"]), ask=person.ask, say=person.said.append
            )
        assert device.orders == []


def test_a_board_that_is_not_there_is_named(tmp_path: Path) -> None:
    with small(tmp_path) as device, pytest.raises(Refused, match="board 5 does not answer: silent"):
        learn(tmp_path, "locker_8a80", device, "5:3")


def test_a_damaged_answer_is_asked_for_again(tmp_path: Path) -> None:
    with small(tmp_path) as device:
        device.break_with(LockerFaults(damaged=1))
        assert learn(tmp_path, "locker_8a80", device, "1:3").said[-1] == "written: 1 boards, 3 cells"


def test_a_lock_that_opens_nothing_gets_no_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hardware.locker.commission._SPRING_S", 0.1)
    with small(tmp_path) as device:
        device.cupboard.jam(1, 2)
        person = learn(tmp_path, "locker_8a80", device, "1:3")
        assert "board 1, lock 2: no door opened; nothing is wired to it, or it is jammed" in person.said
        assert person.said[-1] == "written: 1 boards, 2 cells"


def test_crossed_wires_are_refused(tmp_path: Path) -> None:
    with small(tmp_path) as device:
        pull = device.cupboard.pull
        device.cupboard.pull = lambda board, lock: pull(board, {1: 2, 2: 1}.get(lock, lock))  # type: ignore[method-assign]
        with pytest.raises(Refused, match="locks and switches are crossed"):
            learn(tmp_path, "locker_8a80", device, "1:3")
        assert not (tmp_path / "map.toml").exists()


def test_a_door_that_was_opened_meanwhile_is_not_taken_for_the_lock_s(tmp_path: Path) -> None:
    with small(tmp_path) as device:
        person = Person(device)

        def ask(question: str) -> str:
            if question.startswith("Now"):
                device.open_by_hand(1, 1)
            return person.ask(question)

        with pytest.raises(Refused, match="stands open before it was opened"):
            commission(config(tmp_path, "locker_8a80"), BoardWanted.parse(["1:3"]), ask=ask, say=person.said.append)
        assert device.cupboard.pulses == []


class Script:
    """An installer whose answers are written down; an exception among them is raised."""

    def __init__(self, *answers: str | type[BaseException]) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []
        self.said: list[str] = []

    def ask(self, question: str) -> str:
        self.asked.append(question)
        answer = self._answers.pop(0)
        if isinstance(answer, str):
            return answer
        raise answer

    def learn(self, tmp_path: Path, *words: str) -> None:
        commission(
            config(tmp_path, "locker_8a80"),
            BoardWanted.parse(words),
            ask=self.ask,
            say=self.said.append,
            pause=lambda _: None,
        )

    def told(self, text: str) -> bool:
        return any(text in said for said in self.said)


def named(tmp_path: Path) -> dict[str, tuple[int, int, int]]:
    cells = read_map(tmp_path / "map.toml", MAKE_8A80).cells.values()
    return {cell.name: (cell.lock, cell.row, cell.column) for cell in cells}


def close_all(device: LockerEmulator) -> None:
    for lock in (1, 2, 3):
        device.close_door(1, lock)


def test_a_name_is_asked_for_until_it_is_understood(tmp_path: Path) -> None:
    with small(tmp_path) as device:
        bad = ("A01", "A01 x 1", "A 01 1 S L", "A01 0 1", "A01 1 100", "A/1 1 1")
        script = Script("yes", "yes", *bad, "A01 1 1", "A02 1 2", "A03 1 3", "")
        script.learn(tmp_path, "1:3")
        assert named(tmp_path) == {"A01": (1, 1, 1), "A02": (2, 1, 2), "A03": (3, 1, 3)}
        assert len([said for said in script.said if said.startswith("not understood: ")]) == len(bad)
        assert not script.told("invalid literal")
        assert not script.told("unpack")
        assert not script.told("line ")
        assert device.cupboard.pulses == [(1, 1), (1, 2), (1, 3)], "no door was opened twice"


def test_a_name_or_a_place_that_another_cell_has_is_asked_for_again_at_once(tmp_path: Path) -> None:
    with small(tmp_path):
        script = Script("yes", "yes", "A01 1 1", "A01 1 2", "A02 1 1", "A02 1 2", "A03 1 3", "")
        script.learn(tmp_path, "1:3")
        assert named(tmp_path) == {"A01": (1, 1, 1), "A02": (2, 1, 2), "A03": (3, 1, 3)}
        assert script.told("A01 is the name of the door of board 1, lock 1 already")
        assert script.told("row 1, column 1 is A01's place already")


@pytest.mark.parametrize("end", [KeyboardInterrupt, EOFError, "stop"])
def test_who_stops_half_way_keeps_what_was_named_and_can_go_on(tmp_path: Path, end: str | type[BaseException]) -> None:
    with small(tmp_path) as device:
        script = Script("yes", "yes", "A01 1 1", "A02 1 2", end)
        with pytest.raises(Refused if isinstance(end, str) else end):
            script.learn(tmp_path, "1:3")
        assert named(tmp_path) == {"A01": (1, 1, 1), "A02": (2, 1, 2)}
        assert script.told(f"2 cells are kept in {tmp_path / 'map.toml'}")
        assert script.told("go on with: kiosk devices commission l-1")
        assert (script.said[-2] == "") is not isinstance(end, str), "an open question has no end of line"
        close_all(device)
        script = Script("yes", "no", "yes", "A03 1 1", "A03 1 3", "")
        script.learn(tmp_path)
        assert device.cupboard.pulses == [(1, 1), (1, 2), (1, 3), (1, 3)], "only the lock without a name was opened"
        assert named(tmp_path) == {"A01": (1, 1, 1), "A02": (2, 1, 2), "A03": (3, 1, 3)}


def test_a_board_that_falls_silent_half_way_costs_no_names(tmp_path: Path) -> None:
    with small(tmp_path) as device:
        script = Script("yes", "yes", "A01 1 1")
        ask = script.ask

        def unplugged(question: str) -> str:
            answer = ask(question)
            if answer.startswith("A01"):
                device.break_with(LockerFaults(mute=True))
            return answer

        script.ask = unplugged  # type: ignore[method-assign]
        with pytest.raises(Refused, match="does not answer"):
            script.learn(tmp_path, "1:3")
        assert named(tmp_path) == {"A01": (1, 1, 1)}
        assert script.told("1 cells are kept") or script.told("1 cell is kept")


def test_who_stops_before_the_first_name_is_told_that_nothing_was_written(tmp_path: Path) -> None:
    with small(tmp_path):
        script = Script("yes", KeyboardInterrupt)
        with pytest.raises(KeyboardInterrupt):
            script.learn(tmp_path, "1:3")
        assert not (tmp_path / "map.toml").exists()
        assert script.told("nothing was named, so nothing was written")


def test_a_folder_that_is_not_there_is_told_before_any_door_opens(tmp_path: Path) -> None:
    with small(tmp_path) as device:
        there = config(tmp_path, "locker_8a80")
        away = replace(there, options={**there.options, "map": str(tmp_path / "none" / "map.toml")})
        with pytest.raises(Refused, match="folder"):
            commission(away, BoardWanted.parse(["1:3"]), ask=Script().ask, say=print)
        assert device.orders == []


def test_every_question_of_yes_or_no_says_so(tmp_path: Path) -> None:
    with small(tmp_path):
        script = Script("yes", "yes", "A01 1 1", "A02 1 2", "A03 1 3", "")
        script.learn(tmp_path, "1:3")
        doors, first, name, *_, last = script.asked
        assert doors.endswith("[y/n]")
        assert first.endswith("[y/n]")
        assert "empty" in name
        assert "stop" in name
        assert last == "Close all doors again, then press Enter."


def test_learning_again_keeps_what_an_old_map_knows_and_puts_its_lamps_out(tmp_path: Path) -> None:
    with LockerEmulator(tmp_path / "bus", "locker_wkly", (EmulatedBoard(1, 12, lamps={12: 12}),)) as device:
        (tmp_path / "map.toml").write_text(
            "[[board]]\naddress = 1\nlocks = 2\ninputs = 12\nclosed = 0\n"
            '[[cell]]\nname = "OLD"\nboard = 1\nlock = 1\nrow = 1\ncolumn = 1\nlamp = 12\nlamp_sensor = 12\n'
        )
        device.cupboard.switch(1, 12, on=True)
        learn(tmp_path, "locker_wkly", device)
        assert device.cupboard.pulses == [(1, 1), (1, 2)]
        assert not device.cupboard.is_lit(1, 12)
        learned = read_map(tmp_path / "map.toml", MAKE_WKLY)
        assert learned.boards[1] == Board(1, 2, 1, 1, inputs=12)
        assert learned.cells["C101"] == CellPlace("C101", 1, 1, 1, 1, "S", 0, 12, 12)


def test_cu16_boards_that_do_not_repeat_the_lock(tmp_path: Path) -> None:
    with small(tmp_path, "locker_cu16", 16) as device:
        device.remake(MakeCu16(device.cupboard, repeats_lock=False))
        learn(tmp_path, "locker_cu16", device, "1:3")
        assert "echoes_lock = false" in (tmp_path / "map.toml").read_text()
        for lock in (1, 2, 3):
            device.close_door(1, lock)
        assert opened(tmp_path, "locker_cu16", "C103") is OpenResult.OPENED


@pytest.mark.parametrize("words", [["1"], ["x:2"], ["1:2:3:4"], ["1-4"], ["1x24"], ["1:"]])
def test_words_that_are_no_boards(words: list[str]) -> None:
    with pytest.raises(ValueError, match="say address:locks, such as 1:24"):
        BoardWanted.parse(words)


def test_a_locker_needs_the_name_of_its_map(tmp_path: Path) -> None:
    nameless = DeviceConfig("l", "locker", "locker_8a80", str(tmp_path / "bus"))
    with pytest.raises(ConfigError, match="map"):
        ROWS["locker_8a80"].make(nameless, Timing())
    for option, wrong in (("gap_ms", 100), ("door_s", 60), ("poll_s", "often"), ("answer_ms", 1)):
        odd = replace(config(tmp_path, "locker_8a80"), options={"map": str(tmp_path / "m"), option: wrong})
        with pytest.raises(ConfigError, match=option):
            ROWS["locker_8a80"].make(odd, Timing())


@pytest.mark.parametrize("path", ["map.toml", "./map.toml", "~/map.toml"])
def test_a_map_that_goes_by_the_working_directory_is_refused(tmp_path: Path, path: str) -> None:
    odd = replace(config(tmp_path, "locker_8a80"), options={"map": path})
    with pytest.raises(ConfigError, match=f"l-1: map is a whole path, beginning with /, not '{path}'"):
        ROWS["locker_8a80"].make(odd, Timing())


def test_a_locker_that_nobody_commissioned_names_its_map_and_the_command(tmp_path: Path) -> None:
    said: list[str] = []
    with small(tmp_path):
        locker = ROWS["locker_8a80"].make(config(tmp_path, "locker_8a80"), Timing())
        locker.start()
        try:
            assert asyncio.run(attempt(locker, TRIALS["doors"], [], said.append)) is Ended.FAILED
        finally:
            locker.close()
    assert said == [f"l-1: {tmp_path / 'map.toml'} has no cells; write it with: kiosk devices commission l-1"]


def test_the_trials_open_read_and_light(tmp_path: Path) -> None:
    said: list[str] = []
    with small(tmp_path, "locker_cu16", 16) as device:
        learn(tmp_path, "locker_cu16", device, "1:3")
        for lock in (1, 2, 3):
            device.close_door(1, lock)
        device.cupboard.put(1, 2)
        locker: Locker = ROWS["locker_cu16"].make(config(tmp_path, "locker_cu16"), Timing())  # type: ignore[assignment]
        locker.start()
        try:

            async def try_all() -> None:
                await TRIALS["doors"].run(locker, [], said.append)
                await TRIALS["open"].run(locker, ["C101"], said.append)
                await TRIALS["open"].run(locker, ["C101"], said.append)
                with pytest.raises(ValueError):
                    await TRIALS["open"].run(locker, [], said.append)
                with pytest.raises(ValueError):
                    await TRIALS["lamp"].run(locker, ["C101", "bright"], said.append)

            asyncio.run(try_all())
        finally:
            locker.close()
    assert said == [
        "C101: closed, empty",
        "C102: closed, filled",
        "C103: closed, empty",
        "C101: opened",
        "C101: opened (the lock was left alone)",
    ]


@pytest.mark.parametrize("words", [["1:3", "1:4"], ["64:3"], ["1:33"], ["1:0"], ["-1:3"], ["1:3:500"]])
def test_boards_that_cannot_be_are_refused_before_anything_is_asked(tmp_path: Path, words: list[str]) -> None:
    with small(tmp_path) as device:
        with pytest.raises(Refused, match="board"):
            learn(tmp_path, "locker_8a80", device, *words)
        assert device.orders == []


def test_ctrl_c_half_way_leaves_the_old_map_whole(tmp_path: Path) -> None:
    with small(tmp_path) as device:
        learn(tmp_path, "locker_8a80", device, "1:3")
        before = (tmp_path / "map.toml").read_bytes()
        for lock in (1, 2, 3):
            device.close_door(1, lock)
        person = Person(device)

        def ask(question: str) -> str:
            if "lock 2 is open" in question:
                raise KeyboardInterrupt
            return person.ask(question)

        with pytest.raises(KeyboardInterrupt):
            commission(config(tmp_path, "locker_8a80"), (), ask=ask, say=person.said.append, pause=lambda _: None)
        assert (tmp_path / "map.toml").read_bytes() == before
        for lock in (1, 2):
            device.close_door(1, lock)
        assert opened(tmp_path, "locker_8a80", "C102") is OpenResult.OPENED, "the line was given back"
