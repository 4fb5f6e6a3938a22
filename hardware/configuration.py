"""How a device is configured, and the row that makes one. Each kind's `drivers.py` holds its rows.

An option is read by the reader of its type (`flag`, `number`, `whole`, `one_of`, `text`, `baud_rate`, `tcp_address`):
what is not of the right form is refused with device, option and what is allowed, and never bent into shape.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.gpio import Pin, pin
from hardware.transport.serial_line import SerialLine, SerialSettings

Option = str | int | float | bool
SERIAL_OPTIONS = frozenset({"baud", "rtscts", "dsrdtr", "xonxoff"})
# The rates that UARTs and their USB bridges are made for, and 256000 of the radars.
BAUDS: tuple[int, ...] = (
    300,
    600,
    1200,
    2400,
    4800,
    9600,
    14400,
    19200,
    28800,
    38400,
    57600,
    76800,
    115200,
    128000,
    230400,
    250000,
)
BAUDS += (256000, 460800, 500000, 576000, 921600, 1000000, 1500000, 2000000, 3000000, 4000000)
_HOST = re.compile(r"[0-9A-Za-z_]([0-9A-Za-z_.-]{0,251}[0-9A-Za-z_])?")
_PORT_MOST = 65535
_LARGEST = 10**18
_DIGITS = re.compile(r"[0-9]{1,5}")
_Choice = TypeVar("_Choice", bound=str | int)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong: `key` is the option (or kind, driver, port, host), `device` its place in the list."""

    text: str
    key: str = ""
    device: int | None = None


class ConfigError(ValueError):
    """The devices are configured in a way that cannot work; the text is for whoever writes the configuration."""

    def __init__(self, *mistakes: str | Mistake) -> None:
        self.mistakes = tuple(Mistake(each) if isinstance(each, str) else each for each in mistakes)
        super().__init__("; ".join(each.text for each in self.mistakes))


class Word(str):
    """An option as it was typed on a command line, where nothing but its reader can say whether 16 is a number."""

    __slots__ = ()


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


def wrong(config: DeviceConfig, key: str, rule: str) -> ConfigError:
    """What to raise when `key` breaks a `rule`, such as "is 1 to 9"; a secret's value is never part of the rule."""
    return ConfigError(Mistake(f"{config.id}: {key} {rule}", key))


def flag(config: DeviceConfig, name: str, default: bool) -> bool:
    """An option that is true or false; raises ConfigError."""
    given = config.options.get(name, default)
    if isinstance(given, Word) and given in {"true", "false"}:
        return given == "true"
    if not isinstance(given, bool):
        raise wrong(config, name, f"is true or false, without quotation marks, not {_shown(given)}")
    return given


def number(config: DeviceConfig, name: str, default: float, least: float, most: float) -> float:
    """An option that is a number, both bounds allowed; raises ConfigError."""
    given = _typed(config.options.get(name, default), float)
    if isinstance(given, str | bool) or not least <= given <= most:
        raise wrong(config, name, f"is a number from {least:g} to {most:g}, not {_shown(given)}")
    return float(given)


def whole(config: DeviceConfig, name: str, default: int, least: int, most: int) -> int:
    """An option that is a whole number, both bounds allowed; raises ConfigError."""
    given = _typed(config.options.get(name, default), int)
    if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
        raise wrong(config, name, f"is a whole number from {least} to {most}, not {_shown(given)}")
    return given


def one_of(config: DeviceConfig, name: str, default: _Choice, allowed: Collection[_Choice]) -> _Choice:
    """An option that is one of some words or numbers; raises ConfigError."""
    given = config.options.get(name, default)
    chosen = next((each for each in allowed if _is(given, each)), None)
    if chosen is None:
        shown = ", ".join(str(each) for each in allowed)
        raise wrong(config, name, f"is one of {shown}, not {_shown(given)}")
    return chosen


def text(config: DeviceConfig, name: str, default: str = "") -> str:
    """An option that is text; raises ConfigError, which does not show what was given: it may be a secret."""
    given = config.options.get(name, default)
    if not isinstance(given, str):
        raise wrong(config, name, "is text, in quotation marks")
    return str(given)


def baud_rate(config: DeviceConfig, default: int) -> int:
    """The option `baud`; raises ConfigError."""
    return one_of(config, "baud", default, BAUDS)


def serial_line(config: DeviceConfig, baud: int) -> SerialLine:
    """The serial line that a configuration names; `baud` is what the device has from the factory."""
    return SerialLine(
        SerialSettings(
            config.port,
            baud_rate(config, baud),
            rtscts=flag(config, "rtscts", False),
            dsrdtr=flag(config, "dsrdtr", False),
            xonxoff=flag(config, "xonxoff", False),
        )
    )


def tcp_address(config: DeviceConfig, host: str = "", port: str = "") -> tuple[str, int]:
    """Host and port of a device on the network, with what it has by default; raises ConfigError."""
    name, digits = config.host or host, config.port or port
    if not (_HOST.fullmatch(name) or _is_ip6(name)):
        raise wrong(config, "host", f"is a name or an address alone, such as 192.0.2.7, not {name!r}")
    if not _DIGITS.fullmatch(digits) or not 1 <= int(digits) <= _PORT_MOST:
        raise wrong(config, "port", f"is a number from 1 to {_PORT_MOST}, not {digits!r}")
    return name, int(digits)


def gpio_pin(config: DeviceConfig) -> Pin:
    """The pin of the box that the port names; raises ConfigError."""
    try:
        return pin(config.port)
    except ValueError as error:
        raise ConfigError(Mistake(f"{config.id}: {error}", "port")) from None


def _shown(given: Option) -> str:
    """For a message; a number of thousands of digits cannot even be written."""
    return "so large a number" if type(given) is int and abs(given) > _LARGEST else repr(given)


def _typed(given: Option, as_number: Callable[[str], float]) -> Option:
    if isinstance(given, Word):
        try:
            return as_number(given)
        except ValueError:
            return given
    return given


def _is(given: Option, each: str | int) -> bool:
    if isinstance(given, Word):
        return given == str(each)
    return type(given) is not bool and isinstance(given, int if isinstance(each, int) else str) and given == each


def _is_ip6(name: str) -> bool:
    import ipaddress  # few terminals have such an address, and all would wait for it

    try:
        return ipaddress.ip_address(name).version == 6
    except ValueError:
        return False
