"""The drivers of payment terminals."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import SERIAL_OPTIONS, DeviceConfig, Row, serial_line, tcp_address, text, whole, wrong
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
    return _zvt(config, timing, TcpLink(TcpSocket(*tcp_address(config))), ZvtPace())


def _serial(config: DeviceConfig, timing: Timing) -> Device:
    pace = ZvtPace()
    return _zvt(config, timing, SerialLink(serial_line(config, baud=9600), pace), pace)


def _zvt(config: DeviceConfig, timing: Timing, link: Link, pace: ZvtPace) -> Device:
    password = text(config, "password", "000000")
    if len(password) != 6 or not (password.isascii() and password.isdecimal()):
        raise wrong(config, "password", 'is six digits in quotation marks, such as "000000"')
    currency = whole(config, "currency", 156, 1, 999)  # a number of ISO 4217
    most = whole(config, "most_fen", _MOST_FEN, 1, MOST_FEN)
    return ZvtTerminal(config.id, config.driver, link, Access(int(password), currency), timing, pace, most)


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "zvt_tcp": Row("payment_terminal", _tcp, _OPTIONS),
        "zvt_serial": Row("payment_terminal", _serial, _OPTIONS | SERIAL_OPTIONS),
    }
)
