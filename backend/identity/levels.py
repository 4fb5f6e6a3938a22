"""How sure a login is, from what it rests on alone. docs/wire.md has the table."""

from collections.abc import Set
from enum import StrEnum


class Proof(StrEnum):
    """What a login may rest on."""

    ID_CARD = "id_card"  # certified: the card proved itself to the reader's security module
    SOCIAL_SECURITY = "social_security"  # its chip is read in the open, and what is read can be copied
    HALL_CARD = "hall_card"  # it and the terminal proved themselves to each other, but a found one opens the same
    SMS = "sms"
    PHONE_CODE = "phone_code"
    FACE = "face"


CERTIFIED = frozenset({Proof.ID_CARD})
OTHER_CARDS = frozenset({Proof.SOCIAL_SECURITY, Proof.HALL_CARD})
SECOND = frozenset({Proof.FACE, Proof.SMS, Proof.PHONE_CODE})
NOBODY, CLAIM, CARD, STRONG = range(4)


def level_of(proofs: Set[Proof]) -> int:
    """0 to 3. A face counts what a telephone counts, neither more nor less; second proofs add up to nothing."""
    first = CARD if proofs & CERTIFIED else CLAIM if proofs else NOBODY
    with_a_card = bool(proofs & (CERTIFIED | OTHER_CARDS))
    return first + 1 if with_a_card and proofs & SECOND else first
