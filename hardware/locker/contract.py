"""What a locker does for the terminal: it opens one cell and tells the truth about its door."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.events import Event
from hardware.status import Device


class LockerReason(StrEnum):
    """Everything that a person or the staff can see go wrong at a locker."""

    NO_SUCH_CELL = "no_such_cell"
    NOT_COMMISSIONED = "not_commissioned"
    LOCK_JAMMED = "lock_jammed"
    DOOR_UNREADABLE = "door_unreadable"
    DOOR_NOT_CLOSED = "door_not_closed"
    CELL_NOT_FILLED = "cell_not_filled"
    NO_LAMP = "no_lamp"
    LAMP_STUCK = "lamp_stuck"
    LOCKER_ABSENT = "locker_absent"
    LOCKER_SILENT = "locker_silent"
    LOCKER_GARBLED = "locker_garbled"
    LOCKER_BUSY = "locker_busy"
    CANCELLED = "cancelled"


class DoorState(StrEnum):
    """A door as its switch was last read; UNKNOWN never means closed, and never that a cell is free."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class LampState(StrEnum):
    """A disinfection lamp, as the sensor of its current tells; never as it was asked for."""

    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"


class OpenResult(StrEnum):
    """What is known about a door that was to be opened."""

    OPENED = "opened"
    NOT_OPENED = "not_opened"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Opening:
    """How an opening ended; `reason` is None only for OPENED.

    OPENED: the door was seen open. NOT_OPENED: the lock had its pulse and the door was seen closed all the while.
    NOT_SENT: no byte that could open anything was sent. UNKNOWN: the pulse may have gone out, and the door could not
    be read. `pulsed` is False when the lock was left alone, also because the door stood open already.
    """

    cell: str
    result: OpenResult
    reason: LockerReason | None = None
    pulsed: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and where a drawing shows it: row and column from 1 at the top left, size as the cabinet's maker says."""

    name: str
    row: int
    column: int
    size: str
    has_presence: bool = False
    has_lamp: bool = False


@dataclass(frozen=True, slots=True)
class CellState:
    """What a cell's sensors say; `occupied` is None where no sensor tells, `lamp` is None where there is no lamp."""

    door: DoorState
    occupied: bool | None = None
    lamp: LampState | None = None


@dataclass(frozen=True, slots=True)
class DoorChanged:
    """A cell is no longer as it was last told."""

    cell: str
    state: CellState
    before: CellState


class Locker(Device, Protocol):
    """One bus of lock boards; one cell is opened at a time.

    Called from one asyncio loop; the work is done on the locker's own thread, which is the lock of the bus.
    """

    @property
    def map_file(self) -> str:
        """The file that its boards and cells are from, for whoever looks after it; empty where there is none."""

    @property
    def cells(self) -> Mapping[str, Cell]:
        """The cells by their own names, as commissioned; it does not change while the terminal runs."""

    @property
    def seen(self) -> Mapping[str, CellState]:
        """The cells as they were last seen; from any thread, without asking the boards."""

    async def open_cell(self, cell: str, deadline_s: float) -> Opening:
        """Open `cell` with one pulse and see what its door does; does not raise for anything the locker does.

        The pulse is never given after the deadline, never twice for one call, and never before the door was read;
        the look at the door may last some seconds longer. Where the cell has a lamp, the pulse waits until its
        current is seen to be off. Cancelling the call stops it before the pulse; after it, the truth is still found
        out, and `last_opening` tells it.
        """

    def last_opening(self, cell: str) -> Opening | None:
        """How the newest `open_cell` of this cell ended or stands, also one that was cancelled; from any thread."""

    async def states(self, deadline_s: float) -> Mapping[str, CellState]:
        """Read every cell now; the cells of a board that does not answer are UNKNOWN.

        Raises DeviceError with a LockerReason when the line is lost or no board answers.
        """

    async def set_lamp(self, cell: str, *, on: bool, deadline_s: float) -> LampState:
        """Ask for the lamp and return what its current sensor then says.

        On is refused (DeviceError with a LockerReason) unless the door is read closed and, where a sensor tells, the
        cell filled. The lamp goes off by itself when the door is not seen closed, after its longest time, and when
        the device is opened or closed. The real interlock is a switch in the lamp's supply, not this.
        """

    def listen(self, listener: Callable[[Event[DoorChanged]], None]) -> Callable[[], None]:
        """Tell `listener`, on the locker's own thread, of every change seen, until what is returned is called."""
