"""The drivers of receipt printers."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import SERIAL_OPTIONS, DeviceConfig, Row, flag, one_of, serial_line, tcp_address
from hardware.receipt_printer.escpos import EscPosPrinter
from hardware.receipt_printer.job import PAPER_58_MM, PAPER_80_MM, Paper
from hardware.receipt_printer.mechanism import PrinterPace
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.tcp import TcpSocket
from hardware.transport.usb_path import UsbPath
from hardware.transport.wire import Wire

_OPTIONS = frozenset({"paper_mm", "native_qr"})


def _tcp(config: DeviceConfig, timing: Timing) -> Device:
    return _escpos(config, timing, TcpSocket(*tcp_address(config)))


def _serial(config: DeviceConfig, timing: Timing) -> Device:
    return _escpos(config, timing, serial_line(config, baud=19200))


def _usb(config: DeviceConfig, timing: Timing) -> Device:
    return _escpos(config, timing, UsbPath(config.port))


def _escpos(config: DeviceConfig, timing: Timing, wire: Wire) -> Device:
    paper = PAPER_58_MM if one_of(config, "paper_mm", 80, (58, 80)) == 58 else PAPER_80_MM
    paper = Paper(paper.columns, paper.dots, native_qr=flag(config, "native_qr", True))
    return EscPosPrinter(config.id, config.driver, wire, paper, timing, PrinterPace())


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "escpos_tcp": Row("receipt_printer", _tcp, _OPTIONS),
        "escpos_serial": Row("receipt_printer", _serial, _OPTIONS | SERIAL_OPTIONS),
        "escpos_usb": Row("receipt_printer", _usb, _OPTIONS),
    }
)
