"""The terminal at the other end of a link: what it may answer, with a link that says what a script says."""

from collections.abc import Callable

import pytest

from hardware.configuration import ConfigError, DeviceConfig, Option
from hardware.errors import DeviceError, DeviceReason
from hardware.payment_terminal.apdu import Apdu, ZvtWrong
from hardware.payment_terminal.contract import PaymentMark
from hardware.payment_terminal.drivers import ROWS
from hardware.payment_terminal.links import ZvtPace
from hardware.payment_terminal.till import Access, Busy, Forgetful, Till
from hardware.status import DeviceState
from hardware.supervisor import Timing
from hardware.worker import Command

DONE, REGISTERED, READY = "8000", "060F 1900 2912345678 490156", "060F F0F0F3312E3000"
STATUS = "040F 2700 04000000001050 0B000007 490156 870007"


class Script:
    """A link that gives out messages one by one, and keeps what was sent."""

    def __init__(self, *messages: str) -> None:
        self.messages = [bytes.fromhex(message) for message in messages]
        self.sent: list[Apdu] = []
        self.on_send: Callable[[Apdu], None] = lambda _: None

    def open(self) -> None:
        return

    def close(self) -> None:
        return

    def forget(self) -> None:
        return

    def send(self, message: Apdu, *, once: bool) -> None:
        self.on_send(message)
        self.sent.append(message)

    def receive(self, timeout_s: float) -> Apdu | None:
        if not self.messages:
            return None
        message = self.messages.pop(0)
        return Apdu(int.from_bytes(message[:2]), message[2:])


PACE = ZvtPace(acknowledge_s=0.01, gap_s=0.01, abort_s=0.01)
MARK = PaymentMark("A-1", 1050, 6, 6)


def asked(link: Script) -> list[Apdu]:
    """What was sent, without the thanks."""
    return [message for message in link.sent if message.control != 0x8000]


def till(*messages: str) -> tuple[Till, Script]:
    link = Script(*messages)
    return Till(link, Access(password=123456), PACE), link


def opened(*messages: str) -> tuple[Till, Script]:
    made, link = till(DONE, REGISTERED, DONE, READY, *messages)
    assert made.open(Command(5)).state is DeviceState.ONLINE
    return made, link


def test_it_registers_with_password_wishes_and_currency() -> None:
    made, link = opened()
    assert (link.sent[0].control, link.sent[0].data.hex()) == (0x0600, "123456be0156")
    assert made.firmware == "1.0"


@pytest.mark.parametrize(
    ("answers", "state", "detail"),
    [
        ((DONE, "061E6F"), DeviceState.HARDWARE_ERROR, "registration_refused"),
        (("846B",), DeviceState.HARDWARE_ERROR, "registration_refused"),
        (("849C",), DeviceState.DEVICE_BUSY, ""),
        ((DONE, REGISTERED, DONE, "060FE2"), DeviceState.HARDWARE_ERROR, "card_reader_broken"),
        ((DONE, REGISTERED, DONE, "060F"), DeviceState.ONLINE, ""),
        ((DONE, REGISTERED, READY), DeviceState.ONLINE, ""),
        ((DONE, REGISTERED, "849C"), DeviceState.DEVICE_BUSY, ""),
        ((DONE, REGISTERED, "8483"), DeviceState.ONLINE, ""),
        ((DONE, REGISTERED, DONE, "061EC2"), DeviceState.HARDWARE_ERROR, "diagnosis_needed"),
    ],
)
def test_how_it_is(answers: tuple[str, ...], state: DeviceState, detail: str) -> None:
    made, _ = till(*answers)
    condition = made.open(Command(5))
    assert (condition.state, condition.detail) == (state, detail)


def test_after_a_refused_registration_it_registers_again() -> None:
    made, link = till("849C", DONE, REGISTERED, DONE, READY)
    made.open(Command(5))
    assert made.probe(Command(5)).state is DeviceState.ONLINE
    assert [message.control for message in asked(link)] == [0x0600, 0x0600, 0x0501]


def test_a_busy_terminal_is_not_asked_for_its_last_booking() -> None:
    made, _ = till("849C", "849C")
    made.open(Command(5))
    with pytest.raises(Busy):
        made.last(Command(5))


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        (("849C",), Busy),
        ((DONE, "061E9C"), Busy),
        (("8483",), Forgetful),
        ((DONE, "061EFF"), Forgetful),
        ((DONE, "060F"), Forgetful),
        ((DONE, STATUS, STATUS.replace("1050", "1051"), "060F"), ZvtWrong),
        ((DONE, "040F 0400", "060F"), DeviceError),
        ((DONE, *(STATUS,) * 5, "060F"), DeviceError),
        (("06D3 07",), DeviceError),
        ((STATUS,), DeviceError),
        ((), DeviceError),
        ((DONE,), DeviceError),
    ],
)
def test_a_last_booking_that_is_not_told(answers: tuple[str, ...], error: type[Exception]) -> None:
    made, _ = opened(*answers)
    with pytest.raises(error):
        made.last(Command(5))


def test_a_last_booking() -> None:
    made, link = opened(DONE, STATUS, "060F", DONE, "061E83")
    told = made.last(Command(5))
    assert told is not None
    assert (told.booking.fen, told.booking.receipt, told.booking.trace) == (1050, 7, 7)
    assert asked(link)[-1].data.hex() == "1234560303"
    assert made.last(Command(5)) is None


def book(made: Till, stop: Callable[[], float | None] = lambda: None) -> object:
    return made.book(MARK, lambda _: None, stop)


def test_a_payment_says_amount_and_currency() -> None:
    made, link = opened(DONE, STATUS, "060F")
    book(made)
    assert (asked(link)[-1].control, asked(link)[-1].data.hex()) == (0x0601, "04000000001050490156")


@pytest.mark.parametrize("first", [STATUS, "060F", "061E6C", "04FF0A"])
def test_nothing_is_believed_before_a_payment_was_acknowledged(first: str) -> None:
    made, _ = opened(first, STATUS, "060F")
    with pytest.raises(DeviceError) as caught:
        book(made)
    assert caught.value.reason is DeviceReason.GARBLED


def test_after_a_dialogue_without_an_end_it_begins_anew() -> None:
    made, link = opened(DONE, "04FF0A")
    with pytest.raises(DeviceError):
        book(made, lambda: 0.01)
    assert asked(link)[-1].control == 0x06B0
    link.messages = [bytes.fromhex(message) for message in (DONE, REGISTERED, DONE, READY, DONE, STATUS, "060F")]
    assert made.last(Command(5)) is not None
    assert [message.control for message in asked(link)[-3:]] == [0x0600, 0x0501, 0x0620]


def test_the_end_is_true_although_our_thanks_do_not_arrive() -> None:
    made, link = opened(DONE, STATUS, "060F")
    thanks = 0

    def lost(message: Apdu) -> None:
        nonlocal thanks
        thanks += message.control == 0x8000
        if thanks == 2:
            raise OSError("the line is lost")

    link.on_send = lost
    account = made.book(MARK, lambda _: None, lambda: None)
    assert account.completed


def test_thanks_for_the_booking_that_do_not_arrive_leave_it_unknown() -> None:
    made, link = opened(DONE, STATUS, "060F")

    def lost(message: Apdu) -> None:
        if message.control == 0x8000:
            raise OSError("the line is lost")

    link.on_send = lost
    with pytest.raises(OSError, match="lost"):
        book(made)


@pytest.mark.parametrize(
    "options", [{"password": "12"}, {"password": "abcdef"}, {"currency": 0}, {"most_fen": 0}, {"most_fen": 10**9}]
)
def test_a_configuration_that_cannot_work(options: dict[str, Option]) -> None:
    for driver, port in (("zvt_tcp", "20007"), ("zvt_serial", "nowhere")):
        with pytest.raises(ConfigError, match="till"):
            ROWS[driver].make(DeviceConfig("till", "payment_terminal", driver, port, "host", options), Timing())


def test_the_rows_make_a_device_without_touching_a_wire() -> None:
    for driver, port in (("zvt_tcp", "20007"), ("zvt_serial", "nowhere")):
        device = ROWS[driver].make(DeviceConfig("till", "payment_terminal", driver, port, "host"), Timing())
        assert (device.status.kind, device.status.driver) == ("payment_terminal", driver)
