"""Bodies of the room."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from backend.fields import ONE_LINE, HexId, Moment, Wire

MOST_DAYS = 730
Model = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=ONE_LINE)]
"""Which engines made a template."""
Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]


class ConsentPurpose(StrEnum):
    """What a face may be kept for."""

    LOG_IN = "log_in"


class FaceClaim(StrEnum):
    """What a face was compared with: the photo of the card of this login, or a template that was named by this."""

    CARD_PHOTO = "card_photo"
    NUMBER = "number"
    HALL_CARD = "hall_card"
    PHONE_TAIL_BUILDING = "phone_tail_building"


class FaceResult(Wire):
    """A terminal attests: a living face, and the same. Any other outcome is its own affair."""

    outcome: Literal["same"]
    claim: Annotated[FaceClaim, Field(strict=False)]
    consent_id: HexId | None = None

    @model_validator(mode="after")
    def _template_or_photo(self) -> "FaceResult":
        if (self.claim is FaceClaim.CARD_PHOTO) is not (self.consent_id is None):
            raise ValueError("a template has a consent, and a card's photo has none")
        return self


class ConsentWanted(Wire):
    """She agrees, for at most so many days."""

    purpose: Annotated[ConsentPurpose, Field(strict=False)]
    model: Model
    days: Days


class ConsentRenewed(Wire):
    """She agrees once more."""

    model: Model
    days: Days


class ClaimsOut(Wire):
    """By what the hall may find her template again; the terminal keeps digests of them. Null: not known here."""

    masked_name: str
    phone_tail: str | None
    building: int | None
    has_hall_card: bool


class ConsentGiven(Wire):
    """It holds until then."""

    id: str
    expires_at: Moment
    claims: ClaimsOut


class ConsentOut(Wire):
    """One that holds. `here`: in this hall."""

    id: str
    purpose: str
    model: str
    given_at: Moment
    expires_at: Moment
    hall: str
    here: bool


class ConsentsOut(Wire):
    """Hers, newest first."""

    consents: list[ConsentOut]


class ConsentIds(Wire):
    """Those given at a terminal that hold, in the order of their ids."""

    ids: list[str]


class ConsentCount(Wire):
    """How many of a hall hold now, and of how many people; the law counts people."""

    live: int
    people: int
    filing_threshold: int
