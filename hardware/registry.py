"""The table of drivers: a configuration names a row, a row makes a device. Nothing registers itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from hardware.id_card_reader.contract import IdCardReader
from hardware.receipt_printer.contract import ReceiptPrinter
from hardware.status import Device
from hardware.supervisor import Timing

Option = str | int | float | bool


class ConfigError(ValueError):
    """A device is configured in a way that cannot work; the text is for whoever writes the configuration."""


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
    """A driver: the kind of device it drives and what makes one."""

    kind: str
    make: Factory


DRIVERS: Mapping[str, Row] = MappingProxyType({})


class Devices:
    """The devices of this terminal, built and not yet started."""

    def __init__(self, devices: Sequence[Device]) -> None:
        self.all = tuple(devices)

    @property
    def id_card_reader(self) -> IdCardReader | None:
        """The first identity card reader."""

    @property
    def receipt_printer(self) -> ReceiptPrinter | None:
        """The first receipt printer."""

    def start(self) -> None:
        """Start every device's thread; returns at once."""
        for device in self.all:
            device.start()

    def close(self) -> None:
        """Close in reverse order and join every thread."""
        for device in reversed(self.all):
            device.close()


def build(configs: Sequence[DeviceConfig], timing: Timing | None = None) -> Devices:
    """Make the configured devices without touching a wire; raises ConfigError that names every fault at once."""
    raise NotImplementedError
