"""What both drivers share: the vigil, who hears of it, and the bell that ends a wait."""

import logging
from collections.abc import Callable
from dataclasses import replace

from hardware.cabinet_door.contract import CabinetDoor, Door, DoorListener
from hardware.cabinet_door.vigil import Vigil
from hardware.events import EventSource
from hardware.status import Condition, DeviceState, StatusChanged
from hardware.supervisor import Line, SupervisedDevice, Supervisor, Timing
from hardware.transport.bell import Bell

_log = logging.getLogger(__name__)

See = Callable[["bool | None"], Condition]


class SupervisedDoor(SupervisedDevice, CabinetDoor):
    """A door whose contact tells by itself: its line's probe is its listening, and follows itself without a pause."""

    def __init__(
        self,
        id: str,  # noqa: A002
        driver: str,
        line: Callable[[Bell, See], Line],
        timing: Timing,
    ) -> None:
        self._bell = Bell()
        self._vigil = Vigil()
        self._door = Door()
        self._events: EventSource[Door] = EventSource(f"the door {id}", keep=16)
        made = line(self._bell, self._see)
        super().__init__(Supervisor(id, "cabinet_door", driver, made, replace(timing, probe_s=0.0)))
        self._supervisor.subscribe(self._forget_when_lost)

    @property
    def door(self) -> Door:
        """What is known now."""
        return self._door

    def maintenance(self, *, announced: bool) -> None:
        """Staff will open the door, or are done."""
        self._vigil.announce(announced=announced)
        self._bell.ring()

    def listen(self, listener: DoorListener) -> Callable[[], None]:
        """Tell `listener` of every change, on the device's thread."""
        return self._events.listen(listener)

    def pause(self) -> None:
        """Let the contact go at once."""
        super().pause()
        self._bell.ring()

    def close(self) -> None:
        """Wake the thread out of its wait, and join it."""
        self._bell.ring_for_good()
        super().close()
        self._bell.close()

    def _see(self, is_open: bool | None) -> Condition:
        if self._vigil.see(is_open):
            self._supervisor.counters.count("alarms")
            _log.warning("%s was opened, and nobody had announced it", self.status.id)
        self._tell()
        return Condition(DeviceState.ONLINE, self._vigil.warnings())

    def _tell(self) -> None:
        new, old = self._vigil.door, self._door
        if new == old:
            return
        if new.is_open and not old.is_open:
            self._supervisor.counters.count("openings")
        self._door = new
        self._events.tell(new)

    def _forget_when_lost(self, change: StatusChanged) -> None:
        if not change.new.usable:
            self._vigil.see(None)
            self._tell()
