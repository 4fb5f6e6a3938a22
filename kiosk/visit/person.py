"""Who stands in front of the terminal, as far as the visit knows."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How sure the terminal is of a person (FACE.md)."""

    NOBODY = 0
    CLAIM = 1  # a code, a telephone, a card that can be copied, a face against a claim
    CARD = 2  # a certified card, or another card and a second proof
    STRONG = 3  # a certified card and a second proof: her face, or the code sent to her telephone


class Proof(StrEnum):
    """What shows who she is; the same words as on the wire."""

    ID_CARD = "id_card"  # certified by a module of the police
    SOCIAL_SECURITY = "social_security"  # a chip that is read in the open, and can be copied
    HALL_CARD = "hall_card"  # it and the terminal proved themselves to each other
    SMS = "sms"  # a code that was sent to her telephone
    PHONE_CODE = "phone_code"  # a code that her telephone shows, scanned here
    FACE = "face"  # against a claim; alone it is never more than one


CARDS = frozenset({Proof.ID_CARD, Proof.SOCIAL_SECURITY, Proof.HALL_CARD})
SECOND_PROOFS = frozenset({Proof.FACE, Proof.SMS, Proof.PHONE_CODE})


def level_of(proofs: AbstractSet[Proof]) -> Level:
    """How sure the terminal is of who has shown these (the backend decides by the same rule)."""
    seconded = bool(proofs & SECOND_PROOFS)
    if Proof.ID_CARD in proofs:
        return Level.STRONG if seconded else Level.CARD
    if proofs & CARDS and seconded:
        return Level.CARD
    return Level.CLAIM if proofs else Level.NOBODY


@dataclass(frozen=True, slots=True)
class Person:
    """A resident who has logged in. Lives in the visit and dies with it.

    `masked` is for a public screen: the first character of the name. `session` is
    the backend's, opaque here; `log_out` ends it, is called on the loop when
    the visit is over, and returns at once. `shown` is what `kiosk.identity` keeps of
    what she has shown (`kiosk.identity.shown.Shown`): the same object as long as
    proofs are added to the same login.
    """

    level: Level
    masked: str
    masked_number: str = ""
    session: object = field(default=None, repr=False)
    log_out: Callable[[], None] | None = field(default=None, repr=False)
    proofs: frozenset[Proof] = frozenset()
    shown: object = field(default=None, repr=False)


def mask_name(name: str) -> str:
    """`王桂芳` -> `王**`: the same length for everybody, because the screen is public (PARCELS.md E6)."""
    return f"{name.strip()[:1]}**"


def mask_number(number: str) -> str:
    """Keep the first and the last character of an identity number."""
    return f"{number[:1]}{'*' * (len(number) - 2)}{number[-1:]}" if len(number) > 2 else "*" * len(number)
