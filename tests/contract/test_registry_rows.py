"""Every row of the driver table, from its configuration to a card read and a slip printed."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hardware.configuration import DeviceConfig
from hardware.emulators.cards import resident_card
from hardware.emulators.id_card_reader import IdCardReaderEmulator
from hardware.emulators.receipt_printer import ReceiptPrinterEmulator
from hardware.receipt_printer.contract import PrintOutcome, PrintResult
from hardware.receipt_printer.slip import Slip, TextLine
from hardware.registry import Devices, build


def until_usable(devices: Devices) -> None:
    ends = time.monotonic() + 8
    while not all(device.status.usable for device in devices.all):
        assert time.monotonic() < ends, "they did not come up"
        time.sleep(0.005)


def test_a_reader_row_reads(tmp_path: Path) -> None:
    with IdCardReaderEmulator(tmp_path / "reader") as device:
        options = {"baud": 115200, "poll_s": 0.05}
        devices = build([DeviceConfig("r", "id_card_reader", "ga467_serial", str(device.path), options=options)])
        devices.start()
        try:
            until_usable(devices)
            device.put_card(resident_card())
            assert devices.id_card_reader is not None
            assert asyncio.run(devices.id_card_reader.read_card(5)).name == "林小满"
        finally:
            devices.close()


@pytest.mark.parametrize(
    ("driver", "make"),
    [
        ("escpos_tcp", lambda _: ReceiptPrinterEmulator.tcp(columns=32)),
        ("escpos_serial", lambda folder: ReceiptPrinterEmulator.serial(folder / "tty", columns=32)),
        ("escpos_usb", lambda folder: ReceiptPrinterEmulator.usb(folder / "lp0", columns=32)),
    ],
)
def test_a_printer_row_prints(driver: str, make: Callable[[Path], ReceiptPrinterEmulator], tmp_path: Path) -> None:
    with make(tmp_path) as device:
        options = {"paper_mm": 58, "native_qr": False}
        devices = build([DeviceConfig("p", "receipt_printer", driver, device.port, device.host, options)])
        devices.start()
        try:
            until_usable(devices)
            assert devices.receipt_printer is not None
            outcome = asyncio.run(devices.receipt_printer.print_slip("S-1", Slip((TextLine("您好" * 10),)), 5))
            assert outcome == PrintOutcome(PrintResult.PRINTED)
            assert device.slips[0].text.split("\n")[:2] == ["您好" * 8, "您好" * 2]
        finally:
            devices.close()
