"""The drivers of cabinet doors."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from hardware.cabinet_door.evdev import Contact, EvdevDoor
from hardware.cabinet_door.pin import PinDoor
from hardware.configuration import ConfigError, DeviceConfig, Row
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.gpio import Bias, GpioInput, pin
from hardware.transport.input_device import InputDevice

_CODES_END = 0x300
_SWITCHES_END = 64
_SETTLE_MOST_S = 5.0


def _gpio(config: DeviceConfig, timing: Timing) -> Device:
    settle_s = config.options.get("settle_s", 0.05)
    if isinstance(settle_s, bool) or not isinstance(settle_s, int | float) or not 0 <= settle_s <= _SETTLE_MOST_S:
        raise ConfigError(f"{config.id}: settle_s is seconds from 0 to {_SETTLE_MOST_S:.0f}, not {settle_s!r}")
    try:
        line = GpioInput(
            pin(config.port),
            active_low=bool(config.options.get("active_low", False)),
            bias=Bias(str(config.options.get("bias", Bias.AS_IS))),
            settle_s=settle_s,
        )
    except ValueError as error:
        raise ConfigError(f"{config.id}: {error}") from None
    return PinDoor(config.id, line, timing)


def _evdev(config: DeviceConfig, timing: Timing) -> Device:
    is_switch = bool(config.options.get("switch", True))
    code = config.options.get("code", 0)
    end = _SWITCHES_END if is_switch else _CODES_END
    if isinstance(code, bool) or not isinstance(code, int) or not 0 <= code < end:
        raise ConfigError(f"{config.id}: code is a whole number from 0 to {end - 1}, not {code!r}")
    contact = Contact(code, is_switch, bool(config.options.get("open_when_on", not is_switch)))
    return EvdevDoor(config.id, InputDevice(Path(config.port)), contact, timing)


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "door_gpio": Row("cabinet_door", _gpio, frozenset({"active_low", "bias", "settle_s"})),
        "door_evdev": Row("cabinet_door", _evdev, frozenset({"switch", "code", "open_when_on"})),
    }
)
