"""What the words of ups.status mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.ups.contract import Power, UpsReading, UpsWord
from hardware.ups.power import StatusUnknown, reading


@pytest.mark.parametrize(
    ("status", "power", "words", "warnings"),
    [
        ("OL", Power.MAINS, set(), ()),
        ("OL CHRG", Power.MAINS, set(), ()),
        ("OL BOOST", Power.MAINS, {UpsWord.ENGAGED}, ()),
        ("OL LB", Power.MAINS, {UpsWord.LOW}, ("battery_low",)),
        ("BYPASS", Power.MAINS, set(), ("bypass",)),
        ("OB", Power.BATTERY, {UpsWord.ENGAGED, UpsWord.POWERING}, ("on_battery",)),
        ("OB LB", Power.LOW, {UpsWord.ENGAGED, UpsWord.POWERING, UpsWord.LOW}, ("battery_low", "on_battery")),
        ("FSD OL", Power.LOW, {UpsWord.ENGAGED, UpsWord.POWERING, UpsWord.LOW}, ("shutting_down",)),
        ("OL OVER RB", Power.MAINS, set(), ("overload", "replace_battery")),
    ],
)
def test_status(status: str, power: Power, words: set[UpsWord], warnings: tuple[str, ...]) -> None:
    assert reading(status, "50", "60", None) == UpsReading(power, 50, 60, frozenset(words), warnings)


@pytest.mark.parametrize("status", ["", "WAIT", "CAL", "ol", "OLOB"])
def test_a_status_that_tells_no_power_is_refused(status: str) -> None:
    with pytest.raises(StatusUnknown):
        reading(status, None, None, None)


@pytest.mark.parametrize(
    ("text", "number"),
    [("100", 100), ("87.5", 87), ("104", 100), ("-3", None), ("1e9", None), ("٣", None), ("", None), ("9" * 9, None)],
)
def test_a_charge_that_is_no_number_is_not_known(text: str, number: int | None) -> None:
    assert reading("OL", text, None, None).charge_percent == number


def test_recovered_lasts_until_the_battery_is_full() -> None:
    known = reading("OB", "30", None, None)
    for status, charge, recovered in [("OL CHRG", "30", True), ("OL", "99", True), ("OL", "100", False)]:
        known = reading(status, charge, None, known)
        assert (UpsWord.RECOVERED in known.words) is recovered
    known = reading("OL CHRG", None, None, reading("OB", None, None, None))
    assert UpsWord.RECOVERED in known.words
    assert UpsWord.RECOVERED not in reading("OL", None, None, known).words


@given(st.text(max_size=40), st.none() | st.text(max_size=9), st.none() | st.text(max_size=9))
def test_any_text_is_read_or_refused(status: str, charge: str | None, runtime: str | None) -> None:
    try:
        known = reading(status, charge, runtime, None)
    except StatusUnknown:
        return
    assert known.charge_percent is None or 0 <= known.charge_percent <= 100
