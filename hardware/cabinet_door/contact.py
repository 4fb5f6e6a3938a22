"""What both drivers share: the vigil, and who hears of it."""

import logging
from collections.abc import Callable

from hardware.cabinet_door.contract import CabinetDoor, Door
from hardware.cabinet_door.vigil import Vigil
from hardware.events import EventSource
from hardware.status import Condition, DeviceState
from hardware.supervisor import Line, Timing
from hardware.telling import TellingDevice
from hardware.transport.bell import Bell

_log = logging.getLogger(__name__)

See = Callable[["bool | None"], Condition]


class SupervisedDoor(TellingDevice[Door], CabinetDoor):
    """A door whose contact tells by itself."""

    def __init__(
        self,
        id: str,  # noqa: A002
        driver: str,
        line: Callable[[Bell, See], Line],
        timing: Timing,
    ) -> None:
        self._vigil = Vigil()
        self._door = Door()
        events: EventSource[Door] = EventSource(f"the door {id}", keep=16)
        super().__init__(id, "cabinet_door", driver, lambda bell: line(bell, self._see), timing, events)

    @property
    def door(self) -> Door:
        """What is known now."""
        return self._door

    def maintenance(self, *, announced: bool) -> None:
        """Staff will open the door, or are done."""
        self._vigil.announce(announced=announced)
        self._bell.ring()

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

    def _forget(self) -> None:
        self._vigil.see(None)
        self._tell()
