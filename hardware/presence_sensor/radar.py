"""A 24 GHz radar of the LD2410 family on a serial line. It talks by itself, ten times a second or more."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.presence_sensor.contract import Distance, Presence
from hardware.presence_sensor.ld2410 import Report, Reports
from hardware.presence_sensor.sensor import SupervisedSensor, Tell
from hardware.presence_sensor.steady import Steady
from hardware.status import Condition, DeviceState
from hardware.supervisor import Timing
from hardware.transport.bell import Bell
from hardware.transport.wire import Wire, drain
from hardware.worker import Command

_log = logging.getLogger(__name__)
_ROUND_S = 5.0
_STAYS_NEAR = 1.25  # who sways at the border of near does not come and go
_ENOUGH_GARBAGE = 64  # fewer bytes than this are a frame that was cut in two, not a wrong baud rate

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class RadarPace:
    """Seconds, and centimetres; the reports are collected every `collect_s`, not at each byte: that is what is idle."""

    collect_s: float = 0.25
    silent_s: float = 1.5
    near_cm: int = 120
    far_counts: bool = True
    present_s: float = 2.0
    absent_s: float = 20.0


class RadarSensor(SupervisedSensor):
    """Somebody before the radar."""

    def __init__(
        self,
        id: str,  # noqa: A002
        wire: Wire,
        timing: Timing,
        pace: RadarPace,
        clock: Clock = time.monotonic,
    ) -> None:
        super().__init__(id, "presence_ld2410", lambda bell, tell: RadarLine(wire, pace, bell, tell, clock), timing)


class RadarLine:
    """The radar at the other end; used on the sensor's worker thread only."""

    def __init__(self, wire: Wire, pace: RadarPace, bell: Bell, tell: Tell, clock: Clock) -> None:
        self._wire = wire
        self._pace = pace
        self._bell = bell
        self._tell = tell
        self._clock = clock
        self._reports = Reports()
        self._steady = Steady(pace.present_s, pace.absent_s)
        self._near = False

    def open(self, command: Command) -> Condition:
        """Open the wire and wait for a first report: a radar is not asked, it talks."""
        self._bell.hush()
        self._wire.open()
        self._reports = Reports()
        self._listen(command, 0)
        return Condition(DeviceState.ONLINE)

    def probe(self, command: Command) -> Condition:
        """Listen for a few seconds."""
        self._listen(command, _ROUND_S)
        self._bell.hush()
        return Condition(DeviceState.ONLINE)

    def close(self) -> None:
        """Close the wire; what was seen is forgotten."""
        self._wire.close()
        self._steady.forget()

    def _listen(self, command: Command, seconds: float) -> None:
        """Listen so long, and at least until a report; DeviceError when none comes."""
        ends, heard, garbage = time.monotonic() + seconds, time.monotonic(), self._reports.skipped
        while not self._bell.wait(self._pace.collect_s):
            command.check()
            reports = self._reports.feed(drain(self._wire))
            for report in reports:
                self._take(report)
            if reports:
                heard, garbage = time.monotonic(), self._reports.skipped
                if heard >= ends:
                    return
            elif time.monotonic() - heard > self._pace.silent_s:
                noisy = self._reports.skipped - garbage > _ENOUGH_GARBAGE
                raise DeviceError(Completion.TIME_OUT, DeviceReason.GARBLED if noisy else DeviceReason.SILENT)

    def _take(self, report: Report) -> None:
        if report.target is None:
            return
        if report.distance_cm is not None:
            limit_cm = self._pace.near_cm * (_STAYS_NEAR if self._near else 1)
            self._near = report.distance_cm <= limit_cm
        present = self._steady.hear(report.target and (self._near or self._pace.far_counts), self._clock())
        if not present:
            self._tell(Presence(present))
        elif report.target:
            self._tell(Presence(present, Distance.NEAR if self._near else Distance.FAR))
