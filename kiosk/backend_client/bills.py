"""What households owe: found by the number on the paper bill, by the door, by her card, or by an account known before.

Thread: every call blocks; they are made from threads.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, TypeAdapter

from kiosk.backend_client.fields import Day, Fen, HexId, Moment, Month, SignedFen, Text, body
from kiosk.backend_client.identity import Session
from kiosk.backend_client.transport import Transport, parse

FEWEST_DIGITS, MOST_DIGITS = 6, 20
"""Of a household number."""
LARGEST_PLACE = 200
"""The highest number of a building, unit, floor or door that can be asked for; the lowest is 1."""


class BillKind(StrEnum):
    """What is paid for."""

    WATER = "water"  # 水费
    POWER = "power"  # 电费
    GAS = "gas"  # 燃气费
    HALL_FEE = "hall_fee"  # 服务费


class BillLineKind(StrEnum):
    """What a line of a bill is."""

    STEP = "step"  # so many units at the price of this step
    FEE = "fee"
    REDUCTION = "reduction"  # its fen are below nothing
    LATE_FEE = "late_fee"


@dataclass(frozen=True, slots=True)
class Door:
    """Where a household is, in numbers from 1 on; shows nothing of itself."""

    building: int = field(repr=False)
    unit: int = field(repr=False)
    floor: int = field(repr=False)
    door: int = field(repr=False)


Amount = Annotated[int, Field(ge=0, le=10**9)]
"""Units used, or a price in hundredths of a fen."""


@dataclass(frozen=True, slots=True, repr=False)
class BillLine:
    """How a bill comes about: `quantity` units at `price` hundredths of a fen each, or a `reason`."""

    kind: BillLineKind
    fen: SignedFen
    quantity: Amount | None
    price: Amount | None
    reason: Text | None


@dataclass(frozen=True, slots=True, repr=False)
class Bill:
    """A month of an account as it would be paid today. `busy`: an order holds it at this moment."""

    id: HexId
    period: Month
    due_on: Day
    fen: Fen
    busy: bool
    lines: Annotated[tuple[BillLine, ...], Field(max_length=50)]

    def __post_init__(self) -> None:
        if self.fen != sum(line.fen for line in self.lines):
            raise ValueError("a bill is the sum of its lines")


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """A household at one supplier, and what it owes, oldest first."""

    id: HexId
    kind: BillKind
    household_tail: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
    holder_masked: Text
    unpaid: Annotated[tuple[Bill, ...], Field(max_length=1200)]


@dataclass(frozen=True, slots=True, repr=False)
class PaidBill:
    """A month that was paid."""

    id: HexId
    period: Month
    fen: Fen
    paid_at: Moment


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    accounts: Annotated[tuple[Account, ...], Field(max_length=200)]


@dataclass(frozen=True, slots=True, repr=False)
class _History:
    paid: Annotated[tuple[PaidBill, ...], Field(max_length=24)]


_FOUND = TypeAdapter(_Found)
_HISTORY = TypeAdapter(_History)


def find_by_household(transport: Transport, number: str, kind: BillKind | None = None) -> tuple[Account, ...]:
    """The accounts under the number of a paper bill; empty if nobody is there. TOO_MANY: wait `retry_after_s`."""
    wanted = {} if kind is None else {"kind": kind.value}
    return _found(transport, body(by="household", number=number, **wanted))


def find_by_door(transport: Transport, door: Door) -> tuple[Account, ...]:
    """The accounts of a flat; empty if nobody is there. TOO_MANY: wait `retry_after_s`."""
    return _found(
        transport, body(by="address", building=door.building, unit=door.unit, floor=door.floor, door=door.door)
    )


def fetch_own_accounts(transport: Transport, session: Session) -> tuple[Account, ...]:
    """The accounts of who is logged in with her card. SESSION_OVER, LEVEL_TOO_LOW: log in, or more surely."""
    return parse(_FOUND, transport.get("/v1/bills/mine", session=session.token).body).accounts


def fetch_account(transport: Transport, account_id: str) -> tuple[Account, ...]:
    """One account whose id an order named, as the one of a tuple. REFUSED_NOT_FOUND: not of this hall."""
    return parse(_FOUND, transport.get(f"/v1/bills/accounts/{account_id}").body).accounts


def fetch_history(transport: Transport, account_id: str) -> tuple[PaidBill, ...]:
    """What an account paid, newest first. REFUSED_NOT_FOUND: not of this hall."""
    return parse(_HISTORY, transport.get(f"/v1/bills/accounts/{account_id}/history").body).paid


def _found(transport: Transport, sought: bytes) -> tuple[Account, ...]:
    return parse(_FOUND, transport.post("/v1/bills/find", sought).body).accounts
