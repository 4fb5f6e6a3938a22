"""How a device is configured, and the row that makes one. Each kind's `drivers.py` holds its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.serial_line import SerialLine, SerialSettings

Option = str | int | float | bool
SERIAL_OPTIONS = frozenset({"baud", "rtscts", "dsrdtr", "xonxoff"})


class ConfigError(ValueError):
    """The devices are configured in a way that cannot work; the text is for whoever writes the configuration."""


@dataclass(frozen=True, slots=True)
class DeviceConfig:
    """One device of this terminal; `port` is a path such as /dev/serial/by-id/..., or a TCP port with `host`."""

    id: str
    kind: str
    driver: str
    port: str = ""
    host: str = ""
    options: Mapping[str, Option] = field(default_factory=lambda: MappingProxyType({}))


Factory = Callable[[DeviceConfig, Timing], Device]


@dataclass(frozen=True, slots=True)
class Row:
    """A driver: the kind of device it drives, what makes one, and the options that it knows.

    `make` may raise ConfigError, touches no wire, and imports what is slow to load itself.
    """

    kind: str
    make: Factory
    options: frozenset[str] = frozenset()
    has_port: bool = True


def serial_line(config: DeviceConfig, baud: int) -> SerialLine:
    """The serial line that a configuration names; `baud` is what the device has from the factory."""
    return SerialLine(
        SerialSettings(
            config.port,
            int(config.options.get("baud", baud)),
            rtscts=bool(config.options.get("rtscts", False)),
            dsrdtr=bool(config.options.get("dsrdtr", False)),
            xonxoff=bool(config.options.get("xonxoff", False)),
        )
    )
