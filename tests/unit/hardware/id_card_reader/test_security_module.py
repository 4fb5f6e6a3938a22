"""The conversation with the module, with its emulator at hand and no wire and no thread between."""

import random
import time
from pathlib import Path

import pytest

from hardware.emulators.cards import card_number, resident_card
from hardware.emulators.id_card_reader import IdCardReaderEmulator, ReaderFaults
from hardware.errors import DeviceError, DeviceReason
from hardware.id_card_reader.contract import Lift
from hardware.id_card_reader.security_module import ReaderPace, SecurityModule
from hardware.worker import Command


class Loop:
    """A wire that leads straight into the emulator."""

    def __init__(self, device: IdCardReaderEmulator) -> None:
        self._device = device
        self.waiting = b""

    def open(self) -> None:
        self.waiting = b""

    def close(self) -> None:
        self.waiting = b""

    def write(self, data: bytes, timeout_s: float) -> None:
        self.waiting += b"".join(piece for _, piece in self._device.receive(data))

    def read(self, timeout_s: float) -> bytes:
        piece, self.waiting = self.waiting[:100], self.waiting[100:]
        return piece


@pytest.fixture
def device() -> IdCardReaderEmulator:
    return IdCardReaderEmulator(Path("never plugged in"))


@pytest.fixture
def wire(device: IdCardReaderEmulator) -> Loop:
    return Loop(device)


@pytest.fixture
def module(wire: Loop) -> SecurityModule:
    return SecurityModule([wire], ReaderPace(poll_s=0.001, answer_s=0.05, read_s=0.05, quiet_s=0.0))


def read(module: SecurityModule) -> str:
    return module.read_card(Command(5), time.monotonic() + 1, lambda: None).name


@pytest.mark.parametrize("stump", ["AAAAAA9669 0508 000090", "AAAAAA9669 0004 00009F 9B", "AAAAAA", "FF" * 300])
def test_what_was_left_on_the_wire_does_not_spoil_the_next_answer(
    module: SecurityModule, wire: Loop, device: IdCardReaderEmulator, stump: str
) -> None:
    device.put_card(resident_card())
    wire.waiting = bytes.fromhex(stump)
    assert read(module) == "林小满"
    assert device.commands == [b"\x20\x01", b"\x20\x02", b"\x30\x01"], "and nothing had to be asked twice"


def test_what_the_module_misheard_is_said_again(module: SecurityModule, device: IdCardReaderEmulator) -> None:
    device.put_card(resident_card())
    device.receive(b"")
    device.break_with(ReaderFaults(status=0x10, status_for=b"\x20\x01"))
    with pytest.raises(DeviceError) as caught:
        read(module)
    assert caught.value.reason is DeviceReason.GARBLED
    assert device.commands == [b"\x20\x01", b"\x20\x01"]


@pytest.mark.parametrize("finds_resting_card", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_however_far_behind_its_answers_are_no_other_card_is_read(seed: int, finds_resting_card: bool) -> None:
    """Any number of answers behind, lost answers, another card at any moment: the card that is read lay there then."""
    pick = random.Random(seed)
    device = IdCardReaderEmulator(Path("never plugged in"), finds_resting_card=finds_resting_card)
    module = SecurityModule([Loop(device)], ReaderPace(poll_s=0.0, answer_s=0.004, read_s=0.004, quiet_s=0.0))
    numbers = [card_number(f"69010419560520{place:03}") for place in range(8)]
    for number in numbers:
        device.break_with(
            pick.choice([ReaderFaults(), ReaderFaults(behind=pick.randint(1, 8)), ReaderFaults(mute=True)])
        )
        device.put_card(resident_card(number=number))
        for _ in range(3):
            try:
                card = module.read_card(Command(5), time.monotonic() + 0.004, lambda: None)
            except DeviceError:
                continue
            assert card.number == number
            device.put_card(resident_card(number=number))
    device.break_with(ReaderFaults())
    device.put_card(resident_card())
    assert read(module) == "林小满"


def test_a_refusal_that_passes_is_not_taken_for_the_mark_of_the_module(
    module: SecurityModule, device: IdCardReaderEmulator
) -> None:
    device.break_with(ReaderFaults(status=0x80, status_for=b"\x12\xff"))
    assert module.open(Command(5)).detail == ""
    device.break_with(ReaderFaults(mute=True))
    with pytest.raises(DeviceError):
        read(module)
    device.break_with(ReaderFaults())
    device.put_card(resident_card())
    assert read(module) == "林小满"


def test_a_module_that_never_tells_its_number_gets_in_step_all_the_same(
    module: SecurityModule, device: IdCardReaderEmulator
) -> None:
    device.break_with(ReaderFaults(status=0x21, status_for=b"\x12\xff"))
    module.open(Command(5))
    device.break_with(ReaderFaults(mute=True))
    with pytest.raises(DeviceError):
        read(module)
    device.break_with(ReaderFaults(status=0x21, status_for=b"\x12\xff"))
    device.put_card(resident_card())
    assert read(module) == "林小满"


def test_a_cancelled_read_asks_nothing_more(module: SecurityModule, device: IdCardReaderEmulator) -> None:
    command = Command(5)
    command.cancel()
    with pytest.raises(DeviceError) as caught:
        module.read_card(command, time.monotonic() + 1, lambda: None)
    assert caught.value.reason is DeviceReason.CANCELLED
    assert device.commands == []


def test_a_card_that_was_missed_once_before_the_deadline_is_not_said_to_be_gone(
    module: SecurityModule, device: IdCardReaderEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    device.put_card(resident_card())
    monkeypatch.setattr(time, "monotonic", lambda: float(len(device.commands)))
    monkeypatch.setattr(Command, "pause", lambda _command, _seconds: device.lift_card())
    assert module.wait_until_lifted(Command(1000), ends=2.0) is Lift.STILL_THERE
    assert len(device.commands) == 2, "found, and then missed"
