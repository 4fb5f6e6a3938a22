"""What several readings of the same sound, bound to digits, are together."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.recognition.spoken_number import likeliest

READINGS = st.lists(
    st.dictionaries(st.text("0123456789", min_size=1, max_size=12), st.floats(-30, 0), max_size=8),
    min_size=1,
    max_size=3,
)


def test_two_readings_that_agree_outweigh_one_that_is_surer() -> None:
    number, likely = likeliest(({"958": -0.5, "9458": -1.0}, {"9458": -0.6, "98": -4.0}), 1, 20)
    assert number == "9458"
    assert likely == pytest.approx(-0.2)


def test_a_number_that_fills_what_is_missing_is_likelier_but_only_where_one_length_does() -> None:
    read = ({"1234567": -1.0, "12345678": -4.0},)
    assert likeliest(read, 8, 8)[0] == "12345678"
    assert likeliest(read, 6, 20)[0] == "1234567"


def test_what_has_no_room_is_no_number() -> None:
    assert likeliest(({"12345": -0.1},), 0, 4) == ("", -math.inf)


def test_a_number_that_the_first_reading_does_not_have_is_never_sure() -> None:
    assert likeliest(({}, {"12": -0.1}), 1, 4) == ("12", -math.inf)


@given(READINGS, st.integers(0, 12), st.integers(0, 12))
def test_it_is_one_of_those_that_were_read_and_has_room(
    readings: list[dict[str, float]], fewest: int, most: int
) -> None:
    number, _ = likeliest(readings, fewest, most)
    assert number == "" or (any(number in reading for reading in readings) and len(number) <= most)
