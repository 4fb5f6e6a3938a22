"""Tries one thing on one device and tells how it went; shared by the bench and by `kiosk device`."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from enum import IntEnum

from hardware.errors import DeviceError
from hardware.registry import Devices
from hardware.status import Device, DeviceState, DeviceStatus, Health
from hardware.trial import NotDone, Say, Trial

SETTLE_S = 10.0
_GLANCE_S = 0.02


class Ended(IntEnum):
    """How an attempt ended; also the exit status of the commands."""

    DONE = 0
    FAILED = 1
    MISUSED = 2
    STOPPED = 130


def try_out(devices: Devices, device: Device, trials: Mapping[str, Trial], words: Sequence[str], say: Say) -> Ended:
    """Start the devices, do the trial that the first of the words names, close them; blocks.

    Without words it tells how the device is and what can be tried.
    """
    if words and words[0] not in trials:
        say(f"{device.status.kind} has no {words[0]!r}")
        tell_trials(trials, say)
        return Ended.MISUSED
    devices.start()
    try:
        status = settled(device)
        if not words:
            say(described(status))
            tell_trials(trials, say)
            return Ended.DONE if status.usable else Ended.FAILED
        if status.health is Health.ABSENT:
            say(f"{described(status)}: nothing was tried")
            return Ended.FAILED
        return asyncio.run(attempt(device, trials[words[0]], words[1:], say))
    except KeyboardInterrupt:
        say("stopped")
        return Ended.STOPPED
    finally:
        devices.close()


async def attempt(device: Device, trial: Trial, words: Sequence[str], say: Say) -> Ended:
    """Do a trial on a device that runs; what goes wrong is told in one line."""
    try:
        await trial.run(device, words, say)
    except DeviceError as error:
        say(f"{device.status.id}: {error.completion.value}: {error.reason.value}")
        return Ended.FAILED
    except NotDone as error:
        say(f"{device.status.id}: {error}")
        return Ended.FAILED
    except ValueError as error:
        say(f"{device.status.id}: {error}")
        return Ended.MISUSED
    return Ended.DONE


def settled(device: Device, patience_s: float = SETTLE_S) -> DeviceStatus:
    """The status once the device has said how it is, or as it stands when the patience ends."""
    until = time.monotonic() + patience_s
    while device.status.state is DeviceState.STARTING and time.monotonic() < until:
        time.sleep(_GLANCE_S)
    return device.status


def described(status: DeviceStatus) -> str:
    """A status in one line."""
    reasons = ", ".join((*([status.detail] if status.detail else []), *status.warnings))
    return f"{status.id}: {status.kind} by {status.driver}: {status.health}, {status.state}" + (
        f" ({reasons})" if reasons else ""
    )


def tell_trials(trials: Mapping[str, Trial], say: Say) -> None:
    """Everything that can be tried, one a line."""
    for name, trial in trials.items():
        say(f"  {' '.join((name, *trial.arguments)):<32} {trial.summary}")
