"""The drivers of headphone jacks."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from hardware.configuration import ConfigError, DeviceConfig, Row, flag, number, text
from hardware.headphone_jack.evdev import SETTLE_S, EvdevJack
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.input_device import input_by_name


def _evdev(config: DeviceConfig, timing: Timing) -> Device:
    name = text(config, "name")
    settle_s = number(config, "settle_ms", SETTLE_S * 1000, 0, 1000) / 1000
    if bool(name) == bool(config.port):
        raise ConfigError(f"{config.id}: either a port or the option name is needed, and not both")
    path = partial(input_by_name, name) if name else Path(config.port)
    return EvdevJack(config.id, path, timing, settle_s, handset=flag(config, "handset", False))


ROWS: Mapping[str, Row] = MappingProxyType(
    {"jack_evdev": Row("headphone_jack", _evdev, frozenset({"name", "settle_ms", "handset"}), has_port=False)}
)
