"""What a presence sensor tells: somebody is there, near or far, and nothing about who."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.events import Event
from hardware.status import Device


class PresenceReason(StrEnum):
    """Why a sensor tells nothing: the `detail` of its status."""

    ABSENT = "no_port"
    SILENT = "silent"
    GARBLED = "garbled"


class Distance(StrEnum):
    """How far away, as coarse as can be: a finer figure would be a trace of a person."""

    NEAR = "near"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether somebody is there, steadied against passers-by; `present` is None while it is not known.

    `distance` is None when nobody is there or the sensor cannot tell.
    """

    present: bool | None = None
    distance: Distance | None = None


PresenceListener = Callable[[Event[Presence]], None]


class PresenceSensor(Device, Protocol):
    """Tells when somebody comes, draws near, and leaves; XFS4IoT calls it the proximity sensor."""

    @property
    def presence(self) -> Presence:
        """What is known now; from any thread, never blocks."""

    def listen(self, listener: PresenceListener) -> Callable[[], None]:
        """Tell `listener` of every change, on the device's own thread, until what is returned is called."""
