"""What an account of a dialogue proves about the money; all that it does not prove is UNKNOWN."""

from collections.abc import Mapping
from dataclasses import dataclass

from hardware.payment_terminal.apdu import ZvtWrong
from hardware.payment_terminal.contract import Booking, PaymentMark, PaymentOutcome, PaymentReason, PaymentResult
from hardware.payment_terminal.dialogue import Account
from hardware.payment_terminal.fields import Field, number
from hardware.payment_terminal.meanings import ALREADY_REVERSED, reason_of

_BANK_SAID_NO = {
    PaymentReason.CARD_DECLINED,
    PaymentReason.CARD_EXPIRED,
    PaymentReason.CARD_NOT_ACCEPTED,
    PaymentReason.PIN_WRONG,
    PaymentReason.FUNDS_MISSING,
    PaymentReason.AMOUNT_REFUSED,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a status information says: how it ended, and what was booked if it ended well."""

    result: int
    fen: int | None
    booking: Booking
    currency_right: bool

    def is_after(self, mark: PaymentMark) -> bool:
        """Whether it is about something else than what was booked last when the mark was made."""
        return (self.booking.receipt, self.booking.trace) != (mark.receipt, mark.trace)


def told_by(account: Account, currency: int) -> Told:
    """The only status of the account; raises ZvtWrong for none, for several that differ, and for wrong fields."""
    if not account.statuses or any(status != account.statuses[0] for status in account.statuses):
        raise ZvtWrong("not one status")
    status = account.statuses[0]
    if Field.RESULT not in status:
        raise ZvtWrong("no result")
    fen = number(status[Field.AMOUNT]) if Field.AMOUNT in status else None
    booking = Booking(
        fen or 0,
        _number(status, Field.RECEIPT),
        _number(status, Field.TRACE),
        status.get(Field.TERMINAL, b"").hex(),
        _moment(status),
        _last4(status.get(Field.CARD, b"")),
        _name(status.get(Field.CARD_KIND, b"")),
    )
    currency_right = Field.CURRENCY not in status or number(status[Field.CURRENCY]) == currency
    return Told(status[Field.RESULT][0], fen, booking, currency_right)


def outcome_of(account: Account, mark: PaymentMark, currency: int, stopped: PaymentReason | None) -> PaymentOutcome:
    """What a payment's dialogue, that came to its end, proves."""
    if account.refused is not None:
        return PaymentOutcome(PaymentResult.NOT_SENT, reason_of(account.refused), mark)
    if not account.statuses:
        if account.aborted:  # an abort without a reason (00) proves nothing
            return without_money(account.aborted, mark, stopped)
        return _unknown(mark, PaymentReason.UNCONFIRMED)
    try:
        told = told_by(account, currency)
    except ZvtWrong:
        return _unknown(mark, PaymentReason.CONTRADICTION)
    if told.result != 0:
        return without_money(told.result, mark, stopped)
    if not account.completed:  # approved, and yet aborted: it may have been taken back, or not
        return _unknown(mark, PaymentReason.CONTRADICTION)
    return _approved(told, mark, tuple(account.lines))


def outcome_of_last(told: Told | None, mark: PaymentMark) -> PaymentOutcome:
    """What the terminal's last booking proves about the payment of `mark`."""
    if told is None and (mark.receipt, mark.trace) != (0, 0):  # emptied, or another terminal: it proves nothing
        return _unknown(mark, PaymentReason.TERMINAL_FORGETFUL)
    if told is None or not told.is_after(mark):
        return PaymentOutcome(PaymentResult.ABORTED, PaymentReason.NOTHING_BOOKED, mark)
    if told.result != 0:
        return without_money(told.result, mark, None)
    return _approved(told, mark, ())


def outcome_of_reversal(account: Account, currency: int) -> PaymentOutcome:
    """What the dialogue of a reversal proves."""
    if account.refused is not None:
        return PaymentOutcome(PaymentResult.NOT_SENT, reason_of(account.refused))
    result = account.aborted
    if account.statuses:
        try:
            told = told_by(account, currency)
        except ZvtWrong:
            return PaymentOutcome(PaymentResult.UNKNOWN, PaymentReason.CONTRADICTION)
        if told.result == 0 and account.completed:
            return PaymentOutcome(PaymentResult.APPROVED, None, None, told.booking, tuple(account.lines))
        result = told.result
    if result == ALREADY_REVERSED:
        return PaymentOutcome(PaymentResult.APPROVED)
    if not result:
        return PaymentOutcome(PaymentResult.UNKNOWN, PaymentReason.UNCONFIRMED)
    return PaymentOutcome(PaymentResult.DECLINED, reason_of(result))


def without_money(code: int, mark: PaymentMark, stopped: PaymentReason | None) -> PaymentOutcome:
    """It ended and nothing was booked: the card or the bank said no, or somebody stopped it."""
    reason = reason_of(code)
    if reason in _BANK_SAID_NO:
        return PaymentOutcome(PaymentResult.DECLINED, reason, mark)
    if reason is PaymentReason.STOPPED_THERE and stopped is not None:
        reason = stopped
    return PaymentOutcome(PaymentResult.ABORTED, reason, mark)


def _approved(told: Told, mark: PaymentMark, lines: tuple[str, ...]) -> PaymentOutcome:
    if told.fen is None or not told.is_after(mark):  # the answer to an earlier question, perhaps
        return _unknown(mark, PaymentReason.CONTRADICTION)
    if told.fen != mark.fen or not told.currency_right:
        return PaymentOutcome(PaymentResult.UNKNOWN, PaymentReason.WRONG_AMOUNT, mark, told.booking)
    return PaymentOutcome(PaymentResult.APPROVED, None, mark, told.booking, lines)


def _unknown(mark: PaymentMark, reason: PaymentReason) -> PaymentOutcome:
    return PaymentOutcome(PaymentResult.UNKNOWN, reason, mark)


def _number(status: Mapping[int, bytes], field: Field) -> int:
    return number(status[field]) if field in status else 0


def _moment(status: Mapping[int, bytes]) -> str:
    """Month, day and time of the terminal's own clock, as it tells them; it does not tell the year."""
    date, time = status.get(Field.DATE, b"").hex(), status.get(Field.TIME, b"").hex()
    if not (date + time).isdecimal():
        return ""
    return f"{date[:2]}-{date[2:]} {time[:2]}:{time[2:4]}:{time[4:]}".strip(" -:") if date and time else ""


def _last4(packed: bytes) -> str:
    """The last four digits of a card number, where the terminal shows them: E stands for a hidden digit, F for none."""
    digits = packed.hex().split("d")[0].rstrip("f")[-4:]
    return digits if len(digits) == 4 and digits.isdecimal() else ""


def _name(raw: bytes) -> str:
    name = raw.rstrip(b"\x00").decode("cp437")
    return name[:40] if name.isprintable() else ""
