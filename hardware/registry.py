"""The table of drivers: a configuration names a row, a row makes a device. Nothing registers itself.

A new driver is one more row in its kind's `drivers.py`; a new kind is one more line of `DRIVERS` and one more property
of `Devices`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import cast

from hardware.cabinet_door import drivers as cabinet_door
from hardware.cabinet_door.contract import CabinetDoor
from hardware.camera import drivers as camera
from hardware.camera.contract import Camera
from hardware.card_reader import drivers as card_reader
from hardware.card_reader.contract import CardReader
from hardware.code_scanner import drivers as code_scanner
from hardware.code_scanner.contract import CodeScanner
from hardware.configuration import ConfigError, DeviceConfig, Mistake, Row
from hardware.counter_file import CounterFile
from hardware.document_printer import drivers as document_printer
from hardware.document_printer.contract import DocumentPrinter
from hardware.events import EventSource
from hardware.headphone_jack import drivers as headphone_jack
from hardware.headphone_jack.contract import HeadphoneJack
from hardware.id_card_reader import drivers as id_card_reader
from hardware.id_card_reader.contract import IdCardReader
from hardware.keypad import drivers as keypad
from hardware.keypad.contract import Keypad
from hardware.lights import drivers as lights
from hardware.lights.contract import Lights
from hardware.locker import drivers as locker
from hardware.locker.contract import Locker
from hardware.microphone import drivers as microphone
from hardware.microphone.contract import Microphone
from hardware.payment_terminal import drivers as payment_terminal
from hardware.payment_terminal.contract import PaymentTerminal
from hardware.presence_sensor import drivers as presence_sensor
from hardware.presence_sensor.contract import PresenceSensor
from hardware.receipt_printer import drivers as receipt_printer
from hardware.receipt_printer.contract import ReceiptPrinter
from hardware.speaker import drivers as speaker
from hardware.speaker.contract import Speaker
from hardware.status import Device, StatusChanged
from hardware.supervisor import Timing
from hardware.ups import drivers as ups
from hardware.ups.contract import Ups
from hardware.watchdog import drivers as watchdog
from hardware.watchdog.contract import Watchdog

EVENTS_KEPT = 1000
_STAND_INS = {"host": "localhost", "port": "1"}


def _events() -> EventSource[StatusChanged]:
    return EventSource("all devices", keep=EVENTS_KEPT)


@dataclass(frozen=True, slots=True)
class Devices:
    """The devices of this terminal, in the order of the configuration.

    `events` tells every change of every device, numbered through; `events.since(n)` gives a reader what she missed.
    """

    all: tuple[Device, ...]
    events: EventSource[StatusChanged] = field(default_factory=_events)
    counter_file: CounterFile | None = None

    def named(self, id: str) -> Device | None:  # noqa: A002 - as everywhere
        """The device of that id."""
        return next((device for device in self.all if device.status.id == id), None)

    @property
    def cabinet_door(self) -> CabinetDoor | None:
        """The first switch at the cabinet's own door."""
        return cast("CabinetDoor | None", self._first("cabinet_door"))

    @property
    def camera(self) -> Camera | None:
        """The first camera."""
        return cast("Camera | None", self._first("camera"))

    @property
    def card_reader(self) -> CardReader | None:
        """The first reader of chip cards."""
        return cast("CardReader | None", self._first("card_reader"))

    @property
    def code_scanner(self) -> CodeScanner | None:
        """The first code scanner."""
        return cast("CodeScanner | None", self._first("code_scanner"))

    @property
    def document_printer(self) -> DocumentPrinter | None:
        """The first printer of A4 pages."""
        return cast("DocumentPrinter | None", self._first("document_printer"))

    @property
    def headphone_jack(self) -> HeadphoneJack | None:
        """The first headphone jack."""
        return cast("HeadphoneJack | None", self._first("headphone_jack"))

    @property
    def id_card_reader(self) -> IdCardReader | None:
        """The first identity card reader."""
        return cast("IdCardReader | None", self._first("id_card_reader"))

    @property
    def keypad(self) -> Keypad | None:
        """The first tactile keypad."""
        return cast("Keypad | None", self._first("keypad"))

    @property
    def lights(self) -> Lights | None:
        """The first lights at the slots."""
        return cast("Lights | None", self._first("lights"))

    @property
    def locker(self) -> Locker | None:
        """The first locker."""
        return cast("Locker | None", self._first("locker"))

    @property
    def microphone(self) -> Microphone | None:
        """The first microphone."""
        return cast("Microphone | None", self._first("microphone"))

    @property
    def payment_terminal(self) -> PaymentTerminal | None:
        """The first payment terminal."""
        return cast("PaymentTerminal | None", self._first("payment_terminal"))

    @property
    def presence_sensor(self) -> PresenceSensor | None:
        """The first presence sensor."""
        return cast("PresenceSensor | None", self._first("presence_sensor"))

    @property
    def receipt_printer(self) -> ReceiptPrinter | None:
        """The first receipt printer."""
        return cast("ReceiptPrinter | None", self._first("receipt_printer"))

    @property
    def speaker(self) -> Speaker | None:
        """The first speaker."""
        return cast("Speaker | None", self._first("speaker"))

    @property
    def ups(self) -> Ups | None:
        """The first supply with a battery."""
        return cast("Ups | None", self._first("ups"))

    @property
    def watchdog(self) -> Watchdog | None:
        """The first watchdog."""
        return cast("Watchdog | None", self._first("watchdog"))

    def start(self) -> None:
        """Start every device's thread; returns at once."""
        if self.counter_file is not None:
            self.counter_file.start()
        for device in self.all:
            device.start()

    def close(self) -> None:
        """Close in reverse order and join every thread."""
        for device in reversed(self.all):
            device.close()
        if self.counter_file is not None:
            self.counter_file.close()

    def _first(self, kind: str) -> Device | None:
        return next((device for device in self.all if device.status.kind == kind), None)


def build(configs: Sequence[DeviceConfig], timing: Timing | None = None, keep: Path | None = None) -> Devices:
    """Make the configured devices without touching a wire; `keep` is the file in which their counters survive.

    Raises: ConfigError that tells every fault at once
    """
    mistakes: list[Mistake] = []
    made: list[Device] = []
    ids: set[str] = set()
    for place, config in enumerate(configs):
        faults = _table_faults(config)
        if config.id in ids:
            faults.append(Mistake(f"device {config.id!r} is configured twice", "id"))
        ids.add(config.id)
        device, refused = _made(config, timing or Timing())
        made += [device] if device is not None else []
        faults += refused
        mistakes += [replace(fault, device=place) for fault in faults]
    if mistakes:
        for device in made:
            device.close()
        raise ConfigError(*mistakes)
    return _gathered(tuple(made), keep)


def _made(config: DeviceConfig, timing: Timing) -> tuple[Device | None, list[Mistake]]:
    """The device, or what its driver has against it; neither where the table has already told why there is none."""
    row = DRIVERS.get(config.driver)
    faults: list[Mistake] = []
    if row is None or config.kind != row.kind or (row.has_port and not config.port):
        return None, faults
    known = {name: given for name, given in config.options.items() if name in row.options}
    place = {"host": config.host, "port": config.port}
    untouched = set(known) | set(place)
    while True:
        asked = replace(config, **place, options=MappingProxyType(dict(known)))
        try:
            device = row.make(asked, timing)
        except ConfigError as error:
            # A driver stops at its first mistake: it is asked again without that option, or with a place that can be.
            # What it then misses is our doing, so only what is still as it was configured counts.
            new = [fault for fault in error.mistakes if not faults or fault.key in untouched]
            faults += new
            wrong = untouched & {fault.key for fault in new}
            if not wrong:
                return None, faults
            untouched -= wrong
            known = {name: given for name, given in known.items() if name not in wrong}
            place |= {name: stand_in for name, stand_in in _STAND_INS.items() if name in wrong}
        else:
            if not faults:
                return device, faults
            device.close()
            return None, faults


def _gathered(made: tuple[Device, ...], keep: Path | None) -> Devices:
    devices = Devices(made, counter_file=CounterFile(keep) if keep is not None else None)
    for device in made:
        device.subscribe(devices.events.tell)
        if devices.counter_file is not None:
            devices.counter_file.restore(device.status.id, device.status.kind, device.counters)
    return devices


def _table_faults(config: DeviceConfig) -> list[Mistake]:
    """What the table alone can tell; values are for the driver to judge."""
    row = DRIVERS.get(config.driver)
    if row is None:
        return [Mistake(f"{config.id}: {unknown_driver(config.driver)}", "driver")]
    faults = []
    if config.kind != row.kind:
        faults.append(Mistake(f"{config.id}: {config.driver} drives a {row.kind}, not a {config.kind}", "kind"))
    for stranger in sorted(set(config.options) - row.options):
        told = f"{config.id}: {config.driver} has no option {stranger}{_instead(stranger, row.options)}"
        faults.append(Mistake(told, stranger))
    if row.has_port and not config.port:
        faults.append(Mistake(f"{config.id}: the port is missing", "port"))
    return faults


def unknown_driver(name: str) -> str:
    """What to tell whoever named a driver that there is not."""
    return f"no driver {name!r}{_instead(name, DRIVERS)}"


def _instead(name: str, known: Collection[str]) -> str:
    import difflib  # only whoever mistypes waits for it

    near = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return f"{hint}; there are {', '.join(sorted(known))}" if known else "; it has none"


DRIVERS: Mapping[str, Row] = MappingProxyType(
    {
        **cabinet_door.ROWS,
        **camera.ROWS,
        **card_reader.ROWS,
        **code_scanner.ROWS,
        **document_printer.ROWS,
        **headphone_jack.ROWS,
        **id_card_reader.ROWS,
        **keypad.ROWS,
        **lights.ROWS,
        **locker.ROWS,
        **microphone.ROWS,
        **payment_terminal.ROWS,
        **presence_sensor.ROWS,
        **receipt_printer.ROWS,
        **speaker.ROWS,
        **ups.ROWS,
        **watchdog.ROWS,
    }
)
