"""What a month costs a household: steps of a tariff, reductions with their reasons, late fees. Pure, whole fen.

The tariffs are invented after the form of real ones: steps by the month's use, prices to a hundredth of a fen. A line
is rounded once, half a fen up.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

HUNDREDTHS = 100


class BillKind(StrEnum):
    """What is paid for."""

    WATER = "water"
    POWER = "power"
    GAS = "gas"
    HALL_FEE = "hall_fee"


class ReductionKind(StrEnum):
    """Why a household pays less."""

    VETERAN = "veteran"
    LOW_INCOME = "low_income"
    OVER_80 = "over_80"


class LineKind(StrEnum):
    """What a line of a bill is."""

    STEP = "step"
    FEE = "fee"
    REDUCTION = "reduction"
    LATE_FEE = "late_fee"


@dataclass(frozen=True, slots=True)
class Line:
    """A line: `quantity` units at `price` hundredths of a fen, or a `reason`."""

    kind: LineKind
    fen: int
    quantity: int | None = None
    price: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Units up to `upto` in a month (None: all above) cost `price` hundredths of a fen each."""

    upto: int | None
    price: int


@dataclass(frozen=True, slots=True)
class LateFee:
    """So many ten-thousandths of the bill for each day after the last one, and never more than the bill itself."""

    ten_thousandths_a_day: int


@dataclass(frozen=True, slots=True)
class Reduction:
    """Less of a bill: a share of it, or the first units free."""

    reason: str
    per_cent: int = 0
    free_units: int = 0


STEPS = {
    BillKind.WATER: (Step(18, 23500), Step(25, 31500), Step(None, 55500)),
    BillKind.POWER: (Step(180, 5224), Step(280, 6224), Step(None, 8224)),
    BillKind.GAS: (Step(40, 19800), Step(60, 23760), Step(None, 29700)),
}
FEES = {BillKind.HALL_FEE: 1500}
LATE_FEES = {
    BillKind.WATER: LateFee(10),
    BillKind.POWER: LateFee(10),
    BillKind.GAS: LateFee(10),
}
REDUCTIONS = {
    (ReductionKind.VETERAN, BillKind.WATER): Reduction("优抚对象，减一成", per_cent=10),
    (ReductionKind.VETERAN, BillKind.POWER): Reduction("优抚对象，减一成", per_cent=10),
    (ReductionKind.VETERAN, BillKind.HALL_FEE): Reduction("优抚对象，免收", per_cent=100),
    (ReductionKind.LOW_INCOME, BillKind.POWER): Reduction("低保户，每月免 15 度", free_units=15),
    (ReductionKind.LOW_INCOME, BillKind.WATER): Reduction("低保户，每月免 5 吨", free_units=5),
    (ReductionKind.LOW_INCOME, BillKind.HALL_FEE): Reduction("低保户，免收", per_cent=100),
    (ReductionKind.OVER_80, BillKind.HALL_FEE): Reduction("八十岁以上，免收", per_cent=100),
}
DUE_DAY = 25
"""Of the month after."""


def lines_of(kind: BillKind, used: int, reductions: Collection[ReductionKind]) -> Sequence[Line]:
    """The lines of a month. Of several reductions the one that helps most counts; nobody pays less than nothing.

    Raises: ValueError (a meter that ran backwards)
    """
    if used < 0:
        raise ValueError("a meter does not run backwards")
    lines = _fees(kind) if kind in FEES else _steps(STEPS[kind], used)
    whole = sum(line.fen for line in lines)
    known = [REDUCTIONS[one, kind] for one in sorted(reductions) if (one, kind) in REDUCTIONS]
    best = max(known, key=lambda one: _worth(one, kind, used, whole), default=None)
    if best is None or (less := _worth(best, kind, used, whole)) == 0:
        return lines
    return [*lines, Line(LineKind.REDUCTION, -less, reason=best.reason)]


def _fees(kind: BillKind) -> list[Line]:
    return [Line(LineKind.FEE, FEES[kind])]


def _steps(steps: Sequence[Step], used: int) -> list[Line]:
    lines: list[Line] = []
    below = 0
    for step in steps:
        upto = used if step.upto is None else min(used, step.upto)
        if upto > below or (used == 0 and below == 0 and not lines):
            quantity = upto - below
            lines.append(Line(LineKind.STEP, rounded(quantity * step.price, HUNDREDTHS), quantity, step.price))
            below = upto
    return lines


def _worth(reduction: Reduction, kind: BillKind, used: int, whole: int) -> int:
    if reduction.free_units:
        first = STEPS[kind][0]
        free = min(used, reduction.free_units)
        return min(whole, rounded(free * first.price, HUNDREDTHS))
    return rounded(whole * reduction.per_cent, 100)


def late_fee(kind: BillKind, fen: int, due_on: date, today: date) -> Line | None:
    """What being late costs by today; None: nothing."""
    rule, days = LATE_FEES.get(kind), (today - due_on).days
    if rule is None or days <= 0 or fen <= 0:
        return None
    more = min(fen, rounded(fen * days * rule.ten_thousandths_a_day, 10_000))
    return Line(LineKind.LATE_FEE, more, reason=f"逾期 {days} 天") if more else None


def due_on(period: date) -> date:
    """The last day on which a month can be paid without a late fee."""
    return date(period.year + period.month // 12, period.month % 12 + 1, DUE_DAY)


def rounded(dividend: int, divisor: int) -> int:
    """Whole division of what is not negative, half up."""
    return (2 * dividend + divisor) // (2 * divisor)
