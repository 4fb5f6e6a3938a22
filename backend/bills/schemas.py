"""Bodies of the room. What was typed to find a household does not show itself."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.bills.tariffs import BillKind, LineKind
from backend.fields import HexId, Moment, Month, Wire

HouseholdNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{6,20}$")]
"""As it stands on the paper bill."""
Small = Annotated[int, Field(ge=1, le=200)]


class ByHousehold(Wire):
    """Found by the number on the paper bill."""

    by: Literal["household"]
    number: HouseholdNumber = Field(repr=False)
    kind: BillKind | None = Field(default=None, strict=False)


class ByAddress(Wire):
    """Found by where it is."""

    by: Literal["address"]
    building: Small
    unit: Small
    floor: Small
    door: Small


Sought = Annotated[ByHousehold | ByAddress, Field(discriminator="by")]


class LineOut(Wire):
    """How a bill comes about; prices are hundredths of a fen."""

    kind: LineKind
    fen: int
    quantity: int | None
    price: int | None
    reason: str | None


class BillOut(Wire):
    """A bill as it would be paid today. `busy`: somebody is paying it at this moment."""

    id: HexId
    period: Month
    due_on: date
    fen: int
    lines: list[LineOut]
    busy: bool


class PaidBillOut(Wire):
    """A bill that was paid."""

    id: HexId
    period: Month
    fen: int
    paid_at: Moment


class AccountOut(Wire):
    """A household at one supplier, and what it owes."""

    id: HexId
    kind: BillKind
    household_tail: str
    holder_masked: str
    unpaid: list[BillOut]


class AccountsOut(Wire):
    """What was found; an empty list if nobody is there."""

    accounts: list[AccountOut]


class HistoryOut(Wire):
    """What an account paid, newest first."""

    paid: list[PaidBillOut]
