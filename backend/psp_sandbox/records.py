"""What a provider knows: trades, refunds, payment codes, and what it has yet to do. Money is whole fen."""

from dataclasses import dataclass, field
from enum import StrEnum


class TradeState(StrEnum):
    """Where a trade stands; both wires have their own words for it."""

    OPEN = "open"
    PAYING = "paying"  # the payer is asked for her password
    PAID = "paid"
    FAILED = "failed"
    CLOSED = "closed"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Trade:
    """One attempt of a merchant. `code` is what is in the QR code, or the payment code that she showed.

    `seen`: at Alipay a trade is there only when somebody scanned its code. `asked` is a digest of the request.
    """

    channel: str
    attempt: str
    by_her_code: bool
    fen: int
    subject: str
    asked: str
    code: str
    notify_url: str
    state: TradeState
    seen: bool
    created: float
    expires: float | None = None
    transaction: str = ""
    payer: str = field(default="", repr=False)
    paid_at: float | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Refund:
    """Money on its way back. `undoing`: it was taken back by reverse or cancel, not by a refund of the merchant."""

    channel: str
    refund: str
    attempt: str
    fen: int
    provider_number: str
    notify_url: str
    undoing: bool
    made: float
    done_at: float | None = None


class Manner(StrEnum):
    """What comes of a payment code."""

    PAYS = "pays"
    PASSWORD = "password"  # noqa: S105 (a manner, no password)
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class PaymentCode:
    """A code on a phone: good for a minute, for one attempt."""

    code: str
    channel: str
    manner: Manner
    made: float
    attempt: str = ""


class DeedKind(StrEnum):
    """What a provider does later, by itself."""

    TELL_PAID = "tell_paid"
    TELL_REFUND = "tell_refund"
    FINISH_REFUND = "finish_refund"
    PAY_LATE = "pay_late"


@dataclass(frozen=True, slots=True)
class Deed:
    """One of them. `about`: the refund or the attempt; `notice` stays the same over repetitions."""

    kind: DeedKind
    channel: str
    about: str
    due: float
    notice: str = ""
    tries: int = 0
    held: bool = False
    number: int = 0
