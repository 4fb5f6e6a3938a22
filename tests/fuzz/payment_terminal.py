"""What the fuzzer feeds the payment terminal's codecs."""

import contextlib

from hardware.payment_terminal.apdu import Apdu, ApduReader, Control, ZvtWrong, encode
from hardware.payment_terminal.contract import PaymentMark, PaymentResult
from hardware.payment_terminal.dialogue import Account
from hardware.payment_terminal.fields import read_fields
from hardware.payment_terminal.receipt import printed_block, printed_line
from hardware.payment_terminal.serial_frames import FrameReader, frame
from hardware.payment_terminal.truth import outcome_of
from tests.fuzz.target import Target

_MARK = PaymentMark("F-1", 4000, 1, 1)
_STATUS = bytes.fromhex(
    "2700 04000000004000 490156 0C093848 0D0425 22F0F8EEEEEEEEEEEE0127 870175 0B613995 2960099914 8BF0F448414C00"
)
_BLOCK = bytes.fromhex("060D 1F070101 2507 0703414243 0700")


def _stream(data: bytes) -> None:
    reader = ApduReader()
    with contextlib.suppress(ZvtWrong):
        for message in reader.feed(data[: len(data) // 2]) + reader.feed(data[len(data) // 2 :]):
            encode(message)


def _frames(data: bytes) -> None:
    reader = FrameReader()
    reader.feed(data[: len(data) // 3])
    reader.feed(data[len(data) // 3 :])


def _truth(data: bytes) -> None:
    with contextlib.suppress(ZvtWrong):
        account = Account(statuses=[read_fields(data)], completed=True)
        outcome = outcome_of(account, _MARK, 156, None)
        if outcome.result is PaymentResult.APPROVED:
            assert outcome.booking is not None
            assert outcome.booking.fen == _MARK.fen


def _receipt(data: bytes) -> None:
    printed_line(data)
    with contextlib.suppress(ZvtWrong):
        for line in printed_block(data):
            assert line is None or len(line) <= 64


TARGETS: tuple[Target, ...] = (
    Target(
        "payment_terminal.stream",
        _stream,
        (encode(Apdu(Control.STATUS_INFORMATION, _STATUS)) + encode(Apdu(Control.COMPLETION)), b"\x80\x00\x00"),
    ),
    Target("payment_terminal.frames", _frames, (frame(_STATUS), b"\x06" + frame(b"\x10\x10") + b"\x15")),
    Target("payment_terminal.truth", _truth, (_STATUS,)),
    Target("payment_terminal.receipt", _receipt, (_BLOCK, b"\x00SUM 1050 FEN")),
)
