"""Whether a door that opens was meant to: what staff announced, against what the contact tells."""

import threading

from hardware.cabinet_door.contract import Door, DoorReason, DoorState


class Vigil:
    """From any thread. An alarm stays until maintenance is announced; it is not kept over a restart."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._announced = False
        self._tampered = False
        self._open: bool | None = None

    def announce(self, *, announced: bool) -> None:
        """Staff will open the door, or are done; the first ends an alarm."""
        with self._lock:
            self._announced = announced
            self._tampered = self._tampered and not announced

    def see(self, is_open: bool | None) -> bool:
        """What the contact tells now; whether it just raised the alarm."""
        with self._lock:
            opened = is_open is True and self._open is not True
            alarm = opened and not self._announced and not self._tampered
            self._tampered = self._tampered or alarm
            self._open = is_open
            return alarm

    @property
    def door(self) -> Door:
        """What is known now."""
        with self._lock:
            if self._open is None:
                return Door(DoorState.TAMPERED if self._tampered else None)
            if self._tampered:
                return Door(DoorState.TAMPERED, self._open)
            return Door(DoorState.OPEN if self._open else DoorState.CLOSED, self._open)

    def warnings(self) -> tuple[str, ...]:
        """What the maintenance page shall show."""
        door = self.door
        found = []
        if door.is_open is None:
            found.append(DoorReason.NOT_KNOWN.value)
        if door.is_open:
            found.append(DoorReason.OPEN.value)
        if door.state is DoorState.TAMPERED:
            found.append(DoorReason.TAMPERED.value)
        return tuple(found)
