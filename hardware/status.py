"""The state of a device: XFS4IoT's word for it, what it means for a service, and who is told of a change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from hardware.counters import Counters


class DeviceState(StrEnum):
    """The device status of XFS4IoT's Common.Status."""

    ONLINE = "online"
    OFFLINE = "offline"
    POWER_OFF = "powerOff"
    NO_DEVICE = "noDevice"
    HARDWARE_ERROR = "hardwareError"
    USER_ERROR = "userError"
    DEVICE_BUSY = "deviceBusy"
    FRAUD_ATTEMPT = "fraudAttempt"
    STARTING = "starting"


class Health(StrEnum):
    """What a state means for the services that need the device; XFS4IoT has no such word."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    FAILED = "failed"
    ABSENT = "absent"
    PAUSED = "paused"


_HEALTH = {
    DeviceState.ONLINE: Health.HEALTHY,
    DeviceState.DEVICE_BUSY: Health.HEALTHY,
    DeviceState.OFFLINE: Health.PAUSED,
    DeviceState.STARTING: Health.PAUSED,
    DeviceState.POWER_OFF: Health.ABSENT,
    DeviceState.NO_DEVICE: Health.ABSENT,
    DeviceState.HARDWARE_ERROR: Health.FAILED,
    DeviceState.USER_ERROR: Health.FAILED,
    DeviceState.FRAUD_ATTEMPT: Health.FAILED,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """What a driver just learned about its device."""

    state: DeviceState
    warnings: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """A device at one moment; `detail` and `warnings` are keys for the maintenance page, never personal data."""

    id: str
    kind: str
    driver: str
    state: DeviceState
    warnings: tuple[str, ...]
    detail: str
    seq: int
    since: datetime

    @property
    def health(self) -> Health:
        """Healthy, degraded, failed, absent or paused."""
        health = _HEALTH[self.state]
        return Health.DEGRADED if health is Health.HEALTHY and self.warnings else health

    @property
    def usable(self) -> bool:
        """Whether a service that needs this device can be offered now."""
        return self.health in {Health.HEALTHY, Health.DEGRADED}


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """A device went from one status to the next; `new.seq` is `old.seq` + 1, so a lost notice is noticed."""

    old: DeviceStatus
    new: DeviceStatus

    @property
    def seq(self) -> int:
        """The number of this change among those of its device."""
        return self.new.seq


StatusListener = Callable[[StatusChanged], None]


class Device(Protocol):
    """What every device, of any kind, can be asked."""

    @property
    def status(self) -> DeviceStatus:
        """The newest status; never blocks, from any thread."""

    @property
    def counters(self) -> Counters:
        """What it did and what went wrong, counted."""

    def subscribe(self, listener: StatusListener) -> Callable[[], None]:
        """Tell `listener` of every change until the function that is returned is called.

        The listener is called on the device's own worker thread: hand over to your loop and return at once.
        """

    def start(self) -> None:
        """Start the device's worker thread and its search for the device; returns at once."""

    def pause(self) -> None:
        """Take it out of service: OFFLINE until `resume`, its wire is free for others. Returns at once, any thread.

        What runs is finished first; what is asked meanwhile is refused as of an absent device.
        """

    def resume(self) -> None:
        """Look for it again; returns at once, from any thread."""

    def close(self) -> None:
        """Stop what runs, close the device and join its thread; a closed device is not started again."""
