"""Money, clocks, faults and the one spelling of JSON."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.foundation.canonical_json import Json, canonical_json
from kiosk.foundation.clock import SystemClock, hall_time
from kiosk.foundation.errors import Fault
from kiosk.foundation.money import Money

JSON: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("fen", [1.0, "1", True, None])
def test_money_is_whole_fen_and_nothing_else(fen: object) -> None:
    with pytest.raises(TypeError):
        Money(fen)  # type: ignore[arg-type]


@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15))
def test_money_adds_and_is_written_exactly(a: int, b: int) -> None:
    assert (Money(a) + Money(b)).fen == a + b
    sign = -1 if str(Money(a)).startswith("-") else 1
    yuan, fen = str(Money(a)).lstrip("-").replace(",", "").split(".")
    assert sign * (int(yuan) * 100 + int(fen)) == a


def test_a_fault_says_its_key_and_none_of_its_params() -> None:
    fault = Fault("backend.too_many", retry_after_s=7)
    assert str(fault) == "backend.too_many"
    assert "7" not in repr(fault)


def test_the_hall_s_clock_is_eight_hours_ahead_whatever_the_box_believes() -> None:
    moment = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)
    for zone in (UTC, timezone(timedelta(hours=-7))):
        assert hall_time(moment.astimezone(zone)).strftime("%d %H:%M") == "22 01:30"


def test_the_system_s_clock_speaks_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


@given(JSON)
def test_json_has_one_spelling(value: Json) -> None:
    import json

    spelled = canonical_json(value)
    assert canonical_json(json.loads(spelled)) == spelled
    assert b"\n" not in spelled


@pytest.mark.parametrize("value", [1.5, [1.5], {"a": {"b": 0.0}}, {1: "a"}])
def test_json_refuses_what_has_no_one_spelling(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)  # type: ignore[arg-type]
