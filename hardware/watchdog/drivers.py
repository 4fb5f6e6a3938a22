"""The drivers of watchdogs."""

import os
from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import DeviceConfig, Row
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.watchdog.sd import SdWatchdog

_NAMES = ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID")


def _sd(config: DeviceConfig, timing: Timing) -> Device:
    environment = {name: os.environ[name] for name in _NAMES if name in os.environ}
    return SdWatchdog(config.id, environment, timing)


ROWS: Mapping[str, Row] = MappingProxyType({"watchdog_sd": Row("watchdog", _sd, has_port=False)})
