"""Numbers as they are said, read back by a reader that knows nothing of how they were made."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.visit.numerals import digits_aloud, number_aloud

DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
PLACE = {"十": 10, "百": 100, "千": 1000}


def understood(said: str) -> int:
    """What a Mandarin ear makes of a number, with the rule that a skipped place must be heard as 零."""
    for name, unit in (("亿", 10**8), ("万", 10**4)):
        if name in said:
            head, _, rest = said.rpartition(name)
            below = understood(rest) if rest else 0
            # Without 零, what follows is heard as the next place down: 一亿五 is 150 million.
            if rest and not rest.startswith("零"):
                assert below >= unit // 10, f"{said} would be misheard"
            return understood(head) * unit + below
    total, digit, last_place, skipped = 0, 0, 10_000, False
    for character in said:
        if character in PLACE:
            assert PLACE[character] < last_place, "places go down"
            last_place = PLACE[character]
            total, digit, skipped = total + (digit or 1) * last_place, 0, False
        elif character == "零":
            skipped = True
        else:
            digit = DIGIT[character]
    if digit and not skipped:
        assert last_place in (10, 10_000), f"{said} would be misheard"
    return total + digit


@settings(deadline=None)  # a busy machine is no fault
@given(
    st.integers(0, 10**16 - 1)
    | st.integers(0, 12_000)
    | st.builds(lambda n, p: n * 10**p, st.integers(0, 2000), st.integers(0, 12))
)
def test_a_number_is_understood_as_it_was_meant(number: int) -> None:
    assert understood(number_aloud(number)) == number


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"),
        (10, "十"),
        (15, "十五"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (1010, "一千零一十"),
        (10_010, "一万零一十"),
        (23_005, "两万三千零五"),
        (2_000, "两千"),
        (2_222, "两千二百二十二"),
        (20_000_000, "两千万"),
        (200, "二百"),
        (122_000, "十二万二千"),
        (250_000, "二十五万"),
        (86_412, "八万六千四百一十二"),
        (100_000, "十万"),
        (100_010, "十万零一十"),
        (1_000_000, "一百万"),
        (100_001_000, "一亿零一千"),
        (1_000_000_000_000, "一万亿"),
        (-3, "负三"),
    ],
)
def test_numbers_people_meet(number: int, said: str) -> None:
    assert number_aloud(number) == said


def test_a_number_beyond_words_is_read_digit_by_digit() -> None:
    assert number_aloud(10**16) == "一" + "零" * 16


@settings(deadline=None)  # a busy machine is no fault
@given(st.text("0123456789", max_size=30))
def test_digits_are_said_one_by_one(digits: str) -> None:
    heard = digits_aloud(digits)
    assert "".join("1" if c == "幺" else str(DIGIT[c]) for c in heard) == digits
    assert digits_aloud(digits, telephone=False) == heard.replace("幺", "一")


def test_what_is_no_digit_is_kept() -> None:
    assert digits_aloud("3-A²") == "三-A²"
