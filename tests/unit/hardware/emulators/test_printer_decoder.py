"""The emulated printer is strict: what a real one would print wrongly, it prints wrongly too."""

import pytest

from hardware.emulators.receipt_printer import PrinterFaults, ReceiptPrinterEmulator


@pytest.fixture
def printer() -> ReceiptPrinterEmulator:
    return ReceiptPrinterEmulator.tcp()


def send(printer: ReceiptPrinterEmulator, data: bytes) -> bytes:
    return b"".join(piece for _, piece in printer.receive(data))


def test_chinese_needs_chinese_mode(printer: ReceiptPrinterEmulator) -> None:
    send(printer, b"\x1b@" + "林".encode("gb18030") + b"\n\x1c&" + "林".encode("gb18030") + b"\n")
    assert printer.hanging.text == "??\n林"


def test_initialise_ends_chinese_mode(printer: ReceiptPrinterEmulator) -> None:
    send(printer, b"\x1c&\x1b@" + "林".encode("gb18030") + b"\n")
    assert printer.hanging.text == "??"


def test_four_byte_codes_are_boxes(printer: ReceiptPrinterEmulator) -> None:
    send(printer, b"\x1c&" + "𠮷".encode("gb18030") + b"\n")
    assert printer.hanging.text == "□□"


def test_a_line_that_is_too_long_is_broken_by_the_printer(printer: ReceiptPrinterEmulator) -> None:
    send(printer, b"x" * 50 + b"\n")
    assert printer.hanging.text == "x" * 48 + "\nxx"


def test_a_command_that_it_does_not_know_is_noted(printer: ReceiptPrinterEmulator) -> None:
    send(printer, b"\x1bZ")
    assert printer.unknown == [b"\x1bZ"]


@pytest.mark.parametrize("step", [1, 2, 7])
def test_status_is_answered_at_once_even_in_the_middle_of_a_picture(step: int) -> None:
    printer = ReceiptPrinterEmulator.tcp()
    data = b"\x1dv0\x00\x02\x00\x05\x00abcd\x10\x04\x01efg" + b"ok\n"
    answers = b"".join(send(printer, data[start : start + step]) for start in range(0, len(data), step))
    assert answers == b"\x12"
    assert printer.hanging.text == "[picture]\nok"


def test_status_is_answered_while_the_paper_is_out_and_the_rest_waits(printer: ReceiptPrinterEmulator) -> None:
    printer.break_with(PrinterFaults(paper_out=True))
    assert send(printer, b"waits\n\x10\x04\x04") == b"\x7e"
    assert printer.hanging.text == ""
    printer.break_with(PrinterFaults())
    send(printer, b"")
    assert printer.hanging.text == "waits"


def test_clearing_forgets_what_waits_and_nothing_that_follows(printer: ReceiptPrinterEmulator) -> None:
    printer.break_with(PrinterFaults(paper_out=True))
    assert send(printer, b"secret\n" + bytes.fromhex("10140801031401060208") + b"after\n") == b"\x37\x25\x00"
    printer.break_with(PrinterFaults())
    send(printer, b"")
    assert printer.hanging.text == "after"
