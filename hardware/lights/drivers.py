"""The drivers of lights."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import ConfigError, DeviceConfig, Mistake, Row, baud_rate, flag, whole
from hardware.lights.board import Board, BoardLights
from hardware.lights.contract import Light
from hardware.lights.gpio_board import GpioBoard
from hardware.lights.modbus_board import ModbusBoard
from hardware.lights.wiring import Lamp, WiringError, wiring
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.gpio import GpioOutputs

_LIGHTS = frozenset(light.value for light in Light)
_UNIT_MOST = 247


def _modbus(config: DeviceConfig, timing: Timing) -> Device:
    baud, unit = baud_rate(config, 9600), whole(config, "unit", 1, 1, _UNIT_MOST)
    lamps = _lamps(config)
    return _lights(config, ModbusBoard(config.port, baud, unit, _outputs(lamps)), lamps, timing)


def _gpio(config: DeviceConfig, timing: Timing) -> Device:
    lamps = _lamps(config)
    outputs = GpioOutputs(config.port, sorted(_outputs(lamps)), active_low=flag(config, "active_low", False))
    return _lights(config, GpioBoard(outputs), lamps, timing)


def _lights(config: DeviceConfig, board: Board, lamps: Mapping[Light, Lamp], timing: Timing) -> Device:
    return BoardLights(config.id, config.driver, board, lamps, timing)


def _lamps(config: DeviceConfig) -> Mapping[Light, Lamp]:
    try:
        return wiring(config.options)
    except WiringError as error:
        raise ConfigError(Mistake(f"{config.id}: {error}", error.option)) from None


def _outputs(lamps: Mapping[Light, Lamp]) -> frozenset[int]:
    return frozenset[int]().union(*(outputs for lamp in lamps.values() for outputs in lamp.outputs.values()))


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "lights_modbus": Row("lights", _modbus, _LIGHTS | {"baud", "unit"}),
        "lights_gpio": Row("lights", _gpio, _LIGHTS | {"active_low"}),
    }
)
