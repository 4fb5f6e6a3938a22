"""When contacts that chatter have come to rest."""

from hypothesis import given
from hypothesis import strategies as st

from hardware.headphone_jack.settling import Settling

STEPS = st.lists(st.tuples(st.floats(0, 0.3), st.booleans()), min_size=1, max_size=40)


@given(STEPS)
def test_what_is_told_had_stood_long_enough_and_the_last_word_is_told(steps: list[tuple[float, bool]]) -> None:
    settling, now, said = Settling(0.08), 100.0, list[tuple[float, bool]]()
    for pause, value in steps:
        now += pause
        settled = settling.settled(now)
        if settled is not None:
            assert settled is said[-1][1]
            changed = next((at for at, v in reversed(said) if v is not settled), 0.0)
            assert now - changed > 0.08 - 1e-9
        settling.take(value, now)
        said.append((now, value))
    waits = settling.waits(now)
    assert waits is not None
    assert 0 <= waits <= 0.08
    assert settling.settled(now + 0.081) is steps[-1][1]
    assert settling.settled(now + 1) is None, "told once"


def test_nothing_was_said() -> None:
    assert Settling(0.08).waits(1.0) is None
    assert Settling(0.08).settled(1.0) is None


def test_a_second_of_chatter_is_restless_until_it_has_rested() -> None:
    settling = Settling(0.08)
    for step in range(30):
        settling.take(step % 2 == 0, step * 0.04)
        assert settling.restless(step * 0.04) is (step * 0.04 >= 1.0)
    assert settling.settled(2.0) is False
    assert not settling.restless(2.0)
