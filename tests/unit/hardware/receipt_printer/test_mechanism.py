"""The conversation with the printer, with its emulator at hand and no wire and no thread between."""

import pytest

from hardware.emulators.receipt_printer import ReceiptPrinterEmulator
from hardware.receipt_printer.mechanism import PrinterPace, PrintMechanism
from hardware.status import DeviceState
from hardware.worker import Command


class Loop:
    """A wire that leads straight into the emulator; `waiting` is what has come and was not yet read."""

    def __init__(self, device: ReceiptPrinterEmulator) -> None:
        self._device = device
        self.waiting = b""

    def open(self) -> None:
        return

    def close(self) -> None:
        return

    def write(self, data: bytes, timeout_s: float) -> None:
        self.waiting += b"".join(piece for _, piece in self._device.receive(data))

    def read(self, timeout_s: float) -> bytes:
        piece, self.waiting = self.waiting[:1], self.waiting[1:]
        return piece


@pytest.mark.parametrize("late", [b"\x1a", b"\x00", b"\xff", b"\x37"], ids=["offline", "echo", "noise", "cleared"])
def test_a_late_answer_is_not_taken_for_the_next_one(late: bytes) -> None:
    wire = Loop(ReceiptPrinterEmulator.tcp())
    wire.waiting = late
    condition = PrintMechanism(wire, PrinterPace(answer_s=0.05)).probe(Command(5))
    assert condition.state is DeviceState.ONLINE
