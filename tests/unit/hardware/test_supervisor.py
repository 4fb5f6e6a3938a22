import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.status import Condition, DeviceState, Health, StatusChanged
from hardware.supervisor import Supervisor, Timing
from hardware.worker import Command

QUICK = Timing(retry_s=(0.01, 0.02, 0.05), jitter=0, probe_s=0.01)


class Line:
    """A device's line that is as a test wants it."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble = trouble
        self.condition = Condition(DeviceState.ONLINE)
        self.opened: list[float] = []
        self.is_open = False
        self.probes = 0

    def open(self, command: Command) -> Condition:
        self.opened.append(time.monotonic())
        if self.trouble:
            raise self.trouble
        self.is_open = True
        return self.condition

    def probe(self, command: Command) -> Condition:
        self.probes += 1
        if self.trouble:
            raise self.trouble
        return self.condition

    def close(self) -> None:
        self.is_open = False


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 5
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.002)


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def supervisor(line: Line) -> Iterator[Supervisor]:
    supervisor = Supervisor("d-1", "bench", "line", line, QUICK)
    yield supervisor
    supervisor.close()


SILENT = DeviceError(Completion.TIME_OUT, DeviceReason.SILENT)
GONE = OSError("gone")


def test_it_starts_by_starting_and_is_online_at_once(supervisor: Supervisor) -> None:
    assert supervisor.status.state is DeviceState.STARTING
    assert supervisor.status.health is Health.PAUSED
    supervisor.start()
    until(lambda: supervisor.status.state is DeviceState.ONLINE)
    assert supervisor.status.seq == 1


def test_a_device_that_was_never_there_is_told_absent_at_the_first_attempt(supervisor: Supervisor, line: Line) -> None:
    line.trouble = GONE
    supervisor.start()
    until(lambda: supervisor.status.health is Health.ABSENT)
    assert len(line.opened) == 1
    assert supervisor.status.detail == "no_port"


def test_it_comes_back_by_itself(supervisor: Supervisor, line: Line) -> None:
    line.trouble = GONE
    supervisor.start()
    until(lambda: len(line.opened) > 4)
    line.trouble = None
    until(lambda: supervisor.status.usable)


def test_it_backs_off(supervisor: Supervisor, line: Line) -> None:
    line.trouble = GONE
    supervisor.start()
    until(lambda: len(line.opened) >= 6)
    gaps = [later - sooner for sooner, later in zip(line.opened, line.opened[1:], strict=False)]
    assert gaps[0] >= 0.01
    assert gaps[1] >= 0.02
    assert min(gaps[2:]) >= 0.05


def test_a_short_absence_is_not_told(supervisor: Supervisor, line: Line) -> None:
    supervisor.start()
    until(lambda: supervisor.status.usable)
    line.trouble = GONE
    until(lambda: len(line.opened) == 2)
    line.trouble = None
    probes = line.probes
    until(lambda: line.probes > probes)
    assert supervisor.status.seq == 1


@pytest.mark.parametrize("trouble", [GONE, SILENT], ids=["gone", "silent"])
def test_three_misses_are_an_absence(supervisor: Supervisor, line: Line, trouble: Exception) -> None:
    supervisor.start()
    until(lambda: supervisor.status.usable)
    line.trouble = trouble
    until(lambda: supervisor.status.health is Health.ABSENT)
    assert not line.is_open


def test_a_garbled_line_is_an_error_of_the_hardware(supervisor: Supervisor, line: Line) -> None:
    line.trouble = DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)
    supervisor.start()
    until(lambda: supervisor.status.state is DeviceState.HARDWARE_ERROR)


def test_each_change_is_told_once_and_in_order(supervisor: Supervisor, line: Line) -> None:
    changes: list[StatusChanged] = []
    unsubscribe = supervisor.subscribe(changes.append)
    supervisor.start()
    until(lambda: supervisor.status.usable)
    line.condition = Condition(DeviceState.ONLINE, ("paper_low",))
    until(lambda: supervisor.status.health is Health.DEGRADED)
    line.condition = Condition(DeviceState.USER_ERROR, (), "paper_out")
    until(lambda: supervisor.status.health is Health.FAILED)
    unsubscribe()
    line.condition = Condition(DeviceState.ONLINE)
    until(lambda: supervisor.status.health is Health.HEALTHY)
    assert [change.new.seq for change in changes] == [1, 2, 3]
    assert [change.old for change in changes[1:]] == [change.new for change in changes[:-1]]
    assert changes[0].new.since == changes[1].new.since, "a warning does not change since when it is online"
    assert changes[2].new.since >= changes[1].new.since


def test_a_deaf_listener_costs_nobody_anything(supervisor: Supervisor, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[StatusChanged] = []

    def deaf(_: StatusChanged) -> None:
        raise RuntimeError("deaf")

    supervisor.subscribe(deaf)
    supervisor.subscribe(heard.append)
    supervisor.start()
    until(lambda: len(heard) == 1)
    assert "deaf" in caplog.text


def test_a_loss_and_a_return_are_logged_once_each(
    supervisor: Supervisor, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    supervisor.start()
    until(lambda: supervisor.status.usable)
    line.trouble = GONE
    until(lambda: len(line.opened) > 6)
    line.trouble = None

    def levels() -> list[str]:
        return [record.levelname for record in caplog.records if record.name == "hardware.supervisor"]

    until(lambda: len(levels()) >= 3)  # the state is there a moment before the line that tells of it
    assert levels() == ["INFO", "WARNING", "INFO"]


def test_work_on_an_absent_device_is_refused(supervisor: Supervisor, line: Line) -> None:
    line.trouble = GONE
    supervisor.start()
    with pytest.raises(DeviceError) as caught:
        asyncio.run(supervisor.run(lambda _: 1, 5))
    assert (caught.value.completion, caught.value.reason) == (Completion.DEVICE_NOT_READY, DeviceReason.ABSENT)


def test_work_does_not_wait_for_the_next_attempt(line: Line) -> None:
    line.trouble = GONE
    supervisor = Supervisor("d-1", "bench", "line", line, Timing(retry_s=(60,)))
    supervisor.start()
    try:
        until(lambda: supervisor.status.health is Health.ABSENT)
        line.trouble = None
        assert asyncio.run(supervisor.run(lambda _: "done", 5)) == "done"
        assert supervisor.status.usable
    finally:
        supervisor.close()


def test_a_wire_that_breaks_under_work_is_opened_anew(supervisor: Supervisor, line: Line) -> None:
    supervisor.start()
    until(lambda: supervisor.status.usable)

    def work(_: Command) -> None:
        raise ConnectionResetError

    with pytest.raises(DeviceError) as caught:
        asyncio.run(supervisor.run(work, 5))
    assert caught.value.reason is DeviceReason.ABSENT
    until(lambda: line.is_open)
    assert supervisor.status.usable


def test_what_broke_under_work_does_not_wait_for_the_next_probe(line: Line) -> None:
    supervisor = Supervisor("d-1", "bench", "line", line, Timing(probe_s=60))
    supervisor.start()
    try:
        until(lambda: supervisor.status.usable)

        def work(_: Command) -> None:
            raise ConnectionResetError

        with pytest.raises(DeviceError):
            asyncio.run(supervisor.run(work, 5))
        until(lambda: len(line.opened) == 2)
    finally:
        supervisor.close()


def test_closing_joins_the_thread_and_closes_the_line(supervisor: Supervisor, line: Line) -> None:
    supervisor.start()
    until(lambda: supervisor.status.usable)
    supervisor.close()
    assert not line.is_open
    assert "device d-1" not in {thread.name for thread in threading.enumerate()}
