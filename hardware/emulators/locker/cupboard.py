"""The furniture: cells with doors, locks that pull or jam, hands that close doors, items, lamps. Thread-safe."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Cell:
    open: bool = False
    jammed: bool = False
    item: bool = False
    springs_at: float = 0.0


@dataclass(slots=True)
class EmulatedBoard:
    """A board and what is wired to it, all numbered from 1.

    `closed_bit`: the raw bit of a closed door in an answer about all, `closed_alone` in one about a single lock.
    `lamps`: from the output that drives a lamp to the input that feels its current; `presence`: from a lock to the
    input that feels an item in its cell.
    """

    address: int
    locks: int
    closed_bit: int = 1
    closed_alone: int | None = None
    lamps: Mapping[int, int] = field(default_factory=dict)
    presence: Mapping[int, int] = field(default_factory=dict)
    holds_coils: bool = False  # a plain relay board: an output stays on until it is switched off
    knows_coils: bool = True  # Modbus FC 01


class Cupboard:
    """All cells of a locker, by board and lock."""

    def __init__(self, boards: tuple[EmulatedBoard, ...], lock_s: float = 0.0) -> None:
        self.boards = {board.address: board for board in boards}
        self._lock = threading.RLock()
        self._lock_s = lock_s
        self._cells = {(board.address, lock): _Cell() for board in boards for lock in range(1, board.locks + 1)}
        self._on: set[tuple[int, int]] = set()
        self._lit: set[tuple[int, int]] = set()
        self.lamp_stuck = False
        self.pulses: list[tuple[int, int]] = []
        self.lit_at_pulse: list[tuple[int, int]] = []
        self.was_open: set[tuple[int, int]] = set()

    def pull(self, board: int, lock: int) -> None:
        """The lock gets current: the door springs open unless it jams."""
        with self._lock:
            self.pulses.append((board, lock))
            self.lit_at_pulse += [lamp for lamp in self._lit if lamp[0] == board]
            cell = self._cells[board, lock]
            if cell.jammed:
                return
            if self._lock_s:
                cell.springs_at = time.monotonic() + self._lock_s
            else:
                self._open(board, lock)

    def open_by_hand(self, board: int, lock: int) -> None:
        """With the mechanical key."""
        with self._lock:
            self._open(board, lock)

    def close(self, board: int, lock: int) -> None:
        """A hand closes the door."""
        with self._lock:
            cell = self._cells[board, lock]
            cell.open, cell.springs_at = False, 0.0

    def jam(self, board: int, lock: int, *, jammed: bool = True) -> None:
        """The bolt sticks, or no longer."""
        with self._lock:
            self._cells[board, lock].jammed = jammed

    def put(self, board: int, lock: int) -> None:
        """Something lies in the cell now."""
        with self._lock:
            self._cells[board, lock].item = True

    def take(self, board: int, lock: int) -> None:
        """The cell is empty now."""
        with self._lock:
            self._cells[board, lock].item = False

    def is_open(self, board: int, lock: int) -> bool:
        """Whether the door stands open."""
        with self._lock:
            cell = self._cells[board, lock]
            if cell.springs_at and time.monotonic() >= cell.springs_at:
                cell.springs_at = 0.0
                self._open(board, lock)
            return cell.open

    def has_item(self, board: int, lock: int) -> bool:
        """Whether something lies in the cell."""
        with self._lock:
            return self._cells[board, lock].item

    def is_jammed(self, board: int, lock: int) -> bool:
        """Whether the bolt sticks."""
        with self._lock:
            return self._cells[board, lock].jammed

    def is_lit(self, board: int, output: int) -> bool:
        """Whether a lamp burns."""
        with self._lock:
            return (board, output) in self._lit

    def is_on(self, board: int, output: int) -> bool:
        """Whether an output is held on."""
        with self._lock:
            return (board, output) in self._on

    def switch(self, board: int, output: int, *, on: bool) -> None:
        """An output is held on or let go."""
        with self._lock:
            (self._on.add if on else self._on.discard)((board, output))
            if output in self.boards[board].lamps and not self.lamp_stuck:
                (self._lit.add if on else self._lit.discard)((board, output))

    def bits(self, board: int) -> list[bool]:
        """Every input as it is wired, from number 1 on."""
        wired = self.boards[board]
        count = max([wired.locks, *wired.lamps.values(), *wired.presence.values()])
        bits = [False] * count
        for lock in range(1, wired.locks + 1):
            bits[lock - 1] = self.is_open(board, lock) != bool(wired.closed_bit)
        for lock, felt in wired.presence.items():
            bits[felt - 1] = self.has_item(board, lock)
        for output, felt in wired.lamps.items():
            bits[felt - 1] = self.is_lit(board, output)
        return bits

    def alone(self, board: int, lock: int) -> bool:
        """One input, in an answer about it alone."""
        wired = self.boards[board]
        if wired.closed_alone is None or lock in wired.lamps.values():
            return self.bits(board)[lock - 1]
        return self.is_open(board, lock) != bool(wired.closed_alone)

    def _open(self, board: int, lock: int) -> None:
        self._cells[board, lock].open = True
        self.was_open.add((board, lock))
