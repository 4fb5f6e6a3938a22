"""Which heart is missing: by a clock that the test moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.watchdog.hearts import Hearts
from hardware.watchdog.notify import NoKeeper, address, extension, status, watchdog_s


def test_a_heart_is_missing_after_its_limit_and_not_before() -> None:
    now = [100.0]
    hearts = Hearts(lambda: now[0])
    gui = hearts.add("gui", 5.0)
    hearts.add("loop", 50.0)
    now[0] = 105.0
    assert hearts.missing() == ()
    now[0] = 105.1
    assert hearts.missing() == ("gui",)
    gui.beat()
    assert hearts.missing() == ()
    gui.stop()
    gui.stop()
    now[0] = 200.0
    assert hearts.missing() == ("loop",)


@pytest.mark.parametrize(("name", "limit_s"), [("", 1.0), ("a\nb", 1.0), ("gui", 0.0), ("gui", -1.0)])
def test_a_heart_that_cannot_be_is_refused(name: str, limit_s: float) -> None:
    with pytest.raises(ValueError, match="a heart has"):
        Hearts(lambda: 0.0).add(name, limit_s)


def test_addresses() -> None:
    assert address({"NOTIFY_SOCKET": "/run/systemd/notify"}) == "/run/systemd/notify"
    assert address({"NOTIFY_SOCKET": "@abc"}) == "\0abc"
    with pytest.raises(NoKeeper) as caught:
        address({"NOTIFY_SOCKET": "run/notify"})
    assert caught.value.by_mistake


def test_the_time_of_the_watchdog_is_that_of_this_process() -> None:
    assert watchdog_s({"WATCHDOG_USEC": "30000000"}, 7) == 30.0
    assert watchdog_s({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7"}, 7) == 30.0
    assert watchdog_s({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "8"}, 7) is None
    assert watchdog_s({}, 7) is None


@given(st.text())
def test_a_status_is_always_one_line(text: str) -> None:
    line = status(text)
    assert line.isprintable()
    assert len(line) <= 207
    assert extension(1.5) == "EXTEND_TIMEOUT_USEC=1500000"


@given(st.dictionaries(st.sampled_from(["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]), st.text()))
def test_any_environment_is_read_or_refused(environment: dict[str, str]) -> None:
    waits = watchdog_s(environment, 1)
    assert waits is None or waits > 0
    try:
        assert len(address(environment).encode()) <= 107
    except NoKeeper:
        return
