"""Which output is which light."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.lights.contract import Colour, Light
from hardware.lights.wiring import WiringError, wiring


def test_outputs_and_colours() -> None:
    lamps = wiring({"cardReader": 0, "statusGood": "green:4 yellow:4+5", "unit": 3})
    assert lamps[Light.CARD_READER].outputs == {None: frozenset({0})}
    assert lamps[Light.STATUS_GOOD].outputs == {
        None: frozenset({4}),
        Colour.GREEN: frozenset({4}),
        Colour.YELLOW: frozenset({4, 5}),
    }


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"unit": 1},
        {"cardReader": ""},
        {"cardReader": "pink:1"},
        {"cardReader": "256"},
        {"cardReader": "1 2"},
        {"cardReader": "red:1 red:2"},
        {"cardReader": "red:1 2"},
        {"cardReader": "1", "scanner": "red:1"},
        {"cardReader": "٣"},
    ],
)
def test_what_cannot_be_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(WiringError):
        wiring(options)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        lamps = wiring({"cardReader": text})
    except WiringError:
        return
    assert lamps[Light.CARD_READER].outputs[None]
