"""Where a locker's cells are: boards, their polarity, and the lock of each cell; values, no files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Board:
    """A board on the bus.

    `closed` is the raw bit that means a closed door in an answer about the whole board, `closed_alone` in an answer
    about one lock; None until somebody has looked (boards of one model differ: it follows the lock's switch).
    `pulse_ms`: above 0, the terminal itself ends the pulse (plain relay boards). `inputs`: how many are read, where
    that is more than the locks.
    """

    address: int
    locks: int
    closed: int | None = None
    closed_alone: int | None = None
    presence_on: int = 1
    echoes_lock: bool = True
    pulse_ms: int = 0
    first_coil: int = 0
    first_input: int = 0
    inputs: int = 0

    @property
    def width(self) -> int:
        """How many inputs are read."""
        return self.inputs or self.locks

    @property
    def commissioned(self) -> bool:
        """Whether its polarity is known."""
        return self.closed is not None and self.closed_alone is not None


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of the cabinet: its lock, and the inputs and outputs of what else it has, all numbered from 1."""

    name: str
    board: int
    lock: int
    row: int
    column: int
    size: str = "M"
    presence: int = 0
    lamp: int = 0
    lamp_sensor: int = 0


@dataclass(frozen=True, slots=True)
class LockerMap:
    """A whole locker."""

    boards: Mapping[int, Board] = field(default_factory=lambda: MappingProxyType({}))
    cells: Mapping[str, CellPlace] = field(default_factory=lambda: MappingProxyType({}))
