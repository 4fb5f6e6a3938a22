"""ZVT's messages, frames and fields: golden ones from public traces and the specification, and any bytes at all.

The frames with CRC are from the tests and the tutorial of a public library (mathiasfrey/ecrterm); the registration,
the amount and the long length are built as PA00P015 describes them.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.payment_terminal.apdu import MOST_DATA, Apdu, ApduReader, Control, ZvtWrong, decode, encode
from hardware.payment_terminal.contract import PaymentMark, PaymentReason, PaymentResult, PaymentStep
from hardware.payment_terminal.dialogue import Account
from hardware.payment_terminal.fields import Field, bcd, number, read_fields
from hardware.payment_terminal.meanings import condition_of, reason_of, steps_of
from hardware.payment_terminal.receipt import printed_block, printed_line, without_card_number
from hardware.payment_terminal.serial_frames import Framed, FrameReader, Signal, crc, frame
from hardware.payment_terminal.truth import outcome_of, outcome_of_last, outcome_of_reversal, told_by
from hardware.status import DeviceState

COMPLETION = bytes.fromhex("1002 060F0B F0F0F7322E31342E313500 1003 B111")
PRINT_LINE = bytes.fromhex("1002 06D117 00 2020202020202020204B617373656E7363686E697474 1003 2F07")
# A status as real ones are laid out; its card number is hidden but for four invented digits.
STATUS = bytes.fromhex(
    "2700 04000000004000 490156 0C093848 0D0425 22F0F8EEEEEEEEEEEE0127"
    "0E0512 170001 870175 0B613995 1940 2960099914 8A02"
)
MARK = PaymentMark("A-1", 4000, 174, 613994)


@pytest.mark.parametrize("golden", [COMPLETION, PRINT_LINE], ids=["completion", "print line"])
def test_golden_frames_are_read_and_written(golden: bytes) -> None:
    (heard,) = FrameReader().feed(golden)
    assert isinstance(heard, Framed)
    assert frame(heard.data) == golden
    assert encode(decode(heard.data)) == heard.data


def test_what_the_golden_frames_say() -> None:
    completion, line = (FrameReader().feed(golden)[0] for golden in (COMPLETION, PRINT_LINE))
    assert isinstance(completion, Framed)
    assert isinstance(line, Framed)
    assert decode(completion.data).control == Control.COMPLETION
    assert printed_line(decode(line.data).data) == "         Kassenschnitt"


def test_the_crc_of_a_known_message() -> None:
    assert crc(b"123456789") == 0x2189, "the check value of CRC-16/KERMIT"


def test_a_dle_in_the_message_is_doubled_and_one_in_the_crc_is_not() -> None:
    data = next(
        d for d in (bytes([0x06, 0xD1, 2, 0x10, n]) for n in range(256)) if 0x10 in crc(d + b"\x03").to_bytes(2)
    )
    assert b"\x10\x10" in frame(data)
    assert FrameReader().feed(frame(data)) == [Framed(data)]


def test_lengths_up_to_254_are_one_byte_and_from_255_on_three() -> None:
    assert encode(Apdu(0x06D3, bytes(254)))[:4] == bytes.fromhex("06D3FE00")
    assert encode(Apdu(0x06D3, bytes(861)))[:5] == bytes.fromhex("06D3FF5D03")
    with pytest.raises(ZvtWrong):
        encode(Apdu(0x06D3, bytes(MOST_DATA + 1)))
    with pytest.raises(ZvtWrong):
        ApduReader().feed(bytes.fromhex("06D3FFFFFF"))


def test_an_amount_is_decimal_digits() -> None:
    assert bcd(380, 6) == bytes.fromhex("000000000380")
    with pytest.raises(ZvtWrong):
        bcd(10**12, 6)
    with pytest.raises(ZvtWrong):
        number(b"\x0a")


def test_the_fields_of_a_status() -> None:
    fields = read_fields(STATUS)
    assert (number(fields[Field.AMOUNT]), number(fields[Field.RECEIPT])) == (4000, 175)
    told = told_by(Account(statuses=[fields]), 156)
    assert (told.booking.trace, told.booking.card_last4, told.booking.at) == (613995, "0127", "04-25 09:38:48")
    assert told.is_after(MARK)


@pytest.mark.parametrize("wrong", ["27", "FF00", "2700 2700", "22F1FF11", "04000000", "0681", "0684000000FF00", "0605"])
def test_fields_that_cannot_be_are_refused(wrong: str) -> None:
    with pytest.raises(ZvtWrong):
        read_fields(bytes.fromhex(wrong))


def test_a_block_of_text() -> None:
    assert printed_block(bytes.fromhex("060D 1F070101 2507 0703414243 0700".replace("0D", "0D"))) == ["ABC", ""]
    for wrong in ("", "07", "0605", "06022505", "06032503 07"):
        with pytest.raises(ZvtWrong):
            printed_block(bytes.fromhex(wrong))


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("CARD 6291234567890127", "CARD ************0127"),
        ("6291 2345 6789 0127 9", "**** **** **** *127 9"),
        ("SUM 1234 FEN", "SUM 1234 FEN"),
        ("TID 12345678", "TID 12345678"),
    ],
)
def test_a_card_number_on_a_receipt_is_hidden(line: str, kept: str) -> None:
    assert without_card_number(line) == kept


def test_a_line_with_commands_is_no_line() -> None:
    assert printed_line(b"\x00A\x1b@B") is None
    assert printed_line(b"\x00" + b"x" * 65) is None
    assert printed_line(b"") == ""


# What an account proves.


def account(
    result: int = 0, *, fen: int = 4000, receipt: int = 175, completed: bool = True, aborted: int | None = None
) -> Account:
    fields = read_fields(STATUS) | {
        Field.RESULT: bytes([result]),
        Field.AMOUNT: bcd(fen, 6),
        Field.RECEIPT: bcd(receipt, 2),
        Field.TRACE: bcd(613995 if receipt != 174 else 613994, 3),
    }
    return Account(statuses=[dict(fields)], completed=completed, aborted=aborted)


def judge(told: Account) -> tuple[PaymentResult, PaymentReason | None]:
    outcome = outcome_of(told, MARK, 156, None)
    return outcome.result, outcome.reason


def test_only_the_right_amount_booked_anew_and_completed_is_approved() -> None:
    assert judge(account()) == (PaymentResult.APPROVED, None)
    assert judge(account(fen=4001)) == (PaymentResult.UNKNOWN, PaymentReason.WRONG_AMOUNT)
    assert judge(account(receipt=174)) == (PaymentResult.UNKNOWN, PaymentReason.CONTRADICTION)
    assert judge(account(completed=False, aborted=0x6C)) == (PaymentResult.UNKNOWN, PaymentReason.CONTRADICTION)
    assert judge(Account(completed=True)) == (PaymentResult.UNKNOWN, PaymentReason.UNCONFIRMED)
    assert judge(Account(aborted=0)) == (PaymentResult.UNKNOWN, PaymentReason.UNCONFIRMED)
    twice = account()
    twice.statuses += account(fen=4001).statuses
    assert judge(twice) == (PaymentResult.UNKNOWN, PaymentReason.CONTRADICTION)
    nameless = account()
    del nameless.statuses[0][Field.AMOUNT]
    assert judge(nameless) == (PaymentResult.UNKNOWN, PaymentReason.CONTRADICTION)
    euro = account()
    euro.statuses[0][Field.CURRENCY] = b"\x09\x78"
    assert judge(euro) == (PaymentResult.UNKNOWN, PaymentReason.WRONG_AMOUNT)
    no_result = account()
    del no_result.statuses[0][Field.RESULT]
    assert judge(no_result) == (PaymentResult.UNKNOWN, PaymentReason.CONTRADICTION)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (0x05, (PaymentResult.DECLINED, PaymentReason.CARD_DECLINED)),
        (0x37, (PaymentResult.DECLINED, PaymentReason.PIN_WRONG)),
        (0x6C, (PaymentResult.ABORTED, PaymentReason.STOPPED_THERE)),
        (0xA3, (PaymentResult.ABORTED, PaymentReason.BANK_UNREACHABLE)),
        (0xC3, (PaymentResult.DECLINED, PaymentReason.AMOUNT_REFUSED)),
        (0xD9, (PaymentResult.ABORTED, PaymentReason.TERMINAL_REFUSED)),
    ],
)
def test_an_end_without_money(code: int, told: tuple[PaymentResult, PaymentReason]) -> None:
    assert judge(account(code, completed=False, aborted=code)) == told
    assert judge(Account(aborted=code)) == told


def test_a_refusal_is_not_sent() -> None:
    assert judge(Account(refused=0x9C)) == (PaymentResult.NOT_SENT, PaymentReason.TERMINAL_BUSY)


def test_what_the_last_booking_proves() -> None:
    def last(told: Account | None) -> tuple[PaymentResult, PaymentReason | None]:
        outcome = outcome_of_last(None if told is None else told_by(told, 156), MARK)
        return outcome.result, outcome.reason

    assert last(None) == (PaymentResult.UNKNOWN, PaymentReason.TERMINAL_FORGETFUL)
    assert last(account(receipt=174)) == (PaymentResult.ABORTED, PaymentReason.NOTHING_BOOKED)
    assert last(account()) == (PaymentResult.APPROVED, None)
    assert last(account(fen=1)) == (PaymentResult.UNKNOWN, PaymentReason.WRONG_AMOUNT)
    assert last(account(0x71)) == (PaymentResult.DECLINED, PaymentReason.FUNDS_MISSING)
    fresh = PaymentMark("A-1", 4000, 0, 0)
    assert outcome_of_last(None, fresh).result is PaymentResult.ABORTED


def test_what_a_reversal_proves() -> None:
    def reversal(told: Account) -> PaymentResult:
        return outcome_of_reversal(told, 156).result

    assert reversal(account()) is PaymentResult.APPROVED
    assert reversal(Account(aborted=0xB4)) is PaymentResult.APPROVED, "it was taken back before"
    assert reversal(Account(aborted=0xB5)) is PaymentResult.DECLINED
    assert reversal(Account(refused=0x9C)) is PaymentResult.NOT_SENT
    assert reversal(account(completed=False)) is PaymentResult.UNKNOWN
    assert reversal(Account(completed=True)) is PaymentResult.UNKNOWN
    twice = account()
    twice.statuses += account(0x05).statuses
    assert reversal(twice) is PaymentResult.UNKNOWN


def test_every_code_means_something() -> None:
    for code in range(256):
        assert steps_of(code)
        assert reason_of(code) in PaymentReason
        assert condition_of(code).state in DeviceState
    assert steps_of(0x4B) == (PaymentStep.REMOVE_CARD,)
    assert steps_of(0x0A) == (PaymentStep.PRESENT_CARD,)
    assert steps_of(0x44) == (PaymentStep.ASKING_BANK, PaymentStep.REMOVE_CARD)
    assert condition_of(0).state is DeviceState.ONLINE
    assert condition_of(0xE2).state is DeviceState.HARDWARE_ERROR
    assert condition_of(0x6A).warnings == ("journal_full",)


# Any bytes.


@given(st.binary(max_size=600), st.integers(1, 50))
def test_any_stream_is_cut_or_refused(data: bytes, piece: int) -> None:
    reader = ApduReader()
    try:
        messages = [m for at in range(0, len(data), piece) for m in reader.feed(data[at : at + piece])]
    except ZvtWrong:
        return
    assert sum(len(encode(message)) for message in messages) <= len(data) + 2 * len(messages)


@given(st.binary(max_size=300), st.binary(max_size=100))
def test_a_frame_is_found_behind_any_noise_or_asked_for_again(noise: bytes, data: bytes) -> None:
    heard = FrameReader().feed(noise + frame(data) + frame(data))
    assert Framed(data) in heard or Signal.DAMAGED in heard


@given(st.binary(max_size=200), st.integers(1, 20))
def test_a_frame_however_torn(data: bytes, piece: int) -> None:
    whole, reader = frame(data), FrameReader()
    heard = [h for at in range(0, len(whole), piece) for h in reader.feed(whole[at : at + piece])]
    assert heard == [Framed(data)]


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(1, 255))
def test_no_damage_of_one_byte_goes_unnoticed(data: bytes, place: int, change: int) -> None:
    whole = bytearray(frame(data))
    whole[place % len(whole)] ^= change
    assert Framed(data) not in FrameReader().feed(bytes(whole))


@given(st.binary(max_size=200))
def test_any_data_is_read_or_refused_as_fields_and_texts(data: bytes) -> None:
    for read in (read_fields, printed_block, decode, lambda d: told_by(Account(statuses=[read_fields(d)]), 156)):
        try:
            read(data)
        except ZvtWrong:
            continue
    printed_line(data)
