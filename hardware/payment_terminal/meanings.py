"""What the codes of ZVT mean: results (PA00P015 chapter 10), steps (table of 04 FF), the state of the terminal."""

from collections.abc import Mapping

from hardware.payment_terminal.contract import PaymentReason, PaymentStep
from hardware.status import Condition, DeviceState

STOPPED, ALREADY_REVERSED, NOT_POSSIBLE, PLEASE_WAIT = 0x6C, 0xB4, 0x83, 0x9C

_RESULTS: Mapping[int, PaymentReason] = {
    0x06: PaymentReason.CARD_NOT_ACCEPTED,
    0x0D: PaymentReason.AMOUNT_REFUSED,
    0x0E: PaymentReason.CARD_NOT_ACCEPTED,
    0x36: PaymentReason.CARD_EXPIRED,
    0x37: PaymentReason.PIN_WRONG,
    0x38: PaymentReason.PIN_WRONG,
    0x40: PaymentReason.AMOUNT_REFUSED,
    0x50: PaymentReason.CARD_EXPIRED,
    0x51: PaymentReason.PIN_WRONG,
    0x64: PaymentReason.CARD_UNREADABLE,
    0x65: PaymentReason.CARD_UNREADABLE,
    0x67: PaymentReason.CARD_NOT_ACCEPTED,
    0x68: PaymentReason.CARD_NOT_ACCEPTED,
    0x6B: PaymentReason.TERMINAL_REFUSED,
    0x6C: PaymentReason.STOPPED_THERE,
    0x6E: PaymentReason.CARD_NOT_ACCEPTED,
    0x6F: PaymentReason.TERMINAL_REFUSED,
    0x71: PaymentReason.FUNDS_MISSING,
    0x72: PaymentReason.CARD_UNREADABLE,
    0x73: PaymentReason.CARD_UNREADABLE,
    0x78: PaymentReason.CARD_EXPIRED,
    0x79: PaymentReason.CARD_NOT_ACCEPTED,
    0x7A: PaymentReason.CARD_NOT_ACCEPTED,
    0x7D: PaymentReason.BANK_UNREACHABLE,
    0x83: PaymentReason.TERMINAL_REFUSED,
    0x89: PaymentReason.TERMINAL_BROKEN,
    0x9B: PaymentReason.BANK_UNREACHABLE,
    0x9C: PaymentReason.TERMINAL_BUSY,
    0xA0: PaymentReason.TERMINAL_BUSY,
    0xA1: PaymentReason.BANK_UNREACHABLE,
    0xA3: PaymentReason.BANK_UNREACHABLE,
    0xB5: PaymentReason.NOT_REVERSIBLE,
    0xC2: PaymentReason.TERMINAL_BROKEN,
    0xC3: PaymentReason.AMOUNT_REFUSED,
    0xC6: PaymentReason.TERMINAL_REFUSED,
    0xC8: PaymentReason.AMOUNT_REFUSED,
    0xC9: PaymentReason.AMOUNT_REFUSED,
    0xE2: PaymentReason.TERMINAL_BROKEN,
    0xE4: PaymentReason.TERMINAL_REFUSED,
    0xED: PaymentReason.TERMINAL_BROKEN,
    0xFF: PaymentReason.TERMINAL_BROKEN,
}

_STEPS: Mapping[int, PaymentStep] = {
    0x00: PaymentStep.CONFIRM_AMOUNT,
    0x01: PaymentStep.LOOK_AT_KEYPAD,
    0x02: PaymentStep.LOOK_AT_KEYPAD,
    0x03: PaymentStep.NOT_APPROVED,
    0x04: PaymentStep.ASKING_BANK,
    0x05: PaymentStep.TAKING_BACK,
    0x07: PaymentStep.CARD_NOT_ACCEPTED,
    0x08: PaymentStep.CARD_NOT_ACCEPTED,
    0x09: PaymentStep.CARD_NOT_ACCEPTED,
    0x0A: PaymentStep.PRESENT_CARD,
    0x0B: PaymentStep.REMOVE_CARD,
    0x0C: PaymentStep.CARD_UNREADABLE,
    0x0D: PaymentStep.NOT_APPROVED,
    0x10: PaymentStep.CARD_NOT_ACCEPTED,
    0x12: PaymentStep.NOT_APPROVED,
    0x13: PaymentStep.NOT_APPROVED,
    0x14: PaymentStep.NOT_APPROVED,
    0x15: PaymentStep.PIN_WRONG,
    0x16: PaymentStep.NOT_APPROVED,
    0x18: PaymentStep.NOT_APPROVED,
    0x19: PaymentStep.CARD_UNREADABLE,
    0x1B: PaymentStep.APPROVED,
    0x1C: PaymentStep.APPROVED,
    0x1D: PaymentStep.NOT_APPROVED,
    0xD2: PaymentStep.ASKING_BANK,
    0xD3: PaymentStep.ASKING_BANK,
    0xE0: PaymentStep.CHOOSE_THERE,
    0xE1: PaymentStep.CHOOSE_THERE,
}
# From 41 to 67 the same steps as from 01 to 27, and the card is to be taken out.
_WITH_REMOVE_CARD = range(0x41, 0x68)

# The last byte of the answer to a status enquiry; 00 is ready.
_BUSY = {0x9C, 0xA0}
_WARNINGS: Mapping[int, str] = {0x6A: "journal_full", 0xB1: "journal_full", 0xB2: "journal_full", 0xCC: "printer"}
_BROKEN: Mapping[int, str] = {
    0x85: "key_missing",
    0x89: "keypad_broken",
    0xA1: "bank_unreachable",
    0xA3: "bank_unreachable",
    0xC2: "diagnosis_needed",
    0xE2: "card_reader_broken",
    0xE4: "not_activated",
    0xED: "keypad_broken",
    0xF6: "not_initialised",
    0xFF: "system_error",
}


def reason_of(result: int) -> PaymentReason:
    """Why it ended without money; codes of the authorisation host (01 to 63 hexadecimal) are the bank's refusal."""
    return _RESULTS.get(result, PaymentReason.CARD_DECLINED if result < 0x64 else PaymentReason.TERMINAL_REFUSED)


def steps_of(code: int) -> tuple[PaymentStep, ...]:
    """What a person is told for an intermediate status; what we do not know is "please wait"."""
    if code in _WITH_REMOVE_CARD:
        first = _STEPS.get(code - 0x40)
        return (
            (PaymentStep.REMOVE_CARD,)
            if first in {None, PaymentStep.REMOVE_CARD}
            else (
                _STEPS[code - 0x40],
                PaymentStep.REMOVE_CARD,
            )
        )
    return (_STEPS.get(code, PaymentStep.PLEASE_WAIT),)


def condition_of(code: int) -> Condition:
    """What the answer to a status enquiry says of the terminal."""
    if code in _BUSY:
        return Condition(DeviceState.DEVICE_BUSY)
    if code in _BROKEN:
        return Condition(DeviceState.HARDWARE_ERROR, (), _BROKEN[code])
    warning = _WARNINGS.get(code, "" if code == 0 else "attention")
    return Condition(DeviceState.ONLINE, (warning,) if warning else ())
