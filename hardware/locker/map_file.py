"""The file that says which boards and cells a locker has: read strictly, every fault with its line; written whole.

Written by `kiosk devices commission`, 0600, and small enough to be put right by hand.
"""

import os
import re
import stat
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

from hardware.configuration import ConfigError
from hardware.locker.boards import Make
from hardware.locker.places import Board, CellPlace, LockerMap

_LARGEST = 256 * 1024
_HEADER = re.compile(r"^\s*\[\[\s*(board|cell)\s*\]\]")
_NAME = re.compile(r"[0-9A-Za-z\u4e00-\u9fff-]{1,12}")
_SIZE = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]{1,8}")
_LONGEST_PULSE_MS = 3000
_LAST_FIRST = 0x10000 - 256  # no make has more coils or inputs than that behind the first
_FAULTS_TOLD = 20
_KEY_TOLD = 40
_Table = Mapping[str, object]


def read_map(path: Path, make: Make) -> LockerMap:
    """The map at `path`, empty when there is none yet; raises ConfigError that tells every fault with its line."""
    try:
        # Not blocking: a FIFO in the file's place must not hold the start of the terminal.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:  # noqa: PTH123
            plain = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            content = file.read(_LARGEST + 1) if plain else b""
    except FileNotFoundError:
        return LockerMap()
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    if not plain:
        raise ConfigError(f"{path}: is not a plain file")
    if len(content) > _LARGEST:
        raise ConfigError(f"{path}: larger than any locker's map")
    try:
        return parse_map(content.decode(), make)
    except (UnicodeDecodeError, ConfigError) as error:
        raise ConfigError(f"{path}: {error}") from error


def parse_map(content: str, make: Make) -> LockerMap:
    """The map that a text describes; raises ConfigError."""
    try:
        whole = tomllib.loads(content)
    except (ValueError, RecursionError) as error:  # a number without end is a plain ValueError
        raise ConfigError(str(error)) from error
    reader = _Reader(content, make)
    boards = [board for place, table in reader.tables(whole, "board") if (board := reader.board(place, table))]
    known = {board.address: board for board in boards}
    cells = [cell for place, table in reader.tables(whole, "cell") if (cell := reader.cell(place, table, known))]
    reader.strangers(whole)
    reader.once("board address", [(board.address,) for board in boards])
    reader.once("cell name", [(cell.name,) for cell in cells])
    reader.once("lock", [(cell.board, cell.lock) for cell in cells])
    reader.once("place in the drawing", [(cell.row, cell.column) for cell in cells])
    reader.once("use of an output", [(cell.board, cell.lamp) for cell in cells if cell.lamp])
    reader.once("use of an input", list(_inputs(cells)))
    if reader.faults:
        raise ConfigError(_told(reader.faults))
    return LockerMap(MappingProxyType(known), MappingProxyType({cell.name: cell for cell in cells}))


def write_map(path: Path, locker: LockerMap) -> None:
    """Put the map at `path`, whole or not at all, for its owner's eyes only."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as text:
        text.write(format_map(locker))
        text.flush()
        os.fsync(text.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def format_map(locker: LockerMap) -> str:
    """The text that `parse_map` reads back to the same map."""
    parts = ["# Written by commissioning. closed: the raw bit of a closed door, seen on this very board.\n"]
    parts += [_format("board", board) for board in locker.boards.values()]
    parts += [_format("cell", cell) for cell in locker.cells.values()]
    return "\n".join(parts)


def _told(faults: list[str]) -> str:
    more = len(faults) - _FAULTS_TOLD
    return "; ".join(faults[:_FAULTS_TOLD]) + (f"; and {more} more" if more > 0 else "")


def _format(kind: str, value: Board | CellPlace) -> str:
    lines = [f"[[{kind}]]"]
    for field in fields(value):
        content = getattr(value, field.name)
        if content is not None and content != field.default:
            lines.append(f"{field.name} = {_written(content)}")
    return "\n".join(lines) + "\n"


def _written(content: object) -> str:
    if isinstance(content, bool):
        return str(content).lower()
    return f'"{content}"' if isinstance(content, str) else str(content)


def _inputs(cells: list[CellPlace]) -> Iterator[tuple[int, ...]]:
    for cell in cells:
        yield from ((cell.board, number) for number in (cell.presence, cell.lamp_sensor) if number)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table stands in the text."""

    kind: str
    first: int
    last: int


class _Reader:
    """Turns tables into values and gathers what is wrong with them."""

    def __init__(self, content: str, make: Make) -> None:
        self._lines = content.splitlines()
        self._make = make
        self._refused: set[int] = set()
        self.faults: list[str] = []

    def tables(self, whole: _Table, kind: str) -> Iterator[tuple[_Place, _Table]]:
        """The tables of one kind with their places."""
        tables = whole.get(kind, [])
        starts = [at for at, line in enumerate(self._lines) if _HEADER.match(line)]
        ends = [*starts[1:], len(self._lines)]
        places = [_Place(kind, at, end) for at, end in zip(starts, ends, strict=False) if kind in self._lines[at]]
        if not isinstance(tables, list) or len(places) != len(tables):
            self.faults.append(f"write every {kind} under a line [[{kind}]] of its own")
            return
        yield from zip(places, tables, strict=True)

    def strangers(self, whole: _Table) -> None:
        """Nothing but boards and cells stands in a map."""
        self.faults += [f"there is no {key[:_KEY_TOLD]!r} in a map" for key in sorted(set(whole) - {"board", "cell"})]

    def board(self, place: _Place, table: _Table) -> Board | None:
        """A board, or faults."""
        make, before = self._make, len(self.faults)
        self._known(place, table, Board)
        locks = self._number(place, table, "locks", range(1, make.most_locks + 1))
        pulse = self._number(place, table, "pulse_ms", range(_LONGEST_PULSE_MS + 1), 0)
        coil = self._number(place, table, "first_coil", range(_LAST_FIRST + 1), 0)
        first = self._number(place, table, "first_input", range(_LAST_FIRST + 1), 0)
        inputs = self._number(place, table, "inputs", range(locks, max(locks, make.most_inputs) + 1), 0)
        refused = () if make.coils else ("pulse_ms", "first_coil", "first_input")
        for key in refused if make.most_inputs else (*refused, "inputs"):
            if key in table:
                self._fault(place, key, "these boards have no such setting")
        closed = self._bit(place, table, "closed")
        alone = self._bit(place, table, "closed_alone")
        board = Board(
            address=self._number(place, table, "address", make.addresses),
            locks=locks,
            closed=closed,
            closed_alone=closed if alone is None else alone,
            presence_on=self._number(place, table, "presence_on", range(2), 1),
            echoes_lock=self._truth(place, table, "echoes_lock", usual=True),
            pulse_ms=pulse,
            first_coil=coil,
            first_input=first,
            inputs=inputs,
        )
        if len(self.faults) == before:
            return board
        self._refused.add(board.address)
        return None

    def cell(self, place: _Place, table: _Table, boards: Mapping[int, Board]) -> CellPlace | None:
        """A cell, or faults."""
        before = len(self.faults)
        self._known(place, table, CellPlace)
        address = self._number(place, table, "board", self._make.addresses)
        board = boards.get(address)
        if board is None:
            if address not in self._refused:
                self._fault(place, "board", f"no board {address} stands in this map")
            return None
        # An order to a lock can then never reach a lamp, nor one to a lamp a lock.
        spare = range(board.locks + 1, board.width + 1)
        cell = CellPlace(
            name=self._word(place, table, "name", _NAME),
            board=address,
            lock=self._number(place, table, "lock", range(1, board.locks + 1)),
            row=self._number(place, table, "row", range(1, 100)),
            column=self._number(place, table, "column", range(1, 100)),
            size=self._word(place, table, "size", _SIZE, "M"),
            presence=self._number(place, table, "presence", spare, 0),
            lamp=self._number(place, table, "lamp", range(spare.start, 257) if self._make.coils else spare, 0),
            lamp_sensor=self._number(place, table, "lamp_sensor", spare, 0),
        )
        if cell.presence and not self._make.presence_inputs:
            self._fault(place, "presence", "these boards have no inputs for it")
        if (cell.lamp or cell.lamp_sensor) and not self._make.lamps:
            self._fault(place, "lamp", "these boards cannot drive a lamp")
        if bool(cell.lamp) != bool(cell.lamp_sensor):
            self._fault(place, "lamp", "a lamp needs lamp and lamp_sensor: nobody trusts a lamp that cannot be seen")
        return cell if len(self.faults) == before else None

    def once(self, what: str, values: Sequence[tuple[int | str, ...]]) -> None:
        """Nothing is said twice."""
        twice = sorted((value for value, count in Counter(values).items() if count > 1), key=repr)
        self.faults += [f"{what} {'/'.join(map(str, value))} is there twice" for value in twice]

    def _known(self, place: _Place, table: _Table, kind: type[Board] | type[CellPlace]) -> None:
        for key in sorted(set(table) - {field.name for field in fields(kind)}):
            self._fault(place, key, "nobody knows this key")

    def _number(self, place: _Place, table: _Table, key: str, allowed: range, usual: int | None = None) -> int:
        value = table.get(key, usual)
        if value is usual and usual is not None:
            return usual
        if isinstance(value, int) and not isinstance(value, bool) and value in allowed:
            return value
        among = f"from {allowed.start} to {allowed.stop - 1}" if allowed else "behind those of the locks (see inputs)"
        self._fault(place, key, f"must be a number {among}")
        return allowed.start

    def _bit(self, place: _Place, table: _Table, key: str) -> int | None:
        return self._number(place, table, key, range(2)) if key in table else None

    def _truth(self, place: _Place, table: _Table, key: str, *, usual: bool) -> bool:
        value = table.get(key, usual)
        if not isinstance(value, bool):
            self._fault(place, key, "must be true or false")
            return usual
        return value

    def _word(self, place: _Place, table: _Table, key: str, allowed: re.Pattern[str], usual: str = "") -> str:
        value = table.get(key, usual)
        if isinstance(value, str) and allowed.fullmatch(value):
            return value
        self._fault(place, key, "must be a short word of letters and digits")
        return usual

    def _fault(self, place: _Place, key: str, what: str) -> None:
        ours = range(place.first, place.last)
        line = next((at for at in ours if re.match(rf"\s*{re.escape(key)}\s*=", self._lines[at])), place.first)
        self.faults.append(f"line {line + 1}: {key[:_KEY_TOLD]}: {what}")
