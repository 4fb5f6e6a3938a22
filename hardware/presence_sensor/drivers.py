"""The drivers of presence sensors."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import SERIAL_OPTIONS, ConfigError, DeviceConfig, Row, serial_line
from hardware.presence_sensor.pin import PinSensor
from hardware.presence_sensor.radar import RadarPace, RadarSensor
from hardware.presence_sensor.steady import Steady
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.gpio import Bias, GpioInput, pin

_STEADY = frozenset({"present_s", "absent_s"})
_PIN = frozenset({"active_low", "bias", "settle_s"})
_RADAR = frozenset({"near_cm", "far_counts"})


def _radar(config: DeviceConfig, timing: Timing) -> Device:
    pace = RadarPace(
        near_cm=int(_number(config, "near_cm", 120)),
        far_counts=bool(config.options.get("far_counts", True)),
        present_s=_number(config, "present_s", 2.0),
        absent_s=_number(config, "absent_s", 20.0),
    )
    return RadarSensor(config.id, serial_line(config, baud=256000), timing, pace)


def _gpio(config: DeviceConfig, timing: Timing) -> Device:
    steady = Steady(_number(config, "present_s", 2.0), _number(config, "absent_s", 20.0))
    try:
        line = GpioInput(
            pin(config.port),
            active_low=bool(config.options.get("active_low", False)),
            bias=Bias(str(config.options.get("bias", Bias.AS_IS))),
            settle_s=_number(config, "settle_s", 0.02),
        )
    except ValueError as error:
        raise ConfigError(f"{config.id}: {error}") from None
    return PinSensor(config.id, line, steady, timing)


def _number(config: DeviceConfig, option: str, usual: float) -> float:
    given = config.options.get(option, usual)
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= 3600:
        raise ConfigError(f"{config.id}: {option} is a number from 0 to 3600, not {given!r}")
    return float(given)


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "presence_ld2410": Row("presence_sensor", _radar, SERIAL_OPTIONS | _STEADY | _RADAR),
        "presence_gpio": Row("presence_sensor", _gpio, _STEADY | _PIN),
    }
)
