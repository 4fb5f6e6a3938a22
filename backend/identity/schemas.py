"""Bodies of the room."""

import unicodedata
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints

from backend.fields import Day, Line, Moment, Wire
from backend.identity.levels import Proof
from backend.identity.numbers import is_well_formed


class CardKind(StrEnum):
    """The four layouts of an identity card."""

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
HallCardNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{6,20}$")]


class IdCardLogin(Wire):
    """A certified card that is shown. `valid_until` null is 长期."""

    number: CardNumber
    name: Name
    kind: Literal["resident", "hmt_permit", "foreigner_2017", "foreigner_2023"]
    valid_until: Day | None


class SocialSecurityLogin(Wire):
    """A social-security card as it was read."""

    number: CardNumber
    name: Name
    kind: Literal["social_security"]
    valid_until: Day | None = None


class HallCardLogin(Wire):
    """A hall card that proved itself to the terminal."""

    number: HallCardNumber
    kind: Literal["hall_card"]


CardLogin: TypeAlias = Annotated[IdCardLogin | SocialSecurityLogin | HallCardLogin, Field(discriminator="kind")]
"""Any card that is shown."""


class StandingOut(Wire):
    """How an open session stands."""

    level: int
    proofs: list[Proof]
    of_age: bool
    expires_at: Moment


class SessionOut(StandingOut):
    """A session that was opened, or that goes on under this token."""

    token: str
    display_name: str
