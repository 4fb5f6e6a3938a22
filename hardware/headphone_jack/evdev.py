"""The jack of a sound card: a Linux input device that tells of a switch; a FIFO may carry the same bytes."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hardware.events import Event, EventSource
from hardware.headphone_jack.contract import HeadphoneJack, Plug
from hardware.headphone_jack.settling import Settling
from hardware.status import Condition, DeviceState
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.transport.input_device import InputDevice
from hardware.transport.input_events import SW_HEADPHONE_INSERT, SYN_DROPPED, EventType, InputEvent
from hardware.worker import Command

SETTLE_S = 0.08
_LOOK_S = 0.25  # how often a cancel is looked for; the plug itself wakes at once
_ROUND_S = 5.0


class EvdevJack(SupervisedDevice, HeadphoneJack):
    """One jack; it is looked for again when its sound card was pulled out."""

    def __init__(
        self,
        id: str,  # noqa: A002
        path: Path | Callable[[], Path],
        timing: Timing,
        settle_s: float = SETTLE_S,
        *,
        handset: bool = False,
    ) -> None:
        self._handset = handset
        self._events: EventSource[Plug] = EventSource("the headphone jack")
        self._line = JackLine(path, settle_s, self._tell)
        # The line's probe is its reading: it must follow itself without a pause.
        super().__init__(Supervisor(id, "headphone_jack", "jack_evdev", self._line, replace(timing, probe_s=0.0)))

    @property
    def plugged(self) -> bool | None:
        """Whether a plug is in; from any thread."""
        return self._line.plugged

    @property
    def handset(self) -> bool:
        """Whether it is the hook of a handset, as the configuration says."""
        return self._handset

    def listen(self, listener: Callable[[Event[Plug]], None]) -> Callable[[], None]:
        """Call `listener`, on the jack's thread, for every move of the plug until the returned function is called."""
        return self._events.listen(listener)

    def _tell(self, plug: Plug) -> None:
        if plug is Plug.PLUGGED:
            self._supervisor.counters.count("plugs")
        self._events.tell(plug)


class JackLine:
    """The open jack; used on the jack's worker thread only."""

    def __init__(self, path: Path | Callable[[], Path], settle_s: float, tell: Callable[[Plug], None]) -> None:
        # Not grabbed: a sound server may want to know as well.
        self._device = InputDevice(path, grab=False)
        self._settle_s = settle_s
        self._settling = Settling(settle_s)
        self._tell = tell
        self._lost_step = False
        self.plugged: bool | None = None

    def open(self, command: Command) -> Condition:
        """Open the device; a plug that is in already is known at once, if the device can be asked."""
        command.check()
        self._device.open()
        self._settling, self._lost_step = Settling(self._settle_s), False
        for event in self._device.read(0):  # OSError, when this is a FIFO at whose other end nobody is
            self._take(event)
        self._become(self._device.headphones())
        return Condition(DeviceState.ONLINE)

    def probe(self, command: Command) -> Condition:
        """Watch the switch for a few seconds."""
        ends = time.monotonic() + _ROUND_S
        while time.monotonic() < ends:
            command.check()
            waits = self._settling.waits(time.monotonic())
            # Not less than a millisecond: time that is too short to wait for would be waited for again and again.
            for event in self._device.read(_LOOK_S if waits is None else min(_LOOK_S, max(0.001, waits))):
                self._take(event)
            settled = self._settling.settled(time.monotonic())
            if settled is not None or self._settling.restless(time.monotonic()):
                self._become(settled)
        return Condition(DeviceState.ONLINE)

    def close(self) -> None:
        """Let the device go, lost or paused: nobody knows of the plug any more."""
        self._device.close()
        self._become(None)

    def _take(self, event: InputEvent) -> None:
        if event.type == EventType.SYN:
            # The kernel lost events: what follows up to the next report is half a story; then the switch is asked.
            # Where it cannot be asked, it may have moved.
            now = self._device.headphones() if self._lost_step else None
            if now is not None:
                self._settling.take(now, time.monotonic())
            elif self._lost_step:
                self._settling = Settling(self._settle_s)
                self._become(None)
            self._lost_step = event.code == SYN_DROPPED
        elif not self._lost_step and event.type == EventType.SWITCH and event.code == SW_HEADPHONE_INSERT:
            self._settling.take(bool(event.value), time.monotonic())

    def _become(self, plugged: bool | None) -> None:
        if plugged is self.plugged:
            return
        self.plugged = plugged
        self._tell(Plug.UNKNOWN if plugged is None else Plug.PLUGGED if plugged else Plug.UNPLUGGED)
