"""What a month costs: steps, reductions and late fees, to the fen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.bills.tariffs import (
    REDUCTIONS,
    BillKind,
    LineKind,
    ReductionKind,
    due_on,
    late_fee,
    lines_of,
    rounded,
)

USED = st.integers(0, 5_000)
KINDS = st.sampled_from(list(BillKind))
REASONS = st.frozensets(st.sampled_from(list(ReductionKind)))


def test_a_month_of_water_in_three_steps() -> None:
    lines = lines_of(BillKind.WATER, 30, ())
    assert [(line.quantity, line.price, line.fen) for line in lines] == [
        (18, 23500, 4230),
        (7, 31500, 2205),
        (5, 55500, 2775),
    ]


def test_half_a_fen_goes_up() -> None:
    assert [rounded(n, 100) for n in (0, 49, 50, 149, 150, 199)] == [0, 0, 1, 1, 2, 2]
    assert lines_of(BillKind.POWER, 1, ())[0].fen == 52, "52.24 fen"
    assert lines_of(BillKind.POWER, 7, ())[0].fen == 366, "365.68 fen"


def test_a_month_in_which_nobody_was_there() -> None:
    (line,) = lines_of(BillKind.GAS, 0, ())
    assert (line.quantity, line.fen) == (0, 0)


def test_a_meter_that_ran_backwards_makes_no_bill() -> None:
    with pytest.raises(ValueError, match="backwards"):
        lines_of(BillKind.WATER, -1, ())


def test_a_veteran_pays_a_tenth_less_and_is_told_why() -> None:
    *_, reduction = lines_of(BillKind.WATER, 10, {ReductionKind.VETERAN})
    assert (reduction.kind, reduction.fen, reduction.reason) == (LineKind.REDUCTION, -235, "优抚对象，减一成")


def test_of_two_reductions_the_better_counts_and_only_it() -> None:
    both = lines_of(BillKind.WATER, 4, {ReductionKind.VETERAN, ReductionKind.LOW_INCOME})
    assert [line.fen for line in both] == [940, -940]
    assert both[-1].reason == "低保户，每月免 5 吨"


def test_a_hall_fee_is_waived() -> None:
    assert sum(line.fen for line in lines_of(BillKind.HALL_FEE, 0, {ReductionKind.OVER_80})) == 0


@given(KINDS, USED, REASONS)
def test_no_month_costs_less_than_nothing_and_no_reduction_costs_more(
    kind: BillKind, used: int, reasons: frozenset[ReductionKind]
) -> None:
    whole, reduced = (sum(line.fen for line in lines_of(kind, used, some)) for some in ((), reasons))
    assert 0 <= reduced <= whole


@given(st.sampled_from([BillKind.WATER, BillKind.POWER, BillKind.GAS]), USED)
def test_who_uses_more_pays_more_and_all_units_are_billed(kind: BillKind, used: int) -> None:
    lines = lines_of(kind, used, ())
    assert sum(line.quantity or 0 for line in lines) == used
    assert sum(line.fen for line in lines_of(kind, used + 1, ())) > sum(line.fen for line in lines)


def test_being_late_costs_a_thousandth_a_day() -> None:
    due = date(2026, 10, 25)
    assert late_fee(BillKind.WATER, 10_000, due, due) is None
    line = late_fee(BillKind.WATER, 10_000, due, date(2026, 11, 6))
    assert line is not None
    assert (line.fen, line.reason) == (120, "逾期 12 天")
    assert late_fee(BillKind.HALL_FEE, 1500, due, date(2027, 11, 6)) is None


@given(st.integers(1, 5_000_000), st.integers(1, 20_000))
def test_being_late_never_costs_more_than_the_bill(fen: int, days: int) -> None:
    line = late_fee(BillKind.GAS, fen, date(2000, 1, 1), date.fromordinal(date(2000, 1, 1).toordinal() + days))
    assert line is None or 0 < line.fen <= fen


def test_a_bill_is_due_in_the_month_after() -> None:
    assert due_on(date(2026, 10, 1)) == date(2026, 11, 25)
    assert due_on(date(2026, 12, 1)) == date(2027, 1, 25)


def test_reasons_are_short() -> None:
    assert all(len(one.reason) <= 25 for one in REDUCTIONS.values())
