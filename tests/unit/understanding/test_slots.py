"""Numbers, buildings, money, days and names as they are said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.understanding import slots
from kiosk.understanding.confusions import Confusion
from kiosk.understanding.slots import Home
from kiosk.understanding.sounds import Sounds
from kiosk.understanding.syllables import syllables
from kiosk.visit.numerals import digits_aloud, number_aloud

TODAY = date(2026, 11, 22)  # a Sunday


@given(st.integers(0, 10**9))
def test_every_number_that_we_say_is_understood(number: int) -> None:
    assert slots.number(number_aloud(number)) == number


@given(st.text("0123456789", min_size=1, max_size=20))
def test_digits_that_we_say_are_understood_in_groups_too(digits: str) -> None:
    said = digits_aloud(digits)
    assert slots.digits(said) == digits
    assert slots.digits("，".join((said[:3], said[3:7], said[7:]))) == digits


@pytest.mark.parametrize(
    ("said", "digits"),
    [("幺洞拐两", "1072"), ("三个八", "888"), ("幺三八，四个零", "1380000"), ("廿一", "21"), ("三点", ""), ("", "")],
)
def test_digits_as_people_say_them(said: str, digits: str) -> None:
    assert slots.digits(said) == digits


@pytest.mark.parametrize(
    ("said", "home"),
    [
        ("三栋二单元", Home(3, 2)),
        ("三号楼", Home(3)),
        ("3幢", Home(3)),
        ("我住十二号楼三单元五零一", Home(12, 3)),
        ("一百零五栋", Home(105)),
        ("二单元", None),
        ("三号楼上", Home(3)),
        ("幺幺零", None),
    ],
)
def test_buildings(said: str, home: Home | None) -> None:
    assert slots.building(said) == home


@pytest.mark.parametrize(
    ("said", "fen"),
    [
        ("一百二十块五", 12050),
        ("三毛", 30),
        ("一分", 1),
        ("一万二", 1200000),
        ("三块五毛二", 352),
        ("两千零五十元", 205000),
        ("十二点五元", 1250),
        ("12.5元", 1250),
        ("二十块零五分", 2005),
        ("很多钱", None),
        ("", None),
    ],
)
def test_money(said: str, fen: int | None) -> None:
    assert slots.money(said) == fen


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("大后天", date(2026, 11, 25)),
        ("明天上午", date(2026, 11, 23)),
        ("礼拜三", date(2026, 11, 25)),
        ("下周三", date(2026, 11, 25)),
        ("五月三号", date(2027, 5, 3)),
        ("十二月一日", date(2026, 12, 1)),
        ("二零二七年一月五日", date(2027, 1, 5)),
        ("二十二号", TODAY),
        ("二月三十号", None),
        ("三十二号", None),
        ("100亿月零日", None),
        ("过几天", None),
    ],
)
def test_days(said: str, day: date | None) -> None:
    assert slots.day(said, TODAY) == day


@given(st.text(st.sampled_from("零一二三十百千万亿两块元毛角分点号楼栋单元年月日个周下星期0123456789.王 ")), st.dates())
def test_any_words_are_read_or_refused(said: str, today: date) -> None:
    slots.number(said)
    slots.digits(said)
    slots.digits_by_sound(said)
    slots.building(said)
    slots.money(said)
    if date(1, 1, 15) < today < date(9990, 1, 1):
        slots.day(said, today)


def test_a_name_is_known_by_its_sound() -> None:
    known = ("王桂芳", "李建国", "欧阳敏")
    assert slots.names("王贵方的电话", known, Sounds()) == ("王桂芳",)
    assert slots.names("李建郭", known, Sounds()) == ("李建国",)
    assert slots.names("西红柿炒蛋", known, Sounds()) == ()


@pytest.mark.parametrize(
    ("one", "other", "confusion"),
    [
        ("奶", "来", Confusion("n", "l", 0.1)),
        ("黄", "房", Confusion("hu", "f", 0.1)),
        ("户", "富", Confusion("f", "hu", 0.1)),
        ("王", "黄", Confusion("-", "h", 0.1)),
        ("英", "音", Confusion("ing", "in", 0.0)),
    ],
)
def test_what_a_dialect_does_not_keep_apart_is_near(one: str, other: str, confusion: Confusion) -> None:
    (a,), (b,) = syllables(one), syllables(other)
    plain, dialect = Sounds(), Sounds((confusion,))
    assert dialect.apart(a, b) < plain.apart(a, b) < 0.5
    assert dialect.apart(a, b) == dialect.apart(b, a)
    assert dialect.apart(a, a) == 0


@given(st.sampled_from("查社保水电气费门牌九黄飞日儿女云月"), st.sampled_from("查社保水电气费门牌九黄飞日儿女云月"))
def test_syllables_are_as_far_apart_there_as_back(one: str, other: str) -> None:
    (a,), (b,) = syllables(one), syllables(other)
    assert 0 <= Sounds().apart(a, b) == Sounds().apart(b, a) <= 1


@pytest.mark.parametrize(
    ("said", "number"),
    [("散洞", "3"), ("山东", "3"), ("流动", "6"), ("散", "3"), ("洞", ""), ("是洞", ""), ("四动", ""), ("你好", "")],
)
def test_a_building_that_is_only_heard(said: str, number: str) -> None:
    assert slots.building_by_sound(said) == number


@pytest.mark.parametrize(
    ("said", "numbers"),
    [("是二栋", (2, 12)), ("二是三栋", (3, 23)), ("就是二栋", ()), ("十二栋", ()), ("我住二栋", ()), ("是", ())],
)
def test_ten_is_heard_as_is(said: str, numbers: tuple[int, ...]) -> None:
    assert slots.perhaps_tens(said) == numbers
