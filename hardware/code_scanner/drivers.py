"""The drivers of code scanners."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from hardware.code_scanner.classify import CodeBook
from hardware.code_scanner.keystrokes import Habits, Keystrokes
from hardware.code_scanner.lines import Lines, Suffix
from hardware.code_scanner.scanner import Scanner
from hardware.code_scanner.sources import SerialSource, WedgeSource
from hardware.configuration import (
    SERIAL_OPTIONS,
    DeviceConfig,
    Row,
    flag,
    number,
    one_of,
    serial_line,
    text,
    whole,
    wrong,
)
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.input_device import InputDevice

_BOOK = frozenset({"public_url", "ecny_digits"})
_SERIAL = SERIAL_OPTIONS | _BOOK | {"suffix", "silence_ms", "trigger_on", "trigger_off"}
_EVDEV = _BOOK | {"gap_ms", "shortest", "enter"}
# Between two keys of one code, in the multiples of the gap that is allowed on the average.
_SILENT_GAPS = 4


def _serial(config: DeviceConfig, timing: Timing) -> Device:
    silence_s = number(config, "silence_ms", 80, 20, 1000) / 1000
    suffix = one_of(config, "suffix", Suffix.AUTO, tuple(Suffix))
    on, off = _octets(config, "trigger_on"), _octets(config, "trigger_off")
    source = SerialSource(serial_line(config, baud=9600), Lines(suffix), silence_s, on, off)
    return Scanner(config.id, config.driver, source, _book(config), timing)


def _evdev(config: DeviceConfig, timing: Timing) -> Device:
    gap_s = number(config, "gap_ms", 50, 5, 200) / 1000
    shortest = whole(config, "shortest", 6, 1, 64)
    habits = Habits(gap_s, shortest, flag(config, "enter", True))
    source = WedgeSource(InputDevice(Path(config.port)), Keystrokes(habits), _SILENT_GAPS * gap_s)
    return Scanner(config.id, config.driver, source, _book(config), timing)


def _book(config: DeviceConfig) -> CodeBook:
    url = text(config, "public_url")
    if url and not url.startswith("https://"):
        raise wrong(config, "public_url", f"begins with https://, not {url!r}")
    return CodeBook(url, whole(config, "ecny_digits", 0, 0, 32))


def _octets(config: DeviceConfig, name: str) -> bytes:
    written = text(config, name)
    try:
        return bytes.fromhex(written)
    except ValueError:
        raise wrong(config, name, 'is written in hex, such as "16 54 0D"') from None


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "scanner_serial": Row("code_scanner", _serial, _SERIAL),
        "scanner_evdev": Row("code_scanner", _evdev, _EVDEV),
    }
)
