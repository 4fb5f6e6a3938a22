"""The drivers of supplies."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import ConfigError, DeviceConfig, Row, tcp_address, text
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.tcp import TcpSocket
from hardware.ups.lines import line
from hardware.ups.nut import Login, NutUps

_HOST = "127.0.0.1"
_PORT = "3493"


def _nut(config: DeviceConfig, timing: Timing) -> Device:
    address = TcpSocket(*tcp_address(config, _HOST, _PORT))
    ups, username, password = (text(config, option) for option in ("ups", "username", "password"))
    if bool(username) != bool(password):
        raise ConfigError(f"{config.id}: username and password go together")
    try:
        line("GET", *(word for word in (ups, username, password) if word))
    except ValueError:
        raise ConfigError(f"{config.id}: ups, username and password are printable") from None
    login = Login(username, password) if username else None
    return NutUps(config.id, address, timing, ups=ups, login=login)


ROWS: Mapping[str, Row] = MappingProxyType(
    {"ups_nut": Row("ups", _nut, frozenset({"ups", "username", "password"}), has_port=False)}
)
