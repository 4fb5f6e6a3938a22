"""The drivers of presence sensors."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import SERIAL_OPTIONS, DeviceConfig, Row, flag, gpio_pin, number, one_of, serial_line, whole
from hardware.presence_sensor.pin import PinSensor
from hardware.presence_sensor.radar import RadarPace, RadarSensor
from hardware.presence_sensor.steady import Steady
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.gpio import Bias, GpioInput

_STEADY = frozenset({"present_s", "absent_s"})
_PIN = frozenset({"active_low", "bias", "settle_s"})
_RADAR = frozenset({"near_cm", "far_counts"})
_MOST = 3600


def _radar(config: DeviceConfig, timing: Timing) -> Device:
    pace = RadarPace(
        near_cm=whole(config, "near_cm", 120, 0, _MOST),
        far_counts=flag(config, "far_counts", True),
        present_s=number(config, "present_s", 2.0, 0, _MOST),
        absent_s=number(config, "absent_s", 20.0, 0, _MOST),
    )
    return RadarSensor(config.id, serial_line(config, baud=256000), timing, pace)


def _gpio(config: DeviceConfig, timing: Timing) -> Device:
    steady = Steady(number(config, "present_s", 2.0, 0, _MOST), number(config, "absent_s", 20.0, 0, _MOST))
    line = GpioInput(
        gpio_pin(config),
        active_low=flag(config, "active_low", False),
        bias=one_of(config, "bias", Bias.AS_IS, tuple(Bias)),
        settle_s=number(config, "settle_s", 0.02, 0, _MOST),
    )
    return PinSensor(config.id, line, steady, timing)


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "presence_ld2410": Row("presence_sensor", _radar, SERIAL_OPTIONS | _STEADY | _RADAR),
        "presence_gpio": Row("presence_sensor", _gpio, _STEADY | _PIN),
    }
)
