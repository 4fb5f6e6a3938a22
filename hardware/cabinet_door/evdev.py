"""A door contact that is a Linux input device: a switch (gpio-keys, a lid), or a key of a small HID board."""

import time
from dataclasses import dataclass

from hardware.cabinet_door.contact import See, SupervisedDoor
from hardware.status import Condition
from hardware.supervisor import Timing
from hardware.transport.bell import Bell
from hardware.transport.input_device import InputDevice
from hardware.transport.input_events import SYN_DROPPED, EventType, InputEvent, Stroke
from hardware.worker import Command

_ROUND_S = 5.0


@dataclass(frozen=True, slots=True)
class Contact:
    """Which event is the door's: a switch or a key, its code, and whether it is on or off while the door is open."""

    code: int = 0  # SW_LID
    is_switch: bool = True
    open_when_on: bool = False


class EvdevDoor(SupervisedDoor):
    """A door whose contact is an input event."""

    def __init__(
        self,
        id: str,  # noqa: A002
        device: InputDevice,
        contact: Contact,
        timing: Timing,
        look_s: float = 0.25,
    ) -> None:
        """`look_s`: how often an announcement or the end is looked for; events themselves wake at once."""
        super().__init__(id, "door_evdev", lambda bell, see: EvdevLine(device, contact, bell, see, look_s), timing)


class EvdevLine:
    """The open device; used on the door's worker thread only."""

    def __init__(self, device: InputDevice, contact: Contact, bell: Bell, see: See, look_s: float) -> None:
        self._device = device
        self._contact = contact
        self._bell = bell
        self._see = see
        self._look_s = look_s
        self._is_open: bool | None = None
        self._lost_step = False

    def open(self, command: Command) -> Condition:
        """Open and grab the device, and ask a switch how it stands; a key is known from its first stroke."""
        command.check()
        self._bell.hush()
        self._device.open()
        self._lost_step = False
        self._is_open = self._asked()
        for event in self._device.read(0):  # OSError when nobody is at the other end of a FIFO
            self._take(event)
        return self._see(self._is_open)

    def probe(self, command: Command) -> Condition:
        """Read events until the door moves, an announcement comes, or a few seconds pass."""
        ends, before = time.monotonic() + _ROUND_S, self._is_open
        while self._is_open is before and time.monotonic() < ends and not self._bell.wait(0):
            command.check()
            for event in self._device.read(self._look_s):
                self._take(event)
        self._bell.hush()
        return self._see(self._is_open)

    def close(self) -> None:
        """Let the device go."""
        self._device.close()
        self._is_open = None

    def _take(self, event: InputEvent) -> None:
        if event.type == EventType.SYN:
            self._resynchronise(dropped=event.code == SYN_DROPPED)
        elif not self._lost_step and self._is_ours(event):
            self._set(on=bool(event.value))

    def _is_ours(self, event: InputEvent) -> bool:
        kind = EventType.SWITCH if self._contact.is_switch else EventType.KEY
        return (event.type, event.code) == (kind, self._contact.code) and event.value != Stroke.HELD

    def _resynchronise(self, *, dropped: bool) -> None:
        """The kernel lost events: the door may have moved unseen."""
        if dropped or self._lost_step:
            self._is_open = self._asked()
        self._lost_step = dropped

    def _asked(self) -> bool | None:
        bits = self._device.switches() if self._contact.is_switch else None
        return None if bits is None else bool(bits >> self._contact.code & 1) is self._contact.open_when_on

    def _set(self, *, on: bool) -> None:
        is_open = on is self._contact.open_when_on
        if is_open is not self._is_open:
            # Each move is told, also when several come in one reading: a door opened and shut at once was opened.
            self._is_open = is_open
            self._see(is_open)
