"""A presence sensor with one wire: a PIR or a radar's OUT pin, on a GPIO line of the box."""

import time
from collections.abc import Callable

from hardware.presence_sensor.contract import Presence
from hardware.presence_sensor.sensor import SupervisedSensor, Tell
from hardware.presence_sensor.steady import Steady
from hardware.status import Condition, DeviceState
from hardware.supervisor import Timing
from hardware.transport.bell import Bell
from hardware.transport.gpio import GpioInput
from hardware.worker import Command

_ROUND_S = 8.0  # below the ten seconds that a device's tending may last

Clock = Callable[[], float]


class PinSensor(SupervisedSensor):
    """Somebody where the pin is active."""

    def __init__(
        self,
        id: str,  # noqa: A002
        pin: GpioInput,
        steady: Steady,
        timing: Timing,
        clock: Clock = time.monotonic,
    ) -> None:
        super().__init__(id, "presence_gpio", lambda bell, tell: PinLine(pin, steady, bell, tell, clock), timing)


class PinLine:
    """The pin; used on the sensor's worker thread only."""

    def __init__(self, pin: GpioInput, steady: Steady, bell: Bell, tell: Tell, clock: Clock) -> None:
        self._pin = pin
        self._steady = steady
        self._bell = bell
        self._tell = tell
        self._clock = clock

    def open(self, command: Command) -> Condition:
        """Take the pin."""
        command.check()
        self._bell.hush()
        self._pin.open()
        self._look()
        return Condition(DeviceState.ONLINE)

    def probe(self, command: Command) -> Condition:
        """Wait for an edge, or for what is seen to have lasted long enough."""
        command.check()
        due = self._steady.due()
        wait = _ROUND_S if due is None else min(_ROUND_S, max(0.0, due - self._clock()))
        self._pin.wait(wait, self._bell)
        self._bell.hush()
        self._look()
        return Condition(DeviceState.ONLINE)

    def close(self) -> None:
        """Let the pin go; what was seen is forgotten."""
        self._pin.close()
        self._steady.forget()

    def _look(self) -> None:
        self._tell(Presence(self._steady.hear(self._pin.active(), self._clock())))
