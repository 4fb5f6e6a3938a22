"""The drivers of identity card readers."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import SERIAL_OPTIONS, DeviceConfig, Row, serial_line
from hardware.id_card_reader.ga467 import Ga467Reader
from hardware.id_card_reader.security_module import ReaderPace
from hardware.status import Device
from hardware.supervisor import Timing


def _ga467(config: DeviceConfig, timing: Timing) -> Device:
    pace = ReaderPace(poll_s=float(config.options.get("poll_s", 0.4)))
    return Ga467Reader(config.id, config.driver, serial_line(config, baud=115200), timing, pace)


ROWS: Mapping[str, Row] = MappingProxyType({"ga467_serial": Row("id_card_reader", _ga467, SERIAL_OPTIONS | {"poll_s"})})
