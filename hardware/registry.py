"""The table of drivers: a configuration names a row, a row makes a device. Nothing registers itself.

A new driver is one more row; a new kind of device is also one more property of `Devices`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import cast

from hardware.id_card_reader.contract import IdCardReader
from hardware.id_card_reader.ga467 import Ga467Reader
from hardware.id_card_reader.security_module import ReaderPace
from hardware.keypad.contract import Key, Keypad
from hardware.keypad.evdev import EvdevKeypad
from hardware.keypad.key_map import KeyMapError, key_map
from hardware.receipt_printer.contract import ReceiptPrinter
from hardware.receipt_printer.escpos import EscPosPrinter
from hardware.receipt_printer.job import PAPER_58_MM, PAPER_80_MM, Paper
from hardware.receipt_printer.mechanism import PrinterPace
from hardware.speaker.contract import Speaker
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.serial_line import SerialLine, SerialSettings
from hardware.transport.tcp import TcpSocket
from hardware.transport.usb_path import UsbPath
from hardware.transport.wire import Wire

Option = str | int | float | bool


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
    """A driver: the kind of device it drives, what makes one, and the options that it knows."""

    kind: str
    make: Factory
    options: frozenset[str] = frozenset()
    has_port: bool = True


@dataclass(frozen=True, slots=True)
class Devices:
    """The devices of this terminal, in the order of the configuration."""

    all: tuple[Device, ...]

    @property
    def id_card_reader(self) -> IdCardReader | None:
        """The first identity card reader."""
        return cast("IdCardReader | None", self._first("id_card_reader"))

    @property
    def receipt_printer(self) -> ReceiptPrinter | None:
        """The first receipt printer."""
        return cast("ReceiptPrinter | None", self._first("receipt_printer"))

    @property
    def keypad(self) -> Keypad | None:
        """The first tactile keypad."""
        return cast("Keypad | None", self._first("keypad"))

    @property
    def speaker(self) -> Speaker | None:
        """The first speaker."""
        return cast("Speaker | None", self._first("speaker"))

    def start(self) -> None:
        """Start every device's thread; returns at once."""
        for device in self.all:
            device.start()

    def close(self) -> None:
        """Close in reverse order and join every thread."""
        for device in reversed(self.all):
            device.close()

    def _first(self, kind: str) -> Device | None:
        return next((device for device in self.all if device.status.kind == kind), None)


def build(configs: Sequence[DeviceConfig], timing: Timing | None = None) -> Devices:
    """Make the configured devices without touching a wire; raises ConfigError that tells every fault at once."""
    faults = [fault for config in configs for fault in _faults(config)]
    ids = [config.id for config in configs]
    faults += [f"device {id!r} is configured twice" for id in sorted({id for id in ids if ids.count(id) > 1})]  # noqa: A001
    if faults:
        raise ConfigError("; ".join(faults))
    patience = timing or Timing()
    try:
        return Devices(tuple(DRIVERS[config.driver].make(config, patience) for config in configs))
    except KeyMapError as error:
        raise ConfigError(str(error)) from None


def _faults(config: DeviceConfig) -> list[str]:
    row = DRIVERS.get(config.driver)
    if row is None:
        return [f"{config.id}: no driver {config.driver!r}; there are {', '.join(sorted(DRIVERS))}"]
    faults = []
    if config.kind != row.kind:
        faults.append(f"{config.id}: {config.driver} drives a {row.kind}, not a {config.kind}")
    strangers = sorted(set(config.options) - row.options)
    if strangers:
        faults.append(f"{config.id}: {config.driver} has no option {', '.join(strangers)}")
    if row.has_port and not config.port:
        faults.append(f"{config.id}: the port is missing")
    if config.driver.endswith("_tcp") and not (config.host and config.port.isdecimal() and int(config.port) < 65536):
        faults.append(f"{config.id}: a host and a port number are needed")
    return faults


def _ga467(config: DeviceConfig, timing: Timing) -> Device:
    wire = _serial(config, baud=115200)
    return Ga467Reader(
        config.id, config.driver, wire, timing, ReaderPace(poll_s=float(config.options.get("poll_s", 0.4)))
    )


def _escpos(config: DeviceConfig, timing: Timing, wire: Wire) -> Device:
    paper = PAPER_58_MM if config.options.get("paper_mm", 80) == 58 else PAPER_80_MM
    paper = Paper(paper.columns, paper.dots, native_qr=bool(config.options.get("native_qr", True)))
    return EscPosPrinter(config.id, config.driver, wire, paper, timing, PrinterPace())


def _evdev(config: DeviceConfig, timing: Timing) -> Device:
    return EvdevKeypad(config.id, Path(config.port), key_map(config.options), timing)


def _qt_speaker(config: DeviceConfig, timing: Timing) -> Device:
    # Here and not above: QtMultimedia is slow to load, and a terminal without a speaker does not need it.
    from hardware.speaker.qt import QtSpeaker

    return QtSpeaker(config.id, timing)


def _serial(config: DeviceConfig, baud: int) -> SerialLine:
    return SerialLine(
        SerialSettings(
            config.port,
            int(config.options.get("baud", baud)),
            rtscts=bool(config.options.get("rtscts", False)),
            dsrdtr=bool(config.options.get("dsrdtr", False)),
            xonxoff=bool(config.options.get("xonxoff", False)),
        )
    )


_SERIAL = frozenset({"baud", "rtscts", "dsrdtr", "xonxoff"})
_PRINTER = frozenset({"paper_mm", "native_qr"})
_KEYS = frozenset(key.value for key in Key)

DRIVERS: Mapping[str, Row] = MappingProxyType(
    {
        "ga467_serial": Row("id_card_reader", _ga467, _SERIAL | {"poll_s"}),
        "escpos_tcp": Row(
            "receipt_printer",
            lambda config, timing: _escpos(config, timing, TcpSocket(config.host, int(config.port))),
            _PRINTER,
        ),
        "escpos_serial": Row(
            "receipt_printer",
            lambda config, timing: _escpos(config, timing, _serial(config, baud=19200)),
            _PRINTER | _SERIAL,
        ),
        "escpos_usb": Row(
            "receipt_printer", lambda config, timing: _escpos(config, timing, UsbPath(config.port)), _PRINTER
        ),
        "evdev": Row("keypad", _evdev, _KEYS),
        "qt": Row("speaker", _qt_speaker, has_port=False),
    }
)
