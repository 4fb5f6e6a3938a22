"""The emulated payment terminal: its checksum, its journal, and its hands and faults for the workbench."""

from pathlib import Path

from hardware.emulators.handles import Handled
from hardware.emulators.payment_terminal import PaymentTerminalEmulator
from hardware.emulators.zvt.duties import Card, TerminalFaults

REGISTER = bytes.fromhex("060006000000BE0156")
REPEAT = bytes.fromhex("062005000000" + "0303")
PAY = bytes.fromhex("06010A04000000001050490156")
DONE = bytes.fromhex("800000")


def say(device: PaymentTerminalEmulator, *messages: bytes) -> bytes:
    """What it answers to messages, without a wire."""
    return b"".join(piece for message in messages for _, piece in device.receive(message))


def pay(device: PaymentTerminalEmulator) -> bytes:
    said = say(device, PAY)
    for _ in range(20):
        said += say(device, DONE)
    return said


def test_its_checksum_is_that_of_a_public_trace() -> None:
    """The completion with a firmware from the tests of mathiasfrey/ecrterm."""
    device = PaymentTerminalEmulator.serial(Path("nowhere"))
    golden = bytes.fromhex("1002060F0BF0F0F7322E31342E3135001003B111")
    assert device._skin.wrap(golden[2:-4], damaged=False) == golden


def test_what_was_booked_outlives_the_line() -> None:
    device = PaymentTerminalEmulator.tcp()
    say(device, REGISTER, DONE)
    assert bytes.fromhex("061E0183") in say(device, REPEAT), "nothing was booked yet"
    say(device, DONE)
    assert bytes.fromhex("060F00") in pay(device)
    device.hung_up()
    assert device.moved(1050) == 1
    say(device, REGISTER, DONE)
    assert bytes.fromhex("2700" + "04000000001050") in say(device, REPEAT)


def test_it_takes_no_command_before_it_was_registered() -> None:
    device = PaymentTerminalEmulator.tcp()
    assert say(device, PAY) == bytes.fromhex("846B00")
    assert device.journal == []


def test_another_currency_is_refused() -> None:
    device = PaymentTerminalEmulator.tcp()
    say(device, REGISTER, DONE)
    assert bytes.fromhex("061E016F") in say(device, PAY.replace(b"\x49\x01\x56", b"\x49\x09\x78"))


def test_what_is_not_acknowledged_is_taken_back_where_the_protocol_wants_it() -> None:
    device = PaymentTerminalEmulator.tcp()
    device.break_with(TerminalFaults(takes_back=True))
    say(device, REGISTER, DONE)
    said = say(device, PAY)
    while b"\x04\x0f" not in said:
        said = say(device, DONE)
    assert device.moved(1050) == 1
    device.hung_up()
    assert device.moved(1050) == 0


def test_the_workbench_can_do_everything_a_customer_can() -> None:
    device = PaymentTerminalEmulator.tcp()
    bench: Handled = device
    hands = {handle.label: handle.act for handle in bench.handles()}
    say(device, REGISTER, DONE)
    hands["Pay by hand"]()
    assert device.customer is None
    say(device, PAY, DONE)
    hands["Present card"]()
    say(device, b"", DONE)
    hands["Right PIN"]()
    for _ in range(12):
        say(device, b"", DONE)
    assert [entry.fen for entry in device.journal] == [1050]
    assert "1050 fen" in bench.looks()
    hands["Pay by herself"]()
    assert device.customer is Card.GOOD


def test_every_fault_can_be_had_and_mended() -> None:
    device = PaymentTerminalEmulator.tcp()
    for key in device.faults():
        device.break_with_fault(key)
        assert device.broken != TerminalFaults(), key
    device.break_with_fault("")
    assert device.broken == TerminalFaults()
