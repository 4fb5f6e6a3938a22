"""The drivers of payment terminals."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import SERIAL_OPTIONS, ConfigError, DeviceConfig, Row, serial_line
from hardware.payment_terminal.contract import MOST_FEN
from hardware.payment_terminal.links import Link, SerialLink, TcpLink, ZvtPace
from hardware.payment_terminal.till import Access
from hardware.payment_terminal.zvt import ZvtTerminal
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.tcp import TcpSocket

_OPTIONS = frozenset({"password", "currency", "most_fen"})
_MOST_FEN = 1_000_000


def _tcp(config: DeviceConfig, timing: Timing) -> Device:
    return _zvt(config, timing, TcpLink(TcpSocket(config.host, int(config.port))), ZvtPace())


def _serial(config: DeviceConfig, timing: Timing) -> Device:
    pace = ZvtPace()
    return _zvt(config, timing, SerialLink(serial_line(config, baud=9600), pace), pace)


def _zvt(config: DeviceConfig, timing: Timing, link: Link, pace: ZvtPace) -> Device:
    password = str(config.options.get("password", "000000"))
    if len(password) != 6 or not password.isdecimal():
        raise ConfigError(f"{config.id}: the password of a ZVT terminal is six digits")
    currency = config.options.get("currency", 156)
    most = config.options.get("most_fen", _MOST_FEN)
    if not isinstance(currency, int) or not 1 <= currency <= 999:
        raise ConfigError(f"{config.id}: the currency is a number of ISO 4217, such as 156")
    if not isinstance(most, int) or not 1 <= most <= MOST_FEN:
        raise ConfigError(f"{config.id}: most_fen is 1 to {MOST_FEN}")
    return ZvtTerminal(config.id, config.driver, link, Access(int(password), currency), timing, pace, most)


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "zvt_tcp": Row("payment_terminal", _tcp, _OPTIONS),
        "zvt_serial": Row("payment_terminal", _serial, _OPTIONS | SERIAL_OPTIONS),
    }
)
