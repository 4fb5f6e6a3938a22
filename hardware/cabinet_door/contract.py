"""What the contact of a cabinet door tells."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.events import Event
from hardware.status import Device


class DoorReason(StrEnum):
    """What is amiss: the `detail` and the warnings of the status."""

    ABSENT = "no_port"
    NOT_KNOWN = "not_known_yet"
    OPEN = "open"
    TAMPERED = "tampered"


class DoorState(StrEnum):
    """XFS4IoT's words for a cabinet door; a contact knows open and closed, no driver here knows of lock or bolt."""

    CLOSED = "closed"
    OPEN = "open"
    LOCKED = "locked"
    BOLTED = "bolted"
    TAMPERED = "tampered"


@dataclass(frozen=True, slots=True)
class Door:
    """The door at one moment.

    TAMPERED: it was opened while no maintenance was announced; this stays, also when it is shut again, until
    maintenance is announced. `is_open` is the contact itself; None, as `state`, while it is not known.
    """

    state: DoorState | None = None
    is_open: bool | None = None


DoorListener = Callable[[Event[Door]], None]


class CabinetDoor(Device, Protocol):
    """Tells of a door that opens and shuts, and raises the alarm of one that nobody should have opened."""

    @property
    def door(self) -> Door:
        """What is known now; from any thread, never blocks."""

    def maintenance(self, *, announced: bool) -> None:
        """Staff announce that they will open the door, or that they are done; from any thread, returns at once.

        The announcement also ends an alarm: somebody entitled has come to look.
        """

    def listen(self, listener: DoorListener) -> Callable[[], None]:
        """Tell `listener` of every change, on the device's own thread, until what is returned is called."""
