"""The contract of a watchdog, held by the systemd driver against a datagram socket as systemd's."""

import logging
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hardware.configuration import DeviceConfig
from hardware.emulators.handles import Handled
from hardware.emulators.watchdog import KeeperEmulator
from hardware.status import DeviceState, Health
from hardware.supervisor import Timing
from hardware.watchdog.contract import Watchdog
from hardware.watchdog.drivers import ROWS
from hardware.watchdog.sd import SdWatchdog

TIMING = Timing(retry_s=(0.02, 0.04))
LONG_S = 60.0  # as good as for ever: only a heart with a short limit can be missing


def until(true: Callable[[], bool], seconds: float = 15) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.005)


@dataclass(frozen=True)
class Bench:
    """A watchdog, and its keeper."""

    watchdog: Watchdog
    keeper: KeeperEmulator

    def beats_on(self) -> None:
        before = self.keeper.beats
        until(lambda: self.keeper.beats > before + 1)


@pytest.fixture(params=[False, True], ids=["path", "abstract"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    # A watchdog time that is short, so that half of it is soon over.
    with KeeperEmulator(tmp_path / "notify", abstract=request.param, watchdog_s=0.1) as keeper:
        watchdog = SdWatchdog("w-1", keeper.environment(), TIMING)
        watchdog.start()
        try:
            until(lambda: keeper.beats > 0)
            yield Bench(watchdog, keeper)
        finally:
            watchdog.close()


def test_it_beats_while_every_heart_beats(bench: Bench) -> None:
    bench.watchdog.heart("gui", LONG_S)
    bench.watchdog.heart("loop", LONG_S)
    bench.beats_on()
    until(lambda: bench.watchdog.status.health is Health.HEALTHY)
    assert [heart.name for heart in bench.watchdog.hearts] == ["gui", "loop"]


def test_a_missing_heart_ends_the_beating_and_is_named_once(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bench.watchdog.heart("loop", LONG_S)
    gui = bench.watchdog.heart("gui", 0.01)
    until(lambda: bench.keeper.said("STATUS") == "no heartbeat: gui")
    until(lambda: (bench.watchdog.status.warnings, bench.watchdog.status.detail) == (("heart_missing",), "gui"))
    beats = bench.keeper.beats
    until(lambda: bench.keeper.would_kill)
    assert bench.keeper.beats == beats
    assert caplog.text.count("no heartbeat of gui") == 1
    bench.watchdog.tell("open for visitors")
    gui.stop()
    bench.beats_on()
    until(lambda: bench.keeper.said("STATUS") == "open for visitors")


def test_a_heart_that_beats_again_is_enough(bench: Bench) -> None:
    gui = bench.watchdog.heart("gui", 0.3)
    until(lambda: bench.watchdog.status.warnings == ("heart_missing",))
    before = bench.keeper.beats

    def beaten() -> bool:
        gui.beat()
        return bench.keeper.beats > before + 1

    until(beaten)


def test_what_the_terminal_says_of_itself_is_passed_on(bench: Bench) -> None:
    bench.watchdog.ready()
    bench.watchdog.tell("open\nWATCHDOG=trigger")
    bench.watchdog.extend(2.5)
    bench.watchdog.stopping()
    until(lambda: bench.keeper.said("STOPPING") == "1")
    assert bench.keeper.said("READY") == "1"
    assert bench.keeper.said("STATUS") == "open WATCHDOG=trigger", "one line, whatever the text was"
    assert bench.keeper.said("EXTEND_TIMEOUT_USEC") == "2500000"


def test_what_could_not_be_told_is_told_later_and_no_old_sign_of_life_with_it(bench: Bench) -> None:
    bench.keeper.unplug()
    until(lambda: bench.watchdog.status.state is DeviceState.POWER_OFF)
    bench.watchdog.ready()
    bench.watchdog.tell("first")
    bench.watchdog.tell("second")
    bench.keeper.datagrams.clear()
    bench.keeper.plug()
    until(lambda: bench.keeper.said("READY") == "1")
    bench.beats_on()
    assert bench.keeper.said("STATUS") == "second"
    assert all(datagram.count("WATCHDOG=1") <= 1 for datagram in bench.keeper.datagrams)


def test_a_sign_of_life_that_did_not_go_out_is_never_sent_later(bench: Bench) -> None:
    bench.keeper.unplug()
    until(lambda: bench.watchdog.status.state is DeviceState.POWER_OFF)
    bench.watchdog.heart("gui", 0.001)
    until(lambda: not bench.watchdog.hearts[0].beats)
    bench.keeper.datagrams.clear()
    bench.keeper.plug()
    bench.watchdog.ready()
    until(lambda: bench.keeper.said("READY") == "1" and bench.watchdog.status.usable)
    assert bench.keeper.beats == 0


def test_a_keeper_whose_queue_is_full_holds_nothing_up(bench: Bench) -> None:
    bench.keeper.break_with_fault("deaf")
    began = time.monotonic()
    for _ in range(100):
        bench.watchdog.tell("a busy day")
    assert time.monotonic() - began < 5
    bench.keeper.break_with_fault("")
    bench.beats_on()
    until(lambda: bench.keeper.said("STATUS") == "a busy day")


def test_it_cannot_be_paused(bench: Bench) -> None:
    bench.watchdog.pause()
    bench.beats_on()
    assert bench.watchdog.status.state is DeviceState.ONLINE


def test_after_closing_nothing_beats(bench: Bench) -> None:
    bench.watchdog.close()
    bench.watchdog.close()
    until(lambda: bench.keeper.would_kill)


def quiet(environment: dict[str, str], caplog: pytest.LogCaptureFixture) -> SdWatchdog:
    caplog.set_level(logging.WARNING)
    watchdog = SdWatchdog("w-1", environment, TIMING)
    watchdog.start()
    try:
        until(lambda: watchdog.status.state is not DeviceState.STARTING)
        heart = watchdog.heart("gui", 0.01)
        heart.beat()
        watchdog.ready()
        watchdog.tell("nobody hears")
        watchdog.stopping()
        heart.stop()
    finally:
        watchdog.close()
    return watchdog


@pytest.mark.parametrize(
    ("environment", "detail"),
    [
        ({}, "no_notify_socket"),
        ({"NOTIFY_SOCKET": "", "WATCHDOG_USEC": "1000000"}, "no_notify_socket"),
        ({"NOTIFY_SOCKET": "vsock:2:1234"}, "bad_notify_socket"),
        ({"NOTIFY_SOCKET": "/" + "x" * 200}, "bad_notify_socket"),
        ({"NOTIFY_SOCKET": "@"}, "bad_notify_socket"),
    ],
)
def test_without_a_keeper_it_is_no_device_and_harmless(
    environment: dict[str, str], detail: str, caplog: pytest.LogCaptureFixture
) -> None:
    status = quiet(environment, caplog).status
    assert (status.state, status.detail) == (DeviceState.NO_DEVICE, detail)


@pytest.mark.parametrize(
    "change",
    [{"WATCHDOG_PID": "1"}, {"WATCHDOG_USEC": ""}, {"WATCHDOG_USEC": "soon"}, {"WATCHDOG_USEC": "0"}],
    ids=["another process", "none", "no number", "zero"],
)
def test_whom_nobody_watches_says_that_it_is_ready_and_does_not_beat(change: dict[str, str], tmp_path: Path) -> None:
    with KeeperEmulator(tmp_path / "notify", watchdog_s=0.1) as keeper:
        watchdog = SdWatchdog("w-1", keeper.environment() | change, TIMING)
        watchdog.start()
        watchdog.ready()
        until(lambda: keeper.said("READY") == "1")
        until(lambda: watchdog.status.detail == "not_watched")
        watchdog.close()
        assert keeper.beats == 0


def test_the_row_reads_the_environment_of_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with KeeperEmulator(tmp_path / "notify", watchdog_s=0.1) as keeper:
        for name, value in keeper.environment(pid=os.getpid()).items():
            monkeypatch.setenv(name, value)
        watchdog = ROWS["watchdog_sd"].make(DeviceConfig("w-1", "watchdog", "watchdog_sd"), TIMING)
        watchdog.start()
        try:
            until(lambda: keeper.beats > 1)
        finally:
            watchdog.close()


def test_it_lies_on_the_workbench(bench: Bench) -> None:
    device: Handled = bench.keeper
    assert device.title
    for handle in device.handles():
        handle.act()
        assert device.looks()
    for key, label in device.faults().items():
        device.break_with_fault(key)
        assert label
    device.break_with_fault("")
    device.unplug()
    device.plug()
    bench.beats_on()
