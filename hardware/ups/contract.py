"""What an uninterruptible power supply tells the terminal."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.events import Event
from hardware.status import Device


class UpsReason(StrEnum):
    """Why nothing is known of the supply: the reason of a DeviceError, and the `detail` of the status."""

    ABSENT = "absent"
    SILENT = "silent"
    GARBLED = "garbled"
    DEADLINE = "deadline"
    CANCELLED = "cancelled"
    STALE = "data_stale"
    UNKNOWN_UPS = "unknown_ups"
    REFUSED = "access_denied"
    DRIVER_LOST = "driver_not_connected"
    UNSUPPORTED = "unsupported"


class Power(StrEnum):
    """What feeds the terminal; LOW is a battery that will soon be empty: finish, save, shut down."""

    MAINS = "mains"
    BATTERY = "battery"
    LOW = "low"


class UpsWord(StrEnum):
    """What XFS4IoT says of a supply; several can be true together.

    ENGAGED: it does something to the power; POWERING: from its battery; RECOVERED: the mains are back and the battery
    is not yet full again.
    """

    LOW = "low"
    ENGAGED = "engaged"
    POWERING = "powering"
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True)
class UpsReading:
    """The supply at one moment; None where it does not tell."""

    power: Power
    charge_percent: int | None = None
    runtime_s: int | None = None
    words: frozenset[UpsWord] = frozenset()
    warnings: tuple[str, ...] = ()


UpsListener = Callable[[Event[UpsReading | None]], None]


class Ups(Device, Protocol):
    """Tells when the mains fail and return."""

    @property
    def reading(self) -> UpsReading | None:
        """The newest reading, None while nothing is known; from any thread, never blocks."""

    async def read(self, deadline_s: float) -> UpsReading:
        """Ask the supply now; DeviceError with an UpsReason."""

    def listen(self, listener: UpsListener) -> Callable[[], None]:
        """Tell `listener`, on the device's own thread, whenever power, words or warnings change, or are lost (None)."""
