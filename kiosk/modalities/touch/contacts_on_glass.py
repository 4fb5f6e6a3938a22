"""Which contacts on the glass are meant: not palms, not sleeves, not what rests there for long."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from math import dist

PALM_MM = 36.0  # a fingertip is 8 to 20 mm broad, a thumb laid flat up to 35 long
HAND_OF = 3  # so many contacts at once are a hand, or both
HAND_SECONDS = 2.0  # a hand that is laid down is there with all its fingers; who points later steadies herself on it
SAME_PLACE_MM = 8.0  # a trembling finger comes down again near where it was lifted
REST_SECONDS = 10.0  # a hesitant finger lies for some seconds; a drop of water, an elbow or a bag lies longer


class Verdict(Enum):
    """What becomes of a touch event; CANCEL first takes back what has been pressed."""

    PASS = auto()
    DROP = auto()
    CANCEL_AND_PASS = auto()
    CANCEL_AND_DROP = auto()


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact as an event tells it; lengths and places in millimetres."""

    id: int
    at: tuple[float, float]
    diameter: float = 0.0
    lifted: bool = False


class ContactsOnGlass:
    """Judges one touch event after the other. A contact that once was not meant stays so until it is lifted.

    What rests there does not close the glass: a finger beside it counts. `monotonic` gives seconds; a strike less than
    `apart_seconds` after another in the same place is a tremble.
    """

    def __init__(self, monotonic: Callable[[], float], apart_seconds: float) -> None:
        self._monotonic = monotonic
        self._apart = apart_seconds
        self._since: dict[int, float] = {}
        self._unmeant: set[int] = set()
        self._hand: set[int] = set()
        self._lifted_at = float("-inf")
        self._lifted_where = (0.0, 0.0)

    def judge(self, contacts: Sequence[Contact]) -> Verdict:
        """Judge an event by all contacts that it tells of."""
        now = self._monotonic()
        self._unmeant |= {
            contact.id for contact in contacts if contact.id not in self._since and self._trembles(contact)
        }
        for contact in contacts:
            self._since.setdefault(contact.id, now)
        meant = [contact for contact in contacts if contact.id not in self._unmeant]
        newly = self._not_meant(meant, now)
        self._unmeant |= newly
        passes = any(contact.id not in newly for contact in meant)
        for contact in contacts:
            if contact.lifted:
                self._lift(contact, now)
        if newly:
            return Verdict.CANCEL_AND_PASS if passes else Verdict.CANCEL_AND_DROP
        return Verdict.PASS if passes or not contacts else Verdict.DROP

    def page_turned(self) -> bool:
        """What lies on the glass was put on another page; True if anything there had a meaning."""
        meant = self._since.keys() - self._unmeant
        self._unmeant |= meant
        return bool(meant)

    def cleared(self) -> None:
        """The panel took everything back."""
        self._since.clear()
        self._unmeant.clear()
        self._hand.clear()

    def _trembles(self, contact: Contact) -> bool:
        soon = self._monotonic() - self._lifted_at < self._apart
        return soon and dist(contact.at, self._lifted_where) < SAME_PLACE_MM

    def _not_meant(self, meant: Sequence[Contact], now: float) -> set[int]:
        """A hand is not meant with any of its fingers, late ones too; what rests too long, by itself."""
        hand_lies = any(now - self._since[contact] <= HAND_SECONDS for contact in self._hand)
        together = sum(now - self._since[contact.id] <= HAND_SECONDS for contact in meant)
        if hand_lies or together >= HAND_OF or any(contact.diameter > PALM_MM for contact in meant):
            fingers = {contact.id for contact in meant}
            self._hand |= fingers
            return fingers
        return {contact.id for contact in meant if now - self._since[contact.id] > REST_SECONDS}

    def _lift(self, contact: Contact, now: float) -> None:
        if contact.id not in self._unmeant:
            self._lifted_at, self._lifted_where = now, contact.at
        self._since.pop(contact.id, None)
        self._unmeant.discard(contact.id)
        self._hand.discard(contact.id)
