"""The drivers of document printers."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import ConfigError, DeviceConfig, Row
from hardware.status import Device
from hardware.supervisor import Timing

_OPTIONS = frozenset({"queue", "stuck_s", "sides"})
_SOCKET = "/run/cups/cups.sock"
_QUEUE = re.compile(r"[A-Za-z0-9._-]{1,127}")
_SIDES = {"one-sided", "two-sided-long-edge"}


def _cups(config: DeviceConfig, timing: Timing) -> Device:
    # Imported here because HTTP costs the first frame some milliseconds, and it is shown before any device is sought.
    from hardware.document_printer.cups import CupsPrinter
    from hardware.document_printer.post import Address
    from hardware.document_printer.watch import CupsPace

    queue, sides = str(config.options.get("queue", "")), str(config.options.get("sides", "one-sided"))
    if _QUEUE.fullmatch(queue) is None:
        raise ConfigError(f"{config.id}: the queue is missing, or has other letters than A-Z a-z 0-9 . _ -")
    if sides not in _SIDES:
        raise ConfigError(f"{config.id}: sides are {' or '.join(sorted(_SIDES))}")
    stuck_s = float(config.options.get("stuck_s", CupsPace().stuck_s))
    if not 1 <= stuck_s <= 3600:
        raise ConfigError(f"{config.id}: stuck_s is 1 to 3600")
    port = config.port or "631"
    if config.host and not (port.isdecimal() and 0 < int(port) < 65536):
        raise ConfigError(f"{config.id}: the port of cupsd is a number")
    # Without a host, the port is the path of cupsd's socket.
    server = Address(host=config.host, port=int(port)) if config.host else Address(socket=config.port or _SOCKET)
    return CupsPrinter(config.id, config.driver, server, queue, timing, CupsPace(stuck_s=stuck_s), sides=sides)


ROWS: Mapping[str, Row] = MappingProxyType({"cups": Row("document_printer", _cups, _OPTIONS, has_port=False)})
