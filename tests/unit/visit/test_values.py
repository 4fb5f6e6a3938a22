"""Each typed value: how it is written and how it is said."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.foundation.money import Money
from kiosk.visit.text import text
from kiosk.visit.values import (
    Count,
    Day,
    Digits,
    IdNumber,
    Moment,
    Month,
    Months,
    Ordinal,
    Phone,
    Span,
    UnitPrice,
    Value,
    Yuan,
)
from tests.unit.visit.test_numerals import DIGIT, understood

EVENING = datetime(2026, 11, 21, 20, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "shown", "said"),
    [
        (Count(2, "个"), "2 个", "两个"),
        (Count(12, "个"), "12 个", "十二个"),
        (Count(2), "2", "二"),
        (Count(0, "位"), "0 位", "零位"),
        (Ordinal(2, "栋"), "2 栋", "二栋"),
        (Ordinal(10, "栋"), "10 栋", "十栋"),
        (Yuan(Money(0)), "0.00 元", "零元"),
        (Yuan(Money(5)), "0.05 元", "五分"),
        (Yuan(Money(50)), "0.50 元", "五角"),
        (Yuan(Money(200)), "2.00 元", "两元"),
        (Yuan(Money(10_005)), "100.05 元", "一百元零五分"),
        (Yuan(Money(8_641_250)), "86,412.50 元", "八万六千四百一十二元五角"),
        (Yuan(Money(-1)), "-0.01 元", "负一分"),
        (Yuan(Money(-12_345)), "-123.45 元", "负一百二十三元四角五分"),
        (UnitPrice(23500), "2.35 元", "二点三五元"),
        (UnitPrice(5224), "0.5224 元", "零点五二二四元"),
        (UnitPrice(19800), "1.98 元", "一点九八元"),
        (UnitPrice(20000), "2.00 元", "二元"),
        (UnitPrice(1), "0.0001 元", "零点零零零一元"),
        (Months(0), "0 个月", "零个月"),
        (Span(0), "0 秒", "零秒"),
        (Span(2), "2 秒", "两秒"),
        (Span(120), "2 分钟", "两分钟"),
        (Span(122), "2 分 2 秒", "两分零二秒"),
        (Span(90), "1 分 30 秒", "一分三十秒"),
        (Months(2), "2 个月", "两个月"),
        (Months(12), "1 年", "一年"),
        (Months(24), "2 年", "两年"),
        (Months(220), "18 年 4 个月", "十八年零四个月"),
        (Month(2026, 2), "2026 年 2 月", "二零二六年二月"),
        (Month(2026, 11, this_year=True), "11 月", "十一月"),
        (Day(date(2010, 10, 10)), "2010 年 10 月 10 日", "二零一零年十月十日"),
        (Moment(EVENING), "2026 年 11 月 21 日 20:05", "二零二六年十一月二十一日二十点零五分"),
        (Moment(datetime(2026, 1, 2, 2, 0, tzinfo=UTC)), "2026 年 1 月 2 日 02:00", "二零二六年一月二日两点"),
        (Moment(datetime(2026, 1, 2, 0, 10, tzinfo=UTC)), "2026 年 1 月 2 日 00:10", "二零二六年一月二日零点十分"),
        (Phone("13800138000"), "138 0013 8000", "幺三八，零零幺三，八零零零"),
        (Phone("+86 138-0013-8000"), "138 0013 8000", "幺三八，零零幺三，八零零零"),
        (Phone("110"), "110", "幺幺零"),
        (Phone("12345"), "12345", "幺二三四五"),
        (Phone("0571-88886666"), "0571 8888 6666", "零五七幺，八八八八，六六六六"),
        (Phone("0571-8888-6666"), "0571 8888 6666", "零五七幺，八八八八，六六六六"),
        (Phone("4008001234"), "400 800 1234", "四零零，八零零，幺二三四"),
        (IdNumber("69010119500101001X"), "690101 19500101 001X", "六九零幺零幺，幺九五零零幺零幺，零零幺X"),
        (IdNumber(""), "", ""),
        (Digits("30716"), "3071 6", "三零七幺，六"),
        (Digits(""), "", ""),
    ],
)  # fmt: skip
def test_written_and_said(value: Value, shown: str, said: str) -> None:
    assert (value.shown(), value.spoken()) == (shown, said)


def fen_heard(said: str) -> int:
    """An amount as an ear adds it up."""
    sign = -1 if said.startswith("负") else 1
    rest, fen = said.removeprefix("负"), 0
    for unit, worth in (("元", 100), ("角", 10), ("分", 1)):
        if unit in rest:
            number, _, rest = rest.partition(unit)
            fen += worth * understood(number.replace("两", "二"))
    assert not rest
    return sign * fen


@settings(deadline=None)  # a busy machine is no fault
@given(st.integers(-(10**13), 10**13) | st.integers(-300, 300))
def test_an_amount_is_heard_to_the_fen(fen: int) -> None:
    assert fen_heard(Yuan(Money(fen)).spoken()) == fen


@settings(deadline=None)  # a busy machine is no fault
@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)))  # noqa: DTZ001
def test_a_moment_is_heard_to_the_minute(at: datetime) -> None:
    said = Moment(at).spoken().replace("两点", "二点")
    year, _, rest = said.partition("年")
    month, _, rest = rest.partition("月")
    day, _, rest = rest.partition("日")
    hour, _, minute = rest.partition("点")
    minutes = understood(minute.removesuffix("分")) if minute else 0
    assert "".join(str(DIGIT[c]) for c in year) == str(at.year)
    heard = datetime(at.year, understood(month), understood(day), understood(hour), minutes, tzinfo=UTC)
    assert at - heard < timedelta(minutes=1)


@settings(deadline=None)  # a busy machine is no fault
@given(st.integers(0, 1200))
def test_a_length_of_time_is_heard_to_the_month(months: int) -> None:
    said = Months(months).spoken().replace("两", "二")
    years, found, rest = said.rpartition("年")
    heard = 12 * (understood(years) if found else 0)
    heard += understood(rest.removesuffix("个月").removeprefix("零") or "零") if rest else 0
    assert heard == months


@settings(deadline=None)  # a busy machine is no fault
@given(st.from_regex(r"\+?[0-9 -]{0,24}", fullmatch=True))
def test_a_telephone_number_keeps_every_digit(number: str) -> None:
    wanted = "".join(c for c in number.removeprefix("+86") if c.isdigit())
    phone = Phone(number)
    assert phone.shown().replace(" ", "") == wanted
    assert "".join("1" if c == "幺" else str(DIGIT[c]) for c in phone.spoken().replace("，", "")) == wanted


@settings(deadline=None)  # a busy machine is no fault
@given(st.text("0123456789", max_size=40), st.integers(1, 8))
def test_a_code_keeps_every_digit(digits: str, group: int) -> None:
    assert Digits(digits, group).shown().replace(" ", "") == digits


@settings(deadline=None)  # a busy machine is no fault
@given(
    st.sampled_from([Count(3, "个"), Ordinal(4, "栋"), Yuan(Money(1234)), Months(7), Month(2026, 7), Digits("12"),
                     Phone("0571-88886666"), Day(date(2026, 7, 1)), Moment(datetime(2026, 7, 1, 9, 42, tzinfo=UTC))])
)  # fmt: skip
def test_nothing_written_is_left_in_what_is_said(value: Value) -> None:
    said = text("共 {value}", value=value).spoken()
    assert not any(c.isdigit() and c.isascii() for c in said)
