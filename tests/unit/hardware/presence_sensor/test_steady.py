"""When somebody is there: by a clock that the test moves."""

from hypothesis import given
from hypothesis import strategies as st

from hardware.presence_sensor.steady import Steady


def test_two_seconds_to_be_there_and_twenty_to_have_left() -> None:
    steady = Steady()
    assert steady.present is None
    assert steady.hear(True, 100.0) is False
    assert steady.due() == 102.0
    assert steady.hear(True, 101.9) is False
    assert steady.hear(True, 102.0) is True
    assert steady.hear(False, 110.0) is True
    assert steady.hear(False, 129.9) is True
    assert steady.hear(False, 130.0) is False
    assert steady.due() is None


def test_a_passer_by_is_nobody_and_a_short_stillness_no_leaving() -> None:
    steady = Steady()
    for second in range(0, 60, 2):
        assert steady.hear(second % 4 == 0, float(second) + (0.1 if second % 4 else 0)) in {False}
        assert steady.hear(False, second + 1.5) is False
    steady.hear(True, 100.0)
    assert steady.hear(True, 103.0) is True
    for second in range(104, 160, 10):
        assert steady.hear(False, float(second)) is True
        assert steady.hear(True, second + 9.0) is True


def test_what_is_forgotten_begins_anew() -> None:
    steady = Steady(0, 0)
    assert steady.hear(True, 0.0) is True
    steady.forget()
    assert (steady.present, steady.due()) == (None, None)


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 30)), max_size=60))
def test_it_never_changes_sooner_than_it_may(heard: list[tuple[bool, float]]) -> None:
    steady, now, same_since, last_seen, before = Steady(2.0, 20.0), 0.0, 0.0, None, False
    for seen, pause in heard:
        now += pause
        if seen is not last_seen:
            last_seen, same_since = seen, now
        present = steady.hear(seen, now)
        if present is not before:
            assert present is seen
            assert now - same_since >= (2.0 if seen else 20.0)
            before = bool(present)
