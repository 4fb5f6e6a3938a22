"""The drivers of document printers."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import DeviceConfig, Row, number, one_of, tcp_address, text, wrong
from hardware.status import Device
from hardware.supervisor import Timing

_OPTIONS = frozenset({"queue", "stuck_s", "sides"})
_PORT = "631"
_SOCKET = "/run/cups/cups.sock"
_QUEUE = re.compile(r"[A-Za-z0-9._-]{1,127}")
_SIDES = ("one-sided", "two-sided-long-edge")


def _cups(config: DeviceConfig, timing: Timing) -> Device:
    # Imported here because HTTP costs the first frame some milliseconds, and it is shown before any device is sought.
    from hardware.document_printer.cups import CupsPrinter
    from hardware.document_printer.post import Address
    from hardware.document_printer.watch import CupsPace

    queue, sides = text(config, "queue"), one_of(config, "sides", _SIDES[0], _SIDES)
    stuck_s = number(config, "stuck_s", CupsPace().stuck_s, 1, 3600)
    if _QUEUE.fullmatch(queue) is None:
        raise wrong(config, "queue", "is the name of a queue of cupsd: A-Z a-z 0-9 . _ -")
    # Without a host, the port is the path of cupsd's socket.
    if config.host:
        host, port = tcp_address(config, port=_PORT)
        server = Address(host=host, port=port)
    else:
        server = Address(socket=config.port or _SOCKET)
    return CupsPrinter(config.id, config.driver, server, queue, timing, CupsPace(stuck_s=stuck_s), sides=sides)


ROWS: Mapping[str, Row] = MappingProxyType({"cups": Row("document_printer", _cups, _OPTIONS, has_port=False)})
