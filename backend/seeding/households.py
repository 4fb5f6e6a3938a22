"""Households that do not exist: accounts, meters, reductions, bills, each joined to an invented resident."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from backend.bills.tariffs import BillKind, ReductionKind, due_on, lines_of
from backend.insurance.months import months_before

MONTHS_AT_FIRST = 4
UNPAID_AT_FIRST = 2
USE = {BillKind.WATER: (6, 30), BillKind.POWER: (80, 330), BillKind.GAS: (8, 65), BillKind.HALL_FEE: (0, 0)}
KIND_DIGITS = {BillKind.WATER: "1", BillKind.POWER: "2", BillKind.GAS: "3", BillKind.HALL_FEE: "4"}
DOORS = 4
FIRST_NUMBER = 2_718_400
"""Of seven digits, as a supplier's numbers are that began long ago: a row of noughts is nobody's."""


@dataclass(frozen=True, slots=True)
class Household:
    """A flat and who is named on its bills. `place` is its order in the seed, from which its numbers are made."""

    resident_id: str
    name: str
    birth: date
    place: int
    building_id: str
    unit: int
    floor: int

    @property
    def door(self) -> int:
        """Its door on the floor."""
        return self.place % DOORS + 1

    def number(self, kind: BillKind) -> str:
        """The household number on the paper bill. No supplier's numbers begin with 69."""
        return f"69{KIND_DIGITS[kind]}{FIRST_NUMBER + self.place}"

    def reductions(self, today: date) -> Sequence[ReductionKind]:
        """Why it pays less: some are veterans' or poor, and who is old is old."""
        old = [ReductionKind.OVER_80] if today.year - self.birth.year > 80 else []
        by_place = {3: [ReductionKind.VETERAN], 11: [ReductionKind.LOW_INCOME]}
        return old + by_place.get(self.place % 20, [])


def month_rows(
    account_id: str, kind: BillKind, period: date, before: int, reductions: Sequence[ReductionKind]
) -> tuple[dict[str, Any], dict[str, Any] | None, list[dict[str, Any]]]:
    """The bill of a month, what the meter then shows, and the bill's lines: the same every time."""
    rng = Random(f"{account_id} {period}")  # noqa: S311 (the same hall every time is the point)
    low, high = USE[kind]
    used = rng.randint(low, high)
    lines = lines_of(kind, used, reductions)
    bill_id = hashlib.sha256(f"{account_id} {period}".encode()).hexdigest()[:32]
    bill = {
        "id": bill_id,
        "account_id": account_id,
        "period": period,
        "due_on": due_on(period),
        "fen": sum(line.fen for line in lines),
    }
    reading = {"account_id": account_id, "month": period, "reading": before + used} if high else None
    rows = [
        {
            "bill_id": bill_id,
            "place": place,
            "kind": line.kind.value,
            "quantity": line.quantity,
            "price": line.price,
            "reason": line.reason,
            "fen": line.fen,
        }
        for place, line in enumerate(lines)
    ]
    return bill, reading, rows


def missing_months(known: date | None, last: date) -> Iterator[date]:
    """The months up to `last` for which there is no bill yet, oldest first."""
    count = MONTHS_AT_FIRST
    if known is not None:
        count = (last.year - known.year) * 12 + last.month - known.month
    for before in reversed(range(count)):
        yield months_before(last, before)
