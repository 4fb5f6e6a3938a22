"""Which touches count."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kiosk.modalities.touch.strikes import DOUBLE_STRIKE_SECONDS, Strikes


@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans(), st.floats(0, 1))))
def test_no_two_accepted_strikes_are_doubles(touches: list[tuple[str, bool, float]]) -> None:
    now = 0.0
    strikes = Strikes(lambda: now)
    accepted: list[tuple[float, str, bool]] = []
    for item, concludes, later in touches:
        now += later
        if strikes.accept(item, concludes=concludes):
            accepted.append((now, item, concludes))
    for (at, item, concluded), (then, other, _) in pairwise(accepted):
        if then - at < DOUBLE_STRIKE_SECONDS:
            assert item != other
            assert not concluded


def test_a_strike_after_half_a_second_counts() -> None:
    now = 0.0
    strikes = Strikes(lambda: now)
    assert strikes.accept("a", concludes=True)
    now = 0.5
    assert strikes.accept("a", concludes=True)
