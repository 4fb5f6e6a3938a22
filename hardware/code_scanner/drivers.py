"""The drivers of code scanners."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from hardware.code_scanner.classify import CodeBook
from hardware.code_scanner.keystrokes import Habits, Keystrokes
from hardware.code_scanner.lines import Lines, Suffix
from hardware.code_scanner.scanner import Scanner
from hardware.code_scanner.sources import SerialSource, WedgeSource
from hardware.configuration import SERIAL_OPTIONS, ConfigError, DeviceConfig, Row, serial_line
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.input_device import InputDevice

_BOOK = frozenset({"public_url", "ecny_digits"})
_SERIAL = SERIAL_OPTIONS | _BOOK | {"suffix", "silence_ms", "trigger_on", "trigger_off"}
_EVDEV = _BOOK | {"gap_ms", "shortest", "enter"}
# Between two keys of one code, in the multiples of the gap that is allowed on the average.
_SILENT_GAPS = 4


def _serial(config: DeviceConfig, timing: Timing) -> Device:
    options = config.options
    silence_s = _number(config, "silence_ms", 80, least=20, most=1000) / 1000
    try:
        suffix = Suffix(str(options.get("suffix", Suffix.AUTO)))
    except ValueError:
        raise ConfigError(f"{config.id}: suffix is one of {', '.join(Suffix)}, not {options['suffix']!r}") from None
    on, off = _octets(config, "trigger_on"), _octets(config, "trigger_off")
    source = SerialSource(serial_line(config, baud=9600), Lines(suffix), silence_s, on, off)
    return Scanner(config.id, config.driver, source, _book(config), timing)


def _evdev(config: DeviceConfig, timing: Timing) -> Device:
    gap_s = _number(config, "gap_ms", 50, least=5, most=200) / 1000
    shortest = int(_number(config, "shortest", 6, least=1, most=64))
    habits = Habits(gap_s, shortest, bool(config.options.get("enter", True)))
    source = WedgeSource(InputDevice(Path(config.port)), Keystrokes(habits), _SILENT_GAPS * gap_s)
    return Scanner(config.id, config.driver, source, _book(config), timing)


def _book(config: DeviceConfig) -> CodeBook:
    url = str(config.options.get("public_url", ""))
    if url and not url.startswith("https://"):
        raise ConfigError(f"{config.id}: public_url begins with https://, not {url!r}")
    return CodeBook(url, int(_number(config, "ecny_digits", 0, least=0, most=32)))


def _octets(config: DeviceConfig, name: str) -> bytes:
    try:
        return bytes.fromhex(str(config.options.get(name, "")))
    except ValueError:
        raise ConfigError(f'{config.id}: {name} is written in hex, such as "16 54 0D"') from None


def _number(config: DeviceConfig, name: str, usual: float, *, least: float, most: float) -> float:
    given = config.options.get(name, usual)
    if not isinstance(given, int | float) or isinstance(given, bool) or not least <= given <= most:
        raise ConfigError(f"{config.id}: {name} is a number from {least:g} to {most:g}, not {given!r}")
    return given


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "scanner_serial": Row("code_scanner", _serial, _SERIAL),
        "scanner_evdev": Row("code_scanner", _evdev, _EVDEV),
    }
)
