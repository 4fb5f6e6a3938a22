"""Learns a new locker: the polarity of each board with all doors closed, then which lock is behind which door.

Runs on the caller's thread, with the terminal off, and speaks through two functions, so that a shell, a maintenance
page or a test can hold the conversation. Nothing is written before the boards agree; from then on each cell is kept as
soon as it is named, so that whoever is called away goes on where she was.
"""

import os
import re
import time
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from hardware.configuration import ConfigError, DeviceConfig
from hardware.errors import DeviceError, DeviceReason
from hardware.locker.boards import Boards, Make
from hardware.locker.drivers import boards_of, map_path
from hardware.locker.map_file import format_map, parse_map, read_map, write_map
from hardware.locker.places import Board, CellPlace, LockerMap
from hardware.trial import Say
from hardware.worker import Command

T = TypeVar("T")
Ask = Callable[[str], str]

_BOARD_S = 30.0
_GAP_S = 1.0
_SPRING_S = 3.0
_LOOK_S = 0.1
_TRIES = 3
_BOARD = re.compile(r"-?[0-9]{1,6}:[0-9]{1,6}(:[0-9]{1,6})?")
_LINE = re.compile(r"line [0-9]+: ")
_STOP = "stop"
_NAME_LIKE = "name, row and column, and a size if you like, such as A01 1 1 S"
_YES = frozenset({"y", "yes", "j", "是", "好"})


class Refused(Exception):
    """The locker contradicts itself, or nobody agreed; the text is for whoever commissions it."""


@dataclass(frozen=True, slots=True)
class BoardWanted:
    """A board as it is set by its switches: its address, how many locks it has, its relays' pulse if it needs one."""

    address: int
    locks: int
    pulse_ms: int = 0

    @staticmethod
    def parse(words: Sequence[str]) -> "tuple[BoardWanted, ...]":
        """From words such as 1:24 or 1:16:500 (address, locks, milliseconds); raises ValueError."""
        strangers = [word for word in words if not _BOARD.fullmatch(word)]
        if strangers:
            raise ValueError(
                f"{', '.join(strangers)} is no board: say address:locks, such as 1:24; "
                "1:24:500 where the terminal itself ends the pulse, after 500 ms"
            )
        return tuple(BoardWanted(*(int(number) for number in word.split(":"))) for word in words)


def commission(
    config: DeviceConfig,
    boards: Sequence[BoardWanted],
    *,
    ask: Ask,
    say: Say,
    cells: bool = True,
    pause: Callable[[float], None] = time.sleep,
) -> LockerMap:
    """Learn the locker that `config` names and write its map; raises Refused, ConfigError, DeviceError or OSError.

    `boards`: what is on the bus; none to keep the boards of the map that is there. `cells`: also open the locks one
    by one and ask which door sprang open; without it the cells of an old map are kept. `ask` returns what was
    answered; nothing is opened before a yes. Call it when the device is not running: the line is used alone.
    However it ends, what was named is in the map, and `say` has told so.
    """
    talked, path = boards_of(config), map_path(config)
    old = read_map(path, talked.make)
    wanted = _wanted(old, boards)
    _checked(wanted, {}, talked.make)
    _writable(path)
    learning = _Learning(talked, ask, say, pause)
    talked.talk.open()
    try:
        learned = learning.polarities(wanted)
        learning.rest(learned, old)
        kept = _kept(old, learned)
        places = learning.cells(learned, kept, partial(_keep, path, learned)) if cells else kept
    except BaseException as error:
        if isinstance(error, EOFError | KeyboardInterrupt):
            say("")  # the question that nobody answered has no end of line
        say(_stopped(config.id, path, learning.named))
        raise
    finally:
        talked.talk.close()
    locker = _checked(learned, places, talked.make)
    write_map(path, locker)
    say(f"written: {len(learned)} boards, {len(places)} cells")
    if cells:
        ask("Close all doors again, then press Enter.")
    return locker


def boards_fit(config: DeviceConfig, boards: Sequence[BoardWanted]) -> None:
    """Whether `config`'s locker can have such boards; raises Refused or ConfigError, asks the bus nothing."""
    make = boards_of(config).make
    _checked(_wanted(read_map(map_path(config), make), boards), {}, make)


def _writable(path: Path) -> None:
    """What cannot be written in the end is said before an hour is spent on it."""
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise Refused(f"{path}: nothing can be written to its folder; make it, or take the right user")


def _keep(path: Path, boards: Sequence[Board], places: Mapping[str, CellPlace]) -> None:
    write_map(path, LockerMap(MappingProxyType({board.address: board for board in boards}), places))


def _stopped(name: str, path: Path, cells: int) -> str:
    on = f"go on with: kiosk devices commission {name}"
    if not cells:
        return f"nothing was named, so nothing was written; {on}"
    return f"{cells} {'cell is' if cells == 1 else 'cells are'} kept in {path}; {on}"


def _wanted(old: LockerMap, boards: Sequence[BoardWanted]) -> list[Board]:
    if not boards and not old.boards:
        raise Refused("which boards? tell address and number of locks of each")
    if not boards:
        return [replace(board, closed=None, closed_alone=None) for board in old.boards.values()]
    if len({board.address for board in boards}) < len(boards):
        raise Refused("one of these boards is there twice")
    known = [old.boards.get(board.address, Board(board.address, board.locks)) for board in boards]
    return [
        replace(was, locks=new.locks, pulse_ms=new.pulse_ms or was.pulse_ms, closed=None, closed_alone=None)
        for was, new in zip(known, boards, strict=True)
    ]


def _kept(old: LockerMap, boards: Sequence[Board]) -> Mapping[str, CellPlace]:
    here = {board.address for board in boards}
    return {name: place for name, place in old.cells.items() if place.board in here}


def _checked(boards: Sequence[Board], places: Mapping[str, CellPlace], make: Make) -> LockerMap:
    """What is written must be what can be read: the map goes once through its own reader."""
    locker = LockerMap(MappingProxyType({board.address: board for board in boards}), MappingProxyType(dict(places)))
    try:
        return parse_map(format_map(locker), make)
    except ConfigError as error:
        raise Refused(f"no map can have such boards or cells: {error}") from error


class _Learning:
    """The conversation."""

    def __init__(self, boards: Boards, ask: Ask, say: Say, pause: Callable[[float], None]) -> None:
        self._boards = boards
        self._ask = ask
        self._say = say
        self._pause = pause
        self._old: dict[tuple[int, int], CellPlace] = {}
        self.named = 0  # cells in the map, once it was written

    def polarities(self, wanted: Sequence[Board]) -> list[Board]:
        """Every board with all doors closed."""
        if not self._agreed("Close every door of the locker. Are all doors closed?"):
            raise Refused("commissioning needs all doors closed; nothing was changed")
        learned = [self._polarity(board) for board in wanted]
        for board in learned:
            self._say(f"board {board.address}: {board.locks} locks, closed is {board.closed}")
        return learned

    def rest(self, boards: Sequence[Board], old: LockerMap) -> None:
        """No relay and no lamp stays on from before."""
        known = {board.address: board for board in boards}
        for board in boards:
            self._twice(board, partial(self._boards.at_rest, board))
        for place in old.cells.values():
            if place.lamp and place.board in known:
                self._boards.set_lamp(known[place.board], place.lamp, on=False)
            self._old[place.board, place.lock] = place

    def cells(
        self, boards: Sequence[Board], kept: Mapping[str, CellPlace], keep: Callable[[Mapping[str, CellPlace]], None]
    ) -> Mapping[str, CellPlace]:
        """Every lock, one by one: what opened is seen at the switches, and named by whoever stands there.

        `kept`: the cells of the old map; `keep` writes what is known after each name.
        """
        places = {} if self._all_again(kept) else dict(kept)
        if not self._agreed("Now the locks are opened one by one. May the first one open?"):
            raise Refused("no door was opened, nothing was changed")
        done = {(place.board, place.lock) for place in places.values()}
        for board in boards:
            for lock in range(1, board.locks + 1):
                if (board.address, lock) in done:
                    continue
                place = self._cell(boards, board, lock, places)
                done.add((board.address, lock))
                if place is not None:
                    places[place.name] = place
                    so_far = {**places, **_apart(places, kept, done)}
                    keep(so_far)
                    self.named = len(so_far)
        return places

    def _all_again(self, kept: Mapping[str, CellPlace]) -> bool:
        return not kept or self._agreed(
            f"{len(kept)} of these locks have a name already. Open and name them again, too? (n: only the others)"
        )

    def _polarity(self, board: Board) -> Board:
        """The bit that all locks of a board show; one that shows another is named."""
        inputs = self._read(board)[: board.locks]
        closed = self._same(board, inputs, "in the answer about all")
        echoes = self._echoes_lock(board)
        board = replace(board, echoes_lock=echoes)
        alone = [self._alone(board, lock) for lock in range(1, board.locks + 1)]
        return replace(board, closed=closed, closed_alone=self._same(board, alone, "when asked alone"))

    def _same(self, board: Board, bits: Sequence[bool], where: str) -> int:
        ones = [lock for lock, bit in enumerate(bits, start=1) if bit]
        zeros = [lock for lock, bit in enumerate(bits, start=1) if not bit]
        if not ones or not zeros:
            return int(not zeros)
        few = ones if len(ones) < len(zeros) else zeros
        both = ones + zeros if len(ones) == len(zeros) else few
        locks = ", ".join(map(str, sorted(both)))
        raise Refused(
            f"board {board.address}: with all doors said to be closed, locks {locks} differ from the others {where}; "
            "close these doors, or tell fewer locks if nothing is wired to them"
        )

    def _echoes_lock(self, board: Board) -> bool:
        """Some CU16 repeat the lock that was asked for, some answer for the whole board."""
        if not self._boards.make.infrared:
            return True
        try:
            self._alone(replace(board, echoes_lock=True), 2)
        except Refused:
            return False
        return True

    def _cell(
        self, boards: Sequence[Board], board: Board, lock: int, places: Mapping[str, CellPlace]
    ) -> CellPlace | None:
        where = f"board {board.address}, lock {lock}"
        before = self._open_doors(boards)
        if (board.address, lock) in before:
            raise Refused(f"{where}: its door stands open before it was opened; nothing was changed")
        self._boards.pulse(board, lock)
        sprung = self._sprung(boards, before)
        self._pause(_GAP_S)
        if sprung - {(board.address, lock)}:
            others = ", ".join(f"board {at[0]} lock {at[1]}" for at in sorted(sprung - {(board.address, lock)}))
            raise Refused(f"{where} was opened and the switch of {others} moved: locks and switches are crossed")
        if not sprung:
            self._say(f"{where}: no door opened; nothing is wired to it, or it is jammed")
            return None
        return self._named(where, board, lock, places)

    def _named(self, where: str, board: Board, lock: int, places: Mapping[str, CellPlace]) -> CellPlace | None:
        """Name, row, column and size as one line; an empty one keeps the cell of the old map, or leaves it out.

        What else an old map knows of this cell, such as its lamp, is kept. It is asked for until it can be used.
        """
        old = self._old.get((board.address, lock))
        empty = f"empty: {old.name} as before" if old else "empty: no cell"
        question = f"{where} is open. Its name, row, column and size, such as A01 1 1 S? ({empty}; {_STOP}: end here)"
        while True:
            words = self._ask(question).split()
            if [word.lower() for word in words] == [_STOP]:
                raise Refused(f"stopped at {where}")
            if not words and old is None:
                return None
            try:
                place = self._place(words, old or CellPlace("", board.address, lock, 1, 1))
                _checked([board], {place.name: place}, self._boards.make)
            except (ValueError, Refused) as error:
                self._say(f"not understood: {_LINE.sub('', str(error.__cause__ or error))}")
                continue
            taken = _taken(place, places)
            if not taken:
                return place
            self._say(taken)

    def _place(self, words: Sequence[str], old: CellPlace) -> CellPlace:
        """The cell that an answer means; raises ValueError."""
        if not words:
            return old
        if len(words) < 3 or not all(word.isascii() and word.isdigit() for word in words[1:3]):
            raise ValueError(f"say {_NAME_LIKE}; row and column are numbers")
        name, row, column, *size = words
        return replace(old, name=name, row=int(row), column=int(column), size=" ".join(size) or "M")

    def _sprung(self, boards: Sequence[Board], before: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
        ends = time.monotonic() + _SPRING_S
        while True:
            sprung = self._open_doors(boards) - before
            if sprung or time.monotonic() >= ends:
                return sprung
            self._pause(_LOOK_S)

    def _open_doors(self, boards: Sequence[Board]) -> frozenset[tuple[int, int]]:
        return frozenset(
            (board.address, lock)
            for board in boards
            for lock, bit in enumerate(self._read(board)[: board.locks], start=1)
            if bit != bool(board.closed)
        )

    def _read(self, board: Board) -> tuple[bool, ...]:
        return self._twice(board, lambda command: self._boards.read(board, command).inputs)

    def _alone(self, board: Board, lock: int) -> bool:
        return self._twice(board, lambda command: self._boards.read_alone(board, lock, command))

    def _twice(self, board: Board, read: Callable[[Command], T]) -> T:
        """Reading does no harm: it is asked for again."""
        for _ in range(_TRIES - 1):
            try:
                return read(Command(_BOARD_S))
            except DeviceError as error:
                if error.reason not in {DeviceReason.SILENT, DeviceReason.GARBLED}:
                    raise
        try:
            return read(Command(_BOARD_S))
        except DeviceError as error:
            raise Refused(f"board {board.address} does not answer: {error.reason.value}") from error

    def _agreed(self, question: str) -> bool:
        return self._ask(f"{question} [y/n]").strip().lower() in _YES


def _taken(place: CellPlace, places: Mapping[str, CellPlace]) -> str:
    """Why no other cell can be called so, or stand there; empty when it can."""
    if place.name in places:
        other = places[place.name]
        return f"{place.name} is the name of the door of board {other.board}, lock {other.lock} already"
    for other in places.values():
        if (other.row, other.column) == (place.row, place.column):
            return f"row {place.row}, column {place.column} is {other.name}'s place already"
    return ""


def _apart(
    places: Mapping[str, CellPlace], kept: Mapping[str, CellPlace], done: Set[tuple[int, int]]
) -> Mapping[str, CellPlace]:
    """The cells of the old map whose locks have still to open, but those whose name or place is another's now."""
    return {
        name: place
        for name, place in kept.items()
        if (place.board, place.lock) not in done and not _taken(place, places)
    }
