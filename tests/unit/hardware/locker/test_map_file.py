"""The file of a locker's boards and cells: strict, by lines, and written whole."""

import os
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.configuration import ConfigError
from hardware.locker.boards import MAKE_8A80, MAKE_CU16, MAKE_WKLY
from hardware.locker.boards_modbus import MAKE_MODBUS
from hardware.locker.map_file import format_map, parse_map, read_map, write_map
from hardware.locker.places import Board, CellPlace, LockerMap

GOOD = """
[[board]]
address = 1
locks = 24
closed = 1

[[cell]]
name = "A01"
board = 1
lock = 1
row = 1
column = 1
size = "S"
"""


def faults(content: str, make: object = MAKE_8A80) -> str:
    with pytest.raises(ConfigError) as caught:
        parse_map(content, make)  # type: ignore[arg-type]
    return str(caught.value)


def test_a_good_map() -> None:
    locker = parse_map(GOOD, MAKE_8A80)
    assert locker.boards[1].closed == locker.boards[1].closed_alone == 1
    assert locker.boards[1].commissioned
    assert locker.cells["A01"] == CellPlace("A01", 1, 1, 1, 1, "S")


def test_without_a_polarity_a_board_is_not_commissioned() -> None:
    assert not parse_map(GOOD.replace("closed = 1", ""), MAKE_8A80).boards[1].commissioned


def test_no_map_yet(tmp_path: Path) -> None:
    assert read_map(tmp_path / "none.toml", MAKE_8A80) == LockerMap()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (GOOD.replace("locks = 24", "locks = 33"), "line 4: locks: must be a number from 1 to 32"),
        (GOOD.replace("closed = 1", "closed = 2"), "line 5: closed"),
        (GOOD.replace("closed = 1", "closed = true"), "line 5: closed"),
        (GOOD.replace("closed = 1", "polarity = 1"), "line 5: polarity: nobody knows this key"),
        (GOOD.replace("lock = 1", "lock = 25"), "line 10: lock: must be a number from 1 to 24"),
        (GOOD.replace("board = 1", "board = 2"), "line 9: board: no board 2"),
        (GOOD.replace('"A01"', '"A 01"'), "line 8: name: must be a short word"),
        (GOOD.replace('"A01"', "7"), "line 8: name"),
        (GOOD.replace("row = 1\n", ""), "line 7: row"),
        (GOOD + "presence = 3\n", "line 14: presence: must be a number behind those of the locks"),
        (GOOD + "lamp = 3\nlamp_sensor = 3\n", "line 14: lamp: must be a number behind"),
        (GOOD + "[[cell]]\nname = 'A02'\nboard = 1\nlock = 1\nrow = 2\ncolumn = 1\n", "lock 1/1 is there twice"),
        (GOOD + "[[cell]]\nname = 'A01'\nboard = 1\nlock = 2\nrow = 2\ncolumn = 1\n", "cell name A01 is there twice"),
        (GOOD + "[[cell]]\nname = 'A02'\nboard = 1\nlock = 2\nrow = 1\ncolumn = 1\n", "place in the drawing 1/1"),
        ("more = 1\n" + GOOD, "there is no 'more' in a map"),
        ("cell = [{name = 'A01'}]\n", "under a line [[cell]] of its own"),
        ("board = 3\n", "under a line [[board]]"),
        ("[[board]\n", "line 1"),
    ],
)
def test_every_fault_is_told_with_its_line(wrong: str, told: str) -> None:
    assert told in faults(wrong)


def test_all_faults_at_once_and_not_without_end() -> None:
    told = faults(GOOD.replace("locks = 24", "locks = 0").replace("row = 1", "row = 0"))
    assert "line 4: locks" in told
    assert "no board 1" not in told, "the cells of a refused board are not blamed for it"
    assert "and 10 more" in faults("[[board]]\n" * 15)


def test_relay_settings_belong_to_relay_boards() -> None:
    content = GOOD.replace("closed = 1", "closed = 1\npulse_ms = 500\ninputs = 30\nfirst_coil = 100")
    assert parse_map(content, MAKE_MODBUS).boards[1].width == 30
    assert "line 6: pulse_ms: these boards have no such setting" in faults(content)


def test_a_lamp_needs_eyes_and_an_output_behind_the_locks() -> None:
    content = GOOD.replace("locks = 24", "locks = 11\ninputs = 12")
    assert parse_map(content + "lamp = 12\nlamp_sensor = 12\n", MAKE_WKLY).cells["A01"].lamp == 12
    assert "a lamp needs lamp and lamp_sensor" in faults(content + "lamp = 12\n", MAKE_WKLY)
    assert "line 15: lamp: must be a number from 12 to 12" in faults(
        content + "lamp = 11\nlamp_sensor = 12\n", MAKE_WKLY
    )
    assert "lamp_sensor: must be a number from 12" in faults(content + "lamp = 12\nlamp_sensor = 1\n", MAKE_WKLY)
    assert "these boards have no inputs for it" in faults(content + "presence = 12\n", MAKE_WKLY)
    other = "[[cell]]\nname='A02'\nboard=1\nlock=2\nrow=2\ncolumn=1\nlamp=12\nlamp_sensor=12\n"
    told = faults(content + "lamp = 12\nlamp_sensor = 12\n" + other, MAKE_WKLY)
    assert "use of an output 1/12 is there twice" in told
    assert "use of an input 1/12 is there twice" in told


def test_a_map_is_written_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    write_map(path, parse_map(GOOD, MAKE_8A80))
    write_map(path, parse_map(GOOD, MAKE_8A80))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["map.toml"]
    assert read_map(path, MAKE_8A80) == parse_map(GOOD, MAKE_8A80)


def test_a_file_that_is_no_map(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError):
        read_map(path, MAKE_8A80)
    path.write_bytes(b"#" * 300_000)
    with pytest.raises(ConfigError, match="larger than any"):
        read_map(path, MAKE_8A80)
    with pytest.raises(ConfigError):
        read_map(tmp_path, MAKE_8A80)


NAMES = st.text(alphabet="ABCxyz019-格口", min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    closed=st.sampled_from([None, 0, 1]),
    alone=st.sampled_from([0, 1]),
    pulse=st.integers(0, 3000),
    names=st.lists(NAMES, unique=True, max_size=8),
)
def test_what_is_written_is_read_again(closed: int | None, alone: int, pulse: int, names: list[str]) -> None:
    board = Board(7, 16, closed, None if closed is None else alone, pulse_ms=pulse, inputs=40)
    places = {
        name: CellPlace(name, 7, at + 1, at + 1, 2, "L", 20 + at, 30 + at, 30 + at) for at, name in enumerate(names)
    }
    locker = LockerMap({7: board}, places)
    assert parse_map(format_map(locker), MAKE_MODBUS) == locker


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(st.text(max_size=300), st.lists(st.sampled_from([*GOOD.splitlines(), "lock = 3", "x"])).map("\n".join))
)
def test_any_text(content: str) -> None:
    for make in (MAKE_8A80, MAKE_CU16):
        try:
            locker = parse_map(content, make)
        except ConfigError:
            continue
        assert all(place.board in locker.boards for place in locker.cells.values())


@pytest.mark.parametrize(
    "content",
    [
        "[[board]]\naddress = 1\nlocks = " + "9" * 5000,
        "[[cell]]\n" * 5000,
        "[[board]]\naddress = 1\nlocks = 3\n" + "k" * 100_000 + " = 1\n",
    ],
    ids=["a number without end", "tables without end", "a key without end"],
)
def test_what_has_no_end_is_refused_in_few_words(content: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_map(content, MAKE_8A80)
    assert len(str(caught.value)) < 3000


def test_a_pipe_in_the_map_s_place_does_not_hold_the_start(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "map.toml")
    told: list[Exception] = []

    def read() -> None:
        try:
            read_map(tmp_path / "map.toml", MAKE_8A80)
        except ConfigError as error:
            told.append(error)

    reading = threading.Thread(target=read, daemon=True)
    reading.start()
    reading.join(5)
    assert "plain file" in str(told)


@pytest.mark.parametrize("key", ["first_coil", "first_input"])
def test_no_coil_and_no_input_lies_behind_the_last_address(key: str) -> None:
    board = "[[board]]\naddress = 1\nlocks = 16\n"
    assert parse_map(f"{board}{key} = 65280\n", MAKE_MODBUS).boards
    with pytest.raises(ConfigError, match=key):
        parse_map(f"{board}{key} = 65530\n", MAKE_MODBUS)
