"""What one try at paying came to, and what every way to pay is handed. Loop thread."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from kiosk.payments import pages
from kiosk.payments.case import Case
from kiosk.payments.pages import Sum
from kiosk.payments.watching import NEWS, OVER
from kiosk.visit.text import Text
from kiosk.visit.visit import Visit

FATAL = frozenset({"disk.full", "disk.broken", "backend.not_enrolled", "backend.clock_wrong"})
"""With these the terminal takes no money at all, in whatever way."""


class Wish(Enum):
    """What she wants, or what has happened, when a way to pay lets go of the page."""

    NEWS = auto()  # the attempt or the order has an end
    TIME_OVER = auto()
    ANOTHER = auto()  # another way
    AGAIN = auto()  # this way once more; nothing is under way
    NOT_NOW = auto()
    SLIP = auto()  # it is not known how it went, and she goes


@dataclass(frozen=True, slots=True)
class Try:
    """One try: the order, the conversation it happens in, and what is due."""

    case: Case
    visit: Visit
    due: Sum


class PayingWay(Protocol):
    """One way to pay."""

    def resting(self) -> Text:
        """Why it cannot be used now; NOTHING if it can."""
        ...

    async def take(self, one: Try) -> Wish:
        """Let her pay.

        Raises: Back, Pause (let them pass), Fault (nothing was begun)
        """
        ...


def wish(answer: object) -> Wish:
    """What the answer to a page of paying asks for."""
    match answer:
        case pages.ANOTHER.id:
            return Wish.ANOTHER
        case pages.AGAIN.id:
            return Wish.AGAIN
        case pages.SLIP.id:
            return Wish.SLIP
        case str() if answer == NEWS:
            return Wish.NEWS
        case str() if answer == OVER:
            return Wish.TIME_OVER
    return Wish.NOT_NOW
