"""A door contact on a GPIO line of the box; active is open."""

from hardware.cabinet_door.contact import See, SupervisedDoor
from hardware.status import Condition
from hardware.supervisor import Timing
from hardware.transport.bell import Bell
from hardware.transport.gpio import GpioInput
from hardware.worker import Command

_ROUND_S = 8.0  # below the ten seconds that a device's tending may last


class PinDoor(SupervisedDoor):
    """A door whose contact is a pin."""

    def __init__(self, id: str, pin: GpioInput, timing: Timing) -> None:  # noqa: A002
        super().__init__(id, "door_gpio", lambda bell, see: PinLine(pin, bell, see), timing)


class PinLine:
    """The pin; used on the door's worker thread only."""

    def __init__(self, pin: GpioInput, bell: Bell, see: See) -> None:
        self._pin = pin
        self._bell = bell
        self._see = see

    def open(self, command: Command) -> Condition:
        """Take the pin, and look."""
        command.check()
        self._bell.hush()
        self._pin.open()
        return self._see(self._pin.active())

    def probe(self, command: Command) -> Condition:
        """Wait for an edge or an announcement, and look."""
        command.check()
        self._pin.wait(_ROUND_S, self._bell)
        self._bell.hush()
        return self._see(self._pin.active())

    def close(self) -> None:
        """Let the pin go."""
        self._pin.close()
