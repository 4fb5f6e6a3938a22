"""Who stands in front of the terminal, as far as the visit knows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum


class Level(IntEnum):
    """How sure the terminal is of a person (FACE.md)."""

    NOBODY = 0
    CLAIM = 1  # a code, a phone, a face against a claim
    CARD = 2  # a certified card
    CARD_AND_FACE = 3


@dataclass(frozen=True, slots=True)
class Person:
    """A resident who has logged in. Lives in the visit and dies with it.

    `masked` is for a public screen: the first character of the name. `session` is
    the backend's, opaque here; `log_out` ends it, is called on the loop when
    the visit is over, and returns at once.
    """

    level: Level
    masked: str
    masked_number: str = ""
    session: object = field(default=None, repr=False)
    log_out: Callable[[], None] | None = field(default=None, repr=False)


def mask_name(name: str) -> str:
    """`王桂芳` -> `王**`: the same length for everybody, because the screen is public (PARCELS.md E6)."""
    return f"{name.strip()[:1]}**"


def mask_number(number: str) -> str:
    """Keep the first and the last character of an identity number."""
    return f"{number[:1]}{'*' * (len(number) - 2)}{number[-1:]}" if len(number) > 2 else "*" * len(number)
