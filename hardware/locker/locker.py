"""A locker on its bus, as the terminal sees it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.events import Event
from hardware.locker.attempt import Attempt
from hardware.locker.boards import Boards
from hardware.locker.cabinet import Cabinet, LockerPace
from hardware.locker.contract import (
    Cell,
    CellState,
    DoorChanged,
    LampState,
    Locker,
    LockerReason,
    Opening,
    OpenResult,
)
from hardware.locker.places import CellPlace, LockerMap
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.worker import Work

T = TypeVar("T")

# After the pulse: its acknowledgement, a relay let go three times, the door's time, one last look at a lost answer.
_TRUTH_S = 12.0

_REASONS = {
    DeviceReason.ABSENT: LockerReason.LOCKER_ABSENT,
    DeviceReason.SILENT: LockerReason.LOCKER_SILENT,
    DeviceReason.GARBLED: LockerReason.LOCKER_GARBLED,
    DeviceReason.DEADLINE: LockerReason.LOCKER_BUSY,
    DeviceReason.CANCELLED: LockerReason.CANCELLED,
}
_COUNTED = {
    OpenResult.OPENED: "doors_opened",
    OpenResult.NOT_OPENED: "doors_jammed",
    OpenResult.NOT_SENT: "openings_not_sent",
    OpenResult.UNKNOWN: "openings_unknown",
}


class BusLocker(SupervisedDevice, Locker):
    """Lock boards of one make on one bus."""

    def __init__(
        self,
        id: str,  # noqa: A002
        driver: str,
        boards: Boards,
        locker: LockerMap,
        timing: Timing,
        pace: LockerPace,
        *,
        map_file: str = "",
    ) -> None:
        self._map_file = map_file
        self._map = locker
        self._pace = pace
        self._cells = MappingProxyType({name: _cell(place, boards) for name, place in locker.cells.items()})
        self._attempts: dict[str, Attempt] = {}
        self._cabinet = Cabinet(boards, locker, pace, timing.misses)
        super().__init__(Supervisor(id, "locker", driver, self._cabinet, replace(timing, probe_s=pace.poll_s)))

    @property
    def map_file(self) -> str:
        """The file that its boards and cells are from."""
        return self._map_file

    @property
    def cells(self) -> Mapping[str, Cell]:
        """The cells by their own names."""
        return self._cells

    @property
    def seen(self) -> Mapping[str, CellState]:
        """The cells as they were last seen; from any thread."""
        return self._cabinet.seen

    async def open_cell(self, cell: str, deadline_s: float) -> Opening:
        """Open `cell` with one pulse and see what its door does."""
        if cell not in self._map.cells:
            # A map without cells is a locker that nobody has commissioned.
            known = bool(self._map.cells)
            reason = LockerReason.NO_SUCH_CELL if known else LockerReason.NOT_COMMISSIONED
            return Opening(cell, OpenResult.NOT_SENT, reason)
        attempt = Attempt(cell, deadline_s)
        self._attempts[cell] = attempt
        opening = await self._open(attempt, cell, deadline_s)
        self._supervisor.counters.count(_COUNTED[opening.result])
        return opening

    def last_opening(self, cell: str) -> Opening | None:
        """How the newest opening of this cell stands; from any thread."""
        attempt = self._attempts.get(cell)
        return None if attempt is None else attempt.truth

    async def states(self, deadline_s: float) -> Mapping[str, CellState]:
        """Read every cell now."""
        return await self._ask(self._cabinet.read, deadline_s)

    async def set_lamp(self, cell: str, *, on: bool, deadline_s: float) -> LampState:
        """Ask for the lamp and return what its current sensor then says."""
        if cell not in self._map.cells:
            raise DeviceError(Completion.INVALID_DATA, LockerReason.NO_SUCH_CELL)
        return await self._ask(lambda command: self._cabinet.set_lamp(cell, command, on=on), deadline_s)

    def listen(self, listener: Callable[[Event[DoorChanged]], None]) -> Callable[[], None]:
        """Tell `listener`, on the locker's own thread, of every change seen."""
        return self._cabinet.doors.listen(listener)

    async def _open(self, attempt: Attempt, cell: str, deadline_s: float) -> Opening:
        try:
            return await self._ask(
                lambda command: self._cabinet.open_cell(attempt, cell, command), deadline_s + _TRUTH_S
            )
        except DeviceError as error:
            return attempt.revoke(LockerReason(error.reason))
        except asyncio.CancelledError:
            attempt.revoke(LockerReason.CANCELLED)
            raise

    async def _ask(self, work: Work[T], deadline_s: float) -> T:
        try:
            return await self._supervisor.run(work, deadline_s)
        except DeviceError as error:
            if isinstance(error.reason, DeviceReason):
                raise DeviceError(error.completion, _REASONS[error.reason]) from error
            raise


def _cell(place: CellPlace, boards: Boards) -> Cell:
    senses = boards.make.infrared or place.presence > 0
    return Cell(place.name, place.row, place.column, place.size, has_presence=senses, has_lamp=place.lamp > 0)
