"""The four kinds of identity card that a reader with a GA/T 467 module reads.

Personal data: the values show nothing of themselves in a repr or a log, and live no longer than the visit.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hardware.gb_codes import Sex
from hardware.id_card_reader.photo import Photo


class CardKind(StrEnum):
    """Whose card it is."""

    RESIDENT = "resident"
    PERMIT = "permit"
    FOREIGNER_2017 = "foreigner_2017"
    FOREIGNER_2023 = "foreigner_2023"


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class IdCard:
    """What every card says; `valid_until` None means for ever (长期), `photo` None that none was read."""

    kind: CardKind
    name: str
    number: str
    birth: date
    sex: Sex
    valid_from: date
    valid_until: date | None
    issuer: str
    photo: Photo | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__}, content withheld>"

    def valid_on(self, day: date) -> bool:
        """Whether the card was valid on `day`; both ends count."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ResidentCard(IdCard):
    """The identity card of a resident (居民身份证); `nation` is the name without 族."""

    nation: str
    address: str


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class PermitCard(IdCard):
    """The residence permit for people of Hong Kong, Macao and Taiwan (港澳台居民居住证)."""

    address: str
    pass_number: str
    issue_count: int


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Foreigner2017Card(IdCard):
    """The permanent residence card of a foreigner, layout of 2017; `issuer` is the authority's code.

    `name` is the Chinese name, or the English one when the card has no other.
    """

    english_name: str
    chinese_name: str
    nationality: str
    version: str


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Foreigner2023Card(IdCard):
    """The permanent residence card of a foreigner, layout of 2023, which names no issuer.

    `name` is the Chinese name, or the English one when the card has no other.
    """

    english_name: str
    chinese_name: str
    nationality: str
    renewal_count: int
    old_number_link: str
