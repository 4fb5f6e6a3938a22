"""Keeps one device: opens it, asks how it is, and when it is lost tries again until it is back.

A dead device closes the services that need it, never the terminal. A lost wire is closed and opened anew at once and
a command on it fails at once; the absence is told after three misses, so that nobody sees a blip.
"""

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from hardware.counters import Counters
from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.events import Listeners
from hardware.flapping import StateLog
from hardware.status import Condition, DeviceState, DeviceStatus, StatusChanged, StatusListener
from hardware.transport.loss import loss
from hardware.worker import Command, Work, Worker

T = TypeVar("T")
_log = logging.getLogger(__name__)

_PAUSED = Condition(DeviceState.OFFLINE, (), "paused")
_WHILE_PAUSED_S = 3600.0
_UNSERVED = {DeviceReason.SILENT, DeviceReason.GARBLED, DeviceReason.DEADLINE, DeviceReason.ABSENT}


class Line(Protocol):
    """What a driver must offer to be supervised; called on the device's worker thread only."""

    def open(self, command: Command) -> Condition:
        """Open the wire and greet the device; raises OSError or DeviceError when it is not there."""

    def probe(self, command: Command) -> Condition:
        """Ask the open device how it is; raises OSError when the wire is lost, DeviceError when it says nothing."""

    def close(self) -> None:
        """Close the wire, open or not; never raises."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How patient the supervisor is, in seconds; a test makes it impatient."""

    retry_s: tuple[float, ...] = (0.5, 1, 2, 5, 10)
    jitter: float = 0.2
    probe_s: float = 3.0
    misses: int = 3


class Supervisor:
    """One device's worker and status; drivers hand their commands to `run`."""

    def __init__(self, id: str, kind: str, driver: str, line: Line, timing: Timing) -> None:  # noqa: A002
        self._line = line
        self._timing = timing
        self._open = False
        self._paused = False
        self._failures = 0
        self._log = StateLog()
        self._listeners: Listeners[StatusChanged] = Listeners(f"the status of {id}")
        self._closing = threading.Lock()
        self.counters = Counters()
        self._status = DeviceStatus(id, kind, driver, DeviceState.STARTING, (), "", 0, datetime.now(UTC))
        self._worker = Worker(f"device {id}", self._tend)

    @property
    def status(self) -> DeviceStatus:
        """The newest status; from any thread."""
        return self._status

    def subscribe(self, listener: StatusListener) -> Callable[[], None]:
        """Call `listener`, on the worker's thread, at every change; returns what ends it."""
        return self._listeners.add(listener)

    def start(self) -> None:
        """Start looking for the device; returns at once."""
        self._worker.start()

    def pause(self) -> None:
        """Let the device go and be OFFLINE until `resume`; what runs is finished first. From any thread."""
        self._paused = True
        self._worker.nudge()

    def resume(self) -> None:
        """Look for the device again; from any thread."""
        self._paused = False
        self._worker.nudge()

    def close(self) -> None:
        """Cancel what runs, join the thread, close the device; from any thread, also twice."""
        with self._closing:
            self._worker.close()
            self._line.close()

    async def run(self, work: Work[T], deadline_s: float) -> T:
        """Do `work` on the open device; DeviceError with ABSENT when it cannot be opened or its wire breaks."""
        try:
            result = await self._worker.run(lambda command: self._guard(work, command), deadline_s)
        except DeviceError as error:
            self._count_failed(error)
            raise
        except Exception:
            self.counters.count("commands_failed")
            raise
        self.counters.count("commands_done")
        return result

    def report(self, condition: Condition) -> None:
        """Publish what a command learned; called on the worker's thread. While it is paused, nothing is learned."""
        old = self._status
        if self._paused and condition is not _PAUSED:
            return
        if (old.state, old.warnings, old.detail) == (condition.state, condition.warnings, condition.detail):
            return
        since = old.since if old.state is condition.state else datetime.now(UTC)
        new = replace(
            old,
            state=condition.state,
            warnings=condition.warnings,
            detail=condition.detail,
            seq=old.seq + 1,
            since=since,
        )
        self._status = new
        change = StatusChanged(old, new)
        self._log.changed(change)
        self._listeners.tell(change)

    def _guard(self, work: Work[T], command: Command) -> T:
        if self._paused:
            raise DeviceError(Completion.DEVICE_NOT_READY, DeviceReason.ABSENT)
        if not self._open:
            self._open_for(command)
        try:
            result = work(command)
        except OSError as error:
            self._lose()
            raise DeviceError(Completion.DEVICE_NOT_READY, DeviceReason.ABSENT) from error
        except DeviceError as error:
            if error.reason is DeviceReason.SILENT:
                self._worker.idle_soon()
            raise
        self._failures = 0
        return result

    def _count_failed(self, error: DeviceError) -> None:
        """What people do or leave undone is no failure of the device: no card, a cancel, a wrong card."""
        if error.reason in {DeviceReason.SILENT, DeviceReason.DEADLINE}:
            self.counters.count("timeouts")
        if error.completion is Completion.HARDWARE_ERROR or error.reason in _UNSERVED:
            self.counters.count("commands_failed")

    def _open_for(self, command: Command) -> None:
        """A command need not wait for the next attempt: what was just plugged in again serves at once."""
        try:
            condition = self._line.open(command)
        except (OSError, DeviceError) as error:
            self._line.close()
            command.check()
            raise DeviceError(Completion.DEVICE_NOT_READY, DeviceReason.ABSENT) from error
        self._opened(condition)

    def _tend(self, command: Command) -> float:
        self._log.rested(self._status)
        if self._paused:
            return self._rest()
        if self._status.state is DeviceState.OFFLINE and self._status.detail == _PAUSED.detail:
            self.report(Condition(DeviceState.STARTING))
        try:
            condition = self._line.probe(command) if self._open else self._line.open(command)
        except OSError as error:
            return self._missed(DeviceState.POWER_OFF, loss(error), lost=True, why=error)
        except DeviceError as error:
            if error.completion is Completion.CANCELED:
                return 0
            return self._missed(_state_of(error), error.reason.value, lost=not self._open, why=error)
        except Exception as error:  # noqa: BLE001 - a driver's mistake must not leave a dead device looking well
            if not self._failures:
                _log.exception("the driver of %s broke", self._status.id)
            return self._missed(DeviceState.HARDWARE_ERROR, "driver_broke", lost=True, why=error)
        self._opened(condition)
        return self._timing.probe_s

    def _rest(self) -> float:
        self._open, self._failures = False, 0
        self._line.close()
        self.report(_PAUSED)
        return _WHILE_PAUSED_S

    def _opened(self, condition: Condition) -> None:
        if not self._open:
            self.counters.count("opens")
        self._open = True
        self._failures = 0
        self.report(condition)

    def _missed(self, state: DeviceState, detail: str, *, lost: bool, why: Exception) -> float:
        """One more attempt without the device: the absence is told only when it is sure."""
        self._failures += 1
        sure = self._failures >= self._timing.misses
        if lost or sure:
            self._lose()
        if sure or self._status.state in {DeviceState.STARTING, DeviceState.POWER_OFF}:
            _log.debug("%s does not answer: %r", self._status.id, why)
            self.report(Condition(state, (), detail))
        retry = self._timing.retry_s[min(self._failures, len(self._timing.retry_s)) - 1]
        return retry * (1 + random.uniform(-1, 1) * self._timing.jitter)  # noqa: S311 - spreads load, hides nothing

    def _lose(self) -> None:
        if self._open:
            self.counters.count("losses")
        self._open = False
        self._line.close()
        self._worker.idle_soon()


def _state_of(error: DeviceError) -> DeviceState:
    """A device that answers, but wrongly, is broken and not away."""
    broken = error.completion is Completion.HARDWARE_ERROR or error.reason is DeviceReason.GARBLED
    return DeviceState.HARDWARE_ERROR if broken else DeviceState.POWER_OFF


class SupervisedDevice:
    """The part of a driver that is the same for every kind: what `Device` promises, done by its supervisor."""

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor

    @property
    def status(self) -> DeviceStatus:
        """The newest status; from any thread."""
        return self._supervisor.status

    @property
    def counters(self) -> Counters:
        """Opens, losses, timeouts, commands done and failed, and what this kind of device counts."""
        return self._supervisor.counters

    def subscribe(self, listener: StatusListener) -> Callable[[], None]:
        """Call `listener`, on the device's worker thread, at every change; returns what ends it."""
        return self._supervisor.subscribe(listener)

    def start(self) -> None:
        """Start looking for the device; returns at once."""
        self._supervisor.start()

    def pause(self) -> None:
        """Take it out of service: OFFLINE, its wire free for others, until `resume`; from any thread."""
        self._supervisor.pause()

    def resume(self) -> None:
        """Look for it again; from any thread."""
        self._supervisor.resume()

    def close(self) -> None:
        """Cancel what runs, join the thread, close the device."""
        self._supervisor.close()
