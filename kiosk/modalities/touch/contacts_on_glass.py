"""Which contacts on the glass are meant: not palms, not sleeves, not what rests there for long."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

PALM_MM = 30.0  # a fingertip is 8 to 20 mm broad
HAND_OF = 3  # so many contacts at once are a hand, or both
REST_SECONDS = 10.0  # a hesitant finger lies for some seconds; a drop of water, an elbow or a bag lies longer


class Verdict(Enum):
    """What becomes of a touch event; CANCEL first takes back what has been pressed."""

    PASS = auto()
    DROP = auto()
    CANCEL_AND_PASS = auto()
    CANCEL_AND_DROP = auto()


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact as an event tells it."""

    id: int
    diameter_mm: float = 0.0
    lifted: bool = False


class ContactsOnGlass:
    """Judges one touch event after the other. A contact that once was not meant stays so until it is lifted.

    What rests there does not close the glass: a finger beside it counts. `monotonic` gives seconds.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._since: dict[int, float] = {}
        self._unmeant: set[int] = set()

    def judge(self, contacts: Sequence[Contact]) -> Verdict:
        """Judge an event by all contacts that it tells of."""
        now = self._monotonic()
        for contact in contacts:
            self._since.setdefault(contact.id, now)
        meant = [contact for contact in contacts if contact.id not in self._unmeant]
        newly = self._not_meant(meant, now)
        self._unmeant |= newly
        passes = any(contact.id not in newly for contact in meant)
        self._forget_lifted(contacts)
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

    def _not_meant(self, meant: Sequence[Contact], now: float) -> set[int]:
        """A hand is not meant with all its fingers; what rests too long, by itself."""
        if len(meant) >= HAND_OF or any(contact.diameter_mm > PALM_MM for contact in meant):
            return {contact.id for contact in meant}
        return {contact.id for contact in meant if now - self._since[contact.id] > REST_SECONDS}

    def _forget_lifted(self, contacts: Sequence[Contact]) -> None:
        for contact in contacts:
            if contact.lifted:
                self._since.pop(contact.id, None)
                self._unmeant.discard(contact.id)
