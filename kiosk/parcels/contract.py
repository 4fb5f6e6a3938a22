"""What a service needs of a locker: to have a door opened by a grant, and to know what became of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.locker.contract import Cell, LockerReason, OpenResult
from kiosk.backend_client.parcels import Grant
from kiosk.visit.text import Text


class Outcome(StrEnum):
    """How an opening ended, as far as it is known."""

    TAKEN = "taken"  # closed again, and empty: what was to be picked up or cleared is gone
    FILLED = "filled"  # closed again, and something is inside: what was to be dropped off is there
    STILL_INSIDE = "still_inside"  # closed again, and something is inside that was to be taken
    NOTHING_INSIDE = "nothing_inside"  # closed again, and empty, though something was to be put in
    NOT_FELT = "not_felt"  # closed again, and no sensor tells what is inside: a person must say it
    NOT_OPENED = "not_opened"  # the lock had its pulse, and the door stayed closed
    NOT_SENT = "not_sent"  # nothing was pulsed
    NEVER_CLOSED = "never_closed"  # it stood open for too long, or was open when the visit ended
    UNKNOWN = "unknown"  # it may have been pulsed, and nobody saw what the door did


class Further(StrEnum):
    """What may be pulsed once more under the same grant."""

    AGAIN = "again"  # once, where the pulse is known to have left the door closed
    REOPEN = "reopen"  # for 60 s after it closed, in the same visit, three times at most


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of one pulse. `transaction` names the opening from its intent on (32 hex digits).

    `result` as the locker told it; the door stands open for OPENED, and may for UNKNOWN.
    """

    transaction: str
    cell: str
    result: OpenResult
    reason: LockerReason | None = None


class Doorkeeper(Protocol):
    """The one who opens doors. Loop thread.

    Each opening is on the disk before its pulse; whatever ends the visit in the middle (Home, idleness, a crash, a
    power cut), the door is watched until it is known how it ended, and the office is told.
    """

    def resting(self) -> Text:
        """Why no door can be opened now; NOTHING if one can. At once."""
        ...

    def cells(self) -> tuple[Cell, ...]:
        """All cells of the locker with their places, for a drawing. At once."""
        ...

    async def open(self, grant: Grant) -> Opened:
        """Give one pulse under a grant that was not used yet, and see what the door does; one door at a time.

        It is held work of a visit (`visit.work(..., held=True)`): never given up in the middle.
        Raises: Fault (nothing was pulsed, for certain: `parcels.grant_over`, `parcels.grant_used`,
        `parcels.cell_not_ready`, `disk.full`, and `locker.*` where the locker was not asked)
        """
        ...

    async def further(self, transaction: str, what: Further) -> Opened:
        """One more pulse after this opening, as an opening of its own.

        Raises: Fault (`parcels.not_again` where the rules of `Further` do not hold, and as `open`)
        """
        ...

    async def closed(self, transaction: str) -> Outcome:
        """Wait until the door was closed again and it is known what is inside; a source of `visit.ask`.

        Cancelling it ends the waiting and nothing else. Never returns NOT_SENT or NOT_OPENED.
        Raises: Fault (`locker.*`: the door cannot be read for longer than 30 s)
        """
        ...

    async def say(self, transaction: str, *, empty: bool) -> Outcome:
        """A person says what is inside, where no sensor tells (NOT_FELT) or the sensor is doubted.

        Her word makes a cell free only where no sensor says otherwise; the office is told that it was said.
        Raises: Fault (`disk.full`)
        """
        ...
