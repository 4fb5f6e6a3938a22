"""The drivers of keypads."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from hardware.configuration import ConfigError, DeviceConfig, Mistake, Row
from hardware.keypad.contract import KEYS_WITH_CODES
from hardware.keypad.evdev import EvdevKeypad
from hardware.keypad.key_map import KeyMapError, key_map
from hardware.status import Device
from hardware.supervisor import Timing


def _evdev(config: DeviceConfig, timing: Timing) -> Device:
    try:
        keys = key_map(config.options)
    except KeyMapError as error:
        raise ConfigError(Mistake(f"{config.id}: {error}", error.option)) from None
    return EvdevKeypad(config.id, Path(config.port), keys, timing)


ROWS: Mapping[str, Row] = MappingProxyType(
    {"evdev": Row("keypad", _evdev, frozenset(key.value for key in KEYS_WITH_CODES))}
)
