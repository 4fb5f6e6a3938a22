"""What a payment terminal does for the terminal of the hall, and the few truths that there are about money.

The terminal is certified and belongs to an acquirer; card and PIN never come near us. Money is whole fen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.events import Event
from hardware.status import Device

MOST_FEN = 99_999_999
MOST_ORDER = 40


class PaymentResult(StrEnum):
    """What is known about the money."""

    APPROVED = "approved"
    DECLINED = "declined"
    ABORTED = "aborted"
    UNKNOWN = "unknown"
    NOT_SENT = "not_sent"


NO_MONEY_MOVED = frozenset({PaymentResult.DECLINED, PaymentResult.ABORTED, PaymentResult.NOT_SENT})


class PaymentReason(StrEnum):
    """Everything that a person, or the staff, can meet."""

    CARD_DECLINED = "card_declined"
    CARD_UNREADABLE = "card_unreadable"
    CARD_EXPIRED = "card_expired"
    CARD_NOT_ACCEPTED = "card_not_accepted"
    PIN_WRONG = "pin_wrong"
    FUNDS_MISSING = "funds_missing"
    AMOUNT_REFUSED = "amount_refused"
    STOPPED_THERE = "stopped_there"
    CANCELLED = "cancelled"
    TOO_SLOW = "too_slow"
    BANK_UNREACHABLE = "bank_unreachable"
    UNCONFIRMED = "unconfirmed"
    STILL_RUNNING = "still_running"
    WRONG_AMOUNT = "wrong_amount"
    CONTRADICTION = "contradiction"
    NOTHING_BOOKED = "nothing_booked"
    REPEATED_ORDER = "repeated_order"
    EARLIER_UNCLEAR = "earlier_unclear"
    NOT_JOURNALED = "not_journaled"
    NOT_REVERSIBLE = "not_reversible"
    TERMINAL_ABSENT = "terminal_absent"
    TERMINAL_SILENT = "terminal_silent"
    TERMINAL_GARBLED = "terminal_garbled"
    TERMINAL_BUSY = "terminal_busy"
    TERMINAL_REFUSED = "terminal_refused"
    TERMINAL_BROKEN = "terminal_broken"
    TERMINAL_FORGETFUL = "terminal_forgetful"


# A person of the staff must look at once: the money at the terminal is not the money that we asked for.
ALARMS = frozenset({PaymentReason.WRONG_AMOUNT, PaymentReason.CONTRADICTION})


class PaymentStep(StrEnum):
    """What the terminal is doing or asks a person to do, for the screen and the voice."""

    CONFIRM_AMOUNT = "confirm_amount"
    PRESENT_CARD = "present_card"
    LOOK_AT_KEYPAD = "look_at_keypad"
    PIN_WRONG = "pin_wrong"
    CHOOSE_THERE = "choose_there"
    PLEASE_WAIT = "please_wait"
    ASKING_BANK = "asking_bank"
    CARD_UNREADABLE = "card_unreadable"
    CARD_NOT_ACCEPTED = "card_not_accepted"
    TAKING_BACK = "taking_back"
    REMOVE_CARD = "remove_card"
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"


@dataclass(frozen=True, slots=True)
class PaymentProgress:
    """A step of the payment for `order`."""

    order: str
    step: PaymentStep


class Direction(StrEnum):
    """Which way the money goes."""

    IN = "in"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class PaymentMark:
    """What was last booked at the terminal just before a payment was sent: enough to recognise the payment later.

    All of it may be journaled: nothing is personal. `receipt` and `trace` are the terminal's own numbers, 0 for none.
    """

    order: str
    fen: int
    receipt: int
    trace: int
    direction: Direction = Direction.IN

    def __post_init__(self) -> None:
        check_order(self.order)
        check_fen(self.fen)


@dataclass(frozen=True, slots=True)
class Booking:
    """What the terminal booked; of the card no more than its last four digits, and they are not in the repr."""

    fen: int
    receipt: int
    trace: int
    terminal_id: str = ""
    at: str = ""
    card_last4: str = ""
    card_kind: str = ""

    def __repr__(self) -> str:
        return f"<Booking {self.receipt} of {self.fen} fen>"


@dataclass(frozen=True, slots=True)
class PaymentOutcome:
    """How a payment, a reversal or a refund ended; `reason` is None only for APPROVED.

    `mark` is there whenever something was sent: keep it until the result is not UNKNOWN. `lines` is the receipt as
    the terminal gives it, without control characters and with card numbers hidden.
    """

    result: PaymentResult
    reason: PaymentReason | None = None
    mark: PaymentMark | None = None
    booking: Booking | None = None
    lines: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<PaymentOutcome {self.result.value} {self.reason.value if self.reason else ''}>"

    @property
    def alarm(self) -> bool:
        """Whether a person of the staff must look at once."""
        return self.reason in ALARMS


@dataclass(frozen=True, slots=True)
class SettleOutcome:
    """How the end of the day ended; `reason` is None only when it was done. `lines`: the report, as printed."""

    done: bool
    reason: PaymentReason | None = None
    lines: tuple[str, ...] = ()


Journal = Callable[[PaymentMark], None]


class PaymentTerminal(Device, Protocol):
    """Takes one payment at a time; called from one asyncio loop, the work is done on the terminal's own thread.

    Nothing here raises for what the terminal or a person does. ValueError: an order or an amount that cannot be.
    """

    def listen(self, listener: Callable[[Event[PaymentProgress]], None]) -> Callable[[], None]:
        """Tell `listener` of every step, on the terminal's own thread, until what is returned is called."""

    async def pay(self, order: str, fen: int, deadline_s: float, *, journal: Journal | None = None) -> PaymentOutcome:
        """Have `fen` paid for `order` (1 to 40 of A-Z a-z 0-9 . _ -), once.

        APPROVED: booked at the terminal, with this amount, to the end. DECLINED and ABORTED: the terminal says that
        it ended without money. NOT_SENT: it was not asked. UNKNOWN: all else; never show it as a failure, never pay
        again: ask `last`. `journal` is called on the terminal's thread before the first byte of the payment goes out;
        what it raises ends the payment as NOT_SENT. An order that was approved, or is unknown, is refused with
        REPEATED_ORDER or EARLIER_UNCLEAR for as long as the process lives; so is every order while one is unknown.
        At the deadline, on `cancel`, and when the caller is cancelled, the terminal is asked to abort, and believed.
        """

    def cancel(self) -> None:
        """Ask the terminal to abort what runs; `pay` returns when it has, or with APPROVED when it was too late.

        A payment that still waits its turn is then not sent. Returns at once; from any thread.
        """

    async def last(self, mark: PaymentMark, deadline_s: float) -> PaymentOutcome:
        """What became of the payment of `mark`, also after a loss of power: the terminal is asked, nothing is charged.

        APPROVED: it was booked. DECLINED: it was refused. ABORTED with NOTHING_BOOKED: the terminal has booked
        nothing since the mark and is not at it any more. UNKNOWN: it did not say, or no longer knows what was
        booked before the mark, or STILL_RUNNING: ask again later.
        Only the newest payment can be asked for.
        """

    def forget(self, mark: PaymentMark) -> None:
        """A person has settled what `last` could not; payments may go on. From any thread."""

    async def reverse(self, receipt: int, deadline_s: float) -> PaymentOutcome:
        """Take back the whole payment with this receipt number, before the end of the day; no card is needed.

        APPROVED: it is taken back (also when it was before). UNKNOWN may be asked again: it cannot happen twice.
        """

    async def refund(
        self, order: str, fen: int, deadline_s: float, *, journal: Journal | None = None
    ) -> PaymentOutcome:
        """Pay `fen` back to a card that is presented now, once for `order`; otherwise as `pay`."""

    async def settle(self, deadline_s: float) -> SettleOutcome:
        """The end of the day: the terminal sends its bookings to the acquirer; refused while a payment is unknown."""


def check_fen(fen: int) -> None:
    """Raise ValueError for what is no amount: only whole fen from 1 to 99,999,999 are."""
    if isinstance(fen, bool) or not isinstance(fen, int) or not 1 <= fen <= MOST_FEN:
        raise ValueError("not an amount of fen")


def check_order(order: str) -> None:
    """Raise ValueError for what is no order reference."""
    if not 1 <= len(order) <= MOST_ORDER or not all(c.isascii() and (c.isalnum() or c in "._-") for c in order):
        raise ValueError("not an order reference")
