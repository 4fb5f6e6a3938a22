"""The drivers of cabinet doors."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from hardware.cabinet_door.evdev import Contact, EvdevDoor
from hardware.cabinet_door.pin import PinDoor
from hardware.configuration import DeviceConfig, Row, flag, gpio_pin, number, one_of, whole
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.gpio import Bias, GpioInput
from hardware.transport.input_device import InputDevice

_CODES_END = 0x300
_SWITCHES_END = 64
_SETTLE_MOST_S = 5.0


def _gpio(config: DeviceConfig, timing: Timing) -> Device:
    line = GpioInput(
        gpio_pin(config),
        active_low=flag(config, "active_low", False),
        bias=one_of(config, "bias", Bias.AS_IS, tuple(Bias)),
        settle_s=number(config, "settle_s", 0.05, 0, _SETTLE_MOST_S),
    )
    return PinDoor(config.id, line, timing)


def _evdev(config: DeviceConfig, timing: Timing) -> Device:
    is_switch = flag(config, "switch", True)
    code = whole(config, "code", 0, 0, (_SWITCHES_END if is_switch else _CODES_END) - 1)
    contact = Contact(code, is_switch, flag(config, "open_when_on", not is_switch))
    return EvdevDoor(config.id, InputDevice(Path(config.port)), contact, timing)


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "door_gpio": Row("cabinet_door", _gpio, frozenset({"active_low", "bias", "settle_s"})),
        "door_evdev": Row("cabinet_door", _evdev, frozenset({"switch", "code", "open_when_on"})),
    }
)
