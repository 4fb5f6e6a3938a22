"""Bodies of the room."""

import unicodedata
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from backend.fields import Day, Line, Moment, Wire
from backend.identity.numbers import is_well_formed


class CardKind(StrEnum):
    """The four layouts of a card."""

    RESIDENT = "resident"
    HMT_PERMIT = "hmt_permit"
    FOREIGNER_2017 = "foreigner_2017"
    FOREIGNER_2023 = "foreigner_2023"


def _checked(number: str) -> str:
    if not is_well_formed(number):
        raise ValueError("the check digit does not fit")
    return number


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


CardNumber = Annotated[
    str, StringConstraints(pattern=r"^([0-9]{17}[0-9X]|[A-Z]{3}[0-9]{12})$"), AfterValidator(_checked)
]
Name = Annotated[Line, AfterValidator(_composed)]


class CardLogin(Wire):
    """A card that is shown. `valid_until` null is 长期."""

    number: CardNumber
    name: Name
    kind: Annotated[CardKind, Field(strict=False)]
    valid_until: Day | None


class SessionOut(Wire):
    """An open session."""

    token: str
    level: int
    display_name: str
    expires_at: Moment
