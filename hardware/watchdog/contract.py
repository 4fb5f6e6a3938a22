"""What keeps the terminal's keeper, systemd, from starting it again."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.status import Device


class WatchdogReason(StrEnum):
    """Why nobody is told, or is told nothing: the `detail` or a warning of the status."""

    NO_SOCKET = "no_notify_socket"
    BAD_SOCKET = "bad_notify_socket"
    NOT_WATCHED = "not_watched"
    HEART_MISSING = "heart_missing"


@dataclass(frozen=True, slots=True)
class HeartState:
    """A heart at one moment: seconds since it beat, and seconds that it may take."""

    name: str
    since_s: float
    limit_s: float

    @property
    def beats(self) -> bool:
        """Whether it is within its limit."""
        return self.since_s <= self.limit_s


class Heart(Protocol):
    """One part of the terminal that must be alive, such as the GUI thread."""

    def beat(self) -> None:
        """I live; cheap, from any thread."""

    def stop(self) -> None:
        """I end in order: do not wait for me any more."""


class Watchdog(Device, Protocol):
    """Tells the keeper that the terminal lives, only while every heart beats.

    Without a keeper (no $NOTIFY_SOCKET) it is noDevice, and everything here does nothing. Nothing here blocks. It
    cannot be paused: that would be a way to have the terminal killed.
    """

    def heart(self, name: str, limit_s: float) -> Heart:
        """A new heart that must beat at least every `limit_s`; it counts as having beaten now."""

    @property
    def hearts(self) -> tuple[HeartState, ...]:
        """All hearts now; from any thread."""

    def ready(self) -> None:
        """The terminal is up."""

    def tell(self, text: str) -> None:
        """One line for `systemctl status`; never anything personal."""

    def extend(self, seconds: float) -> None:
        """What goes on now, starting or stopping, needs so long still."""

    def stopping(self) -> None:
        """The terminal goes down, in order."""
