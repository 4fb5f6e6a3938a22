"""What a resident has shown in one login, beside her name: kept in the visit, and gone with it.

The picture out of a card's chip is good for one comparison and is dropped after it; numbers name a template of hers.
"""

from dataclasses import dataclass, replace
from datetime import date

from hardware.card_reader.cards import HallCard, SocialSecurityCard
from hardware.id_card_reader.cards import IdCard
from kiosk.faces.contract import Portrait
from kiosk.visit.person import Person, Proof

PORTRAIT_WIDTH, PORTRAIT_HEIGHT = 102, 126  # dots of the picture in the chip
GROWN_UP = 18


@dataclass(slots=True, repr=False, eq=False)
class Shown:
    """The same object as long as proofs are added to one login. Its repr tells nothing."""

    number: str = ""
    hall_card: str = ""
    birth: date | None = None
    of_age: bool | None = None  # as the office knows it; None: it was not asked
    portrait: Portrait | None = None

    def forget_portrait(self) -> None:
        """The comparison is over, or the visit."""
        self.portrait = None

    def forget(self) -> None:
        """The visit is over."""
        self.number = self.hall_card = ""
        self.birth = self.of_age = self.portrait = None

    def add(self, other: "Shown") -> None:
        """Something more was shown in the same login. The other keeps no picture: there is one place to forget it."""
        if other is self:
            return
        self.number = other.number or self.number
        self.hall_card = other.hall_card or self.hall_card
        self.birth = other.birth or self.birth
        self.of_age = self.of_age if other.of_age is None else other.of_age
        self.portrait, other.portrait = other.portrait or self.portrait, None

    def grown_up(self, day: date) -> bool:
        """May her face count? Not by a card that says she is under 18, and not where the office says so."""
        return self.of_age is not False and (self.birth is None or age_on(self.birth, day) >= GROWN_UP)


def shown_by(person: Person | None) -> Shown:
    """What this person has shown; nothing for who is not known."""
    return person.shown if person is not None and isinstance(person.shown, Shown) else Shown()


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PresentedId:
    """An identity card that was just read, without its picture: that is in `shown`, to be forgotten earlier."""

    card: IdCard
    shown: Shown


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PresentedChip:
    """A social-security card that names its holder, or a card of this hall."""

    card: SocialSecurityCard | HallCard

    @property
    def proof(self) -> Proof:
        """What it shows."""
        return Proof.HALL_CARD if isinstance(self.card, HallCard) else Proof.SOCIAL_SECURITY

    def shown(self) -> Shown:
        """What it tells, beside a name."""
        if isinstance(self.card, HallCard):
            return Shown(hall_card=self.card.number)
        return Shown(number=self.card.number or "", birth=self.card.birth)


Presented = PresentedId | PresentedChip


def present_id_card(card: IdCard) -> PresentedId:
    """Part a card from its picture."""
    photo = card.photo
    portrait = Portrait(PORTRAIT_WIDTH, PORTRAIT_HEIGHT, photo.rgb) if photo is not None else None
    shown = Shown(number=card.number, birth=card.birth, portrait=portrait)
    return PresentedId(replace(card, photo=None), shown)


def age_on(birth: date, day: date) -> int:
    """Whole years; who was born on 29 February is a year older on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
