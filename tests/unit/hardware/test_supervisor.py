import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hardware import worker as worker_module
from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.flapping import StateLog
from hardware.status import Condition, DeviceState, DeviceStatus, Health, StatusChanged
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


def test_a_wire_lost_for_a_moment_refuses_commands_at_once_and_is_told_to_nobody(line: Line) -> None:
    supervisor = Supervisor("d-1", "bench", "line", line, Timing(retry_s=(0.05,), jitter=0, probe_s=60))
    supervisor.start()
    try:
        until(lambda: supervisor.status.usable)
        line.trouble = GONE

        def work(_: Command) -> None:
            raise ConnectionResetError

        for _ in range(2):
            with pytest.raises(DeviceError) as caught:
                asyncio.run(supervisor.run(work, 5))
            assert caught.value.reason is DeviceReason.ABSENT
        line.trouble = None
        until(lambda: line.is_open)
        assert (supervisor.status.state, supervisor.status.seq) == (DeviceState.ONLINE, 1)
    finally:
        supervisor.close()


def test_a_device_on_the_last_word_of_its_driver_is_failed_and_not_stuck(
    supervisor: Supervisor, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    supervisor.start()
    until(lambda: supervisor.status.usable)
    line.trouble = ValueError("a driver's mistake")
    until(lambda: supervisor.status.state is DeviceState.HARDWARE_ERROR)
    assert supervisor.status.detail == "driver_broke"
    until(lambda: len(line.opened) > 8)
    assert caplog.text.count("Traceback") == 1
    line.trouble = None
    until(lambda: supervisor.status.usable)


def test_a_paused_device_lets_its_wire_go_and_refuses_until_it_is_resumed(supervisor: Supervisor, line: Line) -> None:
    supervisor.start()
    until(lambda: supervisor.status.usable)
    supervisor.pause()
    until(lambda: supervisor.status.state is DeviceState.OFFLINE)
    assert supervisor.status.health is Health.PAUSED
    assert not line.is_open
    with pytest.raises(DeviceError) as caught:
        asyncio.run(supervisor.run(lambda _: 1, 5))
    assert (caught.value.completion, caught.value.reason) == (Completion.DEVICE_NOT_READY, DeviceReason.ABSENT)
    opened = len(line.opened)
    time.sleep(0.1)
    assert len(line.opened) == opened, "nobody touches a paused device"
    supervisor.resume()
    until(lambda: supervisor.status.usable)
    assert asyncio.run(supervisor.run(lambda _: 1, 5)) == 1


def test_what_runs_is_finished_before_the_pause(supervisor: Supervisor, line: Line) -> None:
    supervisor.start()
    until(lambda: supervisor.status.usable)
    began = threading.Event()

    def work(command: Command) -> str:
        began.set()
        command.pause(0.1)
        supervisor.report(Condition(DeviceState.ONLINE, ("a word too late",)))
        return "finished"

    async def story() -> str:
        running = asyncio.ensure_future(supervisor.run(work, 5))
        await asyncio.to_thread(began.wait, 5)
        supervisor.pause()
        return await running

    assert asyncio.run(story()) == "finished"
    until(lambda: supervisor.status.state is DeviceState.OFFLINE)


def test_a_pause_does_not_wait_for_a_long_look(line: Line) -> None:
    looking = threading.Event()

    class LongLook(Line):
        def probe(self, command: Command) -> Condition:
            looking.set()
            command.pause(60)
            raise AssertionError("not reached")

    supervisor = Supervisor("d-1", "bench", "line", LongLook(), QUICK)
    supervisor.start()
    try:
        assert looking.wait(5)
        supervisor.pause()
        until(lambda: supervisor.status.state is DeviceState.OFFLINE)
    finally:
        supervisor.close()


def test_a_device_paused_before_its_start_is_not_touched(supervisor: Supervisor, line: Line) -> None:
    supervisor.pause()
    supervisor.start()
    until(lambda: supervisor.status.state is DeviceState.OFFLINE)
    assert line.opened == []


def test_a_device_is_looked_after_however_many_commands_come(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "_OVERDUE_S", 0.05)
    supervisor = Supervisor("d-1", "bench", "line", line, QUICK)
    supervisor.start()
    try:
        until(lambda: supervisor.status.usable)

        async def flood() -> None:
            tasks = [asyncio.ensure_future(supervisor.run(lambda c: c.pause(0.01), 60)) for _ in range(100)]
            await asyncio.wait(tasks, return_when=asyncio.ALL_COMPLETED)

        before = line.probes
        flooding = threading.Thread(target=lambda: asyncio.run(flood()))
        flooding.start()
        until(lambda: line.probes > before + 1)
        assert flooding.is_alive(), "probed in the middle of the flood"
        flooding.join()
    finally:
        supervisor.close()


def test_what_a_device_does_is_counted(supervisor: Supervisor, line: Line) -> None:
    supervisor.start()
    until(lambda: supervisor.status.usable)

    def ends(error: Exception) -> None:
        def work(_: Command) -> None:
            raise error

        with pytest.raises(type(error) if isinstance(error, KeyError) else DeviceError):
            asyncio.run(supervisor.run(work, 5))

    asyncio.run(supervisor.run(lambda _: 1, 5))
    ends(DeviceError(Completion.TIME_OUT, DeviceReason.SILENT))
    ends(DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED))
    ends(DeviceError(Completion.CANCELED, DeviceReason.CANCELLED))
    ends(ConnectionResetError())
    ends(KeyError("x"))
    until(lambda: supervisor.counters.snapshot()["opens"] == 2)
    assert supervisor.counters.snapshot() == {
        "opens": 2,
        "losses": 1,
        "timeouts": 1,
        "commands_done": 1,
        "commands_failed": 4,
    }


def test_a_device_that_flaps_is_told_in_a_few_lines(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    now = [0.0]
    log = StateLog(lambda: now[0])
    here = DeviceStatus("d-1", "bench", "line", DeviceState.ONLINE, (), "", 1, datetime(2026, 1, 1, tzinfo=UTC))
    away = replace(here, state=DeviceState.POWER_OFF, detail="no_port")
    for _ in range(100):
        for change in (StatusChanged(here, away), StatusChanged(away, here)):
            now[0] += 2
            log.changed(change)
    assert len(caplog.records) == 6, caplog.text
    assert "comes and goes" in caplog.records[-1].message
    log.rested(here)
    assert len(caplog.records) == 6
    now[0] += 61
    log.rested(here)
    log.rested(here)
    assert caplog.records[-1].message == "d-1: rests again, online; 194 changes untold"
    log.changed(StatusChanged(here, away))
    assert [record.levelname for record in caplog.records[-2:]] == ["INFO", "WARNING"]
    assert len(caplog.records) == 8
