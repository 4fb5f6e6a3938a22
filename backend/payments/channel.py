"""What every payment service provider (WeChat Pay, Alipay) does for us, in one language. Money is whole fen.

A channel tells what the provider said and decides nothing: which truth follows from it is `backend.payments.truths`'
matter. All methods block and are called from threads, several at once. An answer is believed only when its signature
is the provider's, over the very bytes that came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

MOST_FEN = 5_000_000
"""No bill of a household is larger: 50,000 yuan."""
MOST_TOLD_FEN = 2**31 - 1
"""More than any provider moves at once, and as much as our books hold."""
SUBJECT_MOST = 40
"""Characters of what the payer reads in her app."""


class ChannelName(StrEnum):
    """Which provider. CARD is none that we can ask: what the payment terminal of the hall takes, it tells alone."""

    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"


class Told(StrEnum):
    """What a provider says of an attempt."""

    NOT_YET = "not_yet"  # it knows nothing of it (yet): Alipay before somebody scans; a request that was lost
    WAITING = "waiting"  # it was asked for, and nobody has paid
    PAYING = "paying"  # the payer types her password
    PAID = "paid"
    CLOSED = "closed"  # nobody can pay it any more, and nobody has
    REVOKED = "revoked"  # it was taken back; what was paid went back to the payer
    FAILED = "failed"  # this try of hers did not work; whether she can still pay, only a close tells
    REFUNDED = "refunded"  # paid, and at least partly given back since


@dataclass(frozen=True, slots=True)
class Report:
    """One verified answer or callback about one attempt. `fen`, `paid_at`, `transaction` are there where it was paid.

    `payer` is the provider's opaque name of who paid: never logged, never kept. Raises: NotGenuine (no such amount)
    """

    attempt: str
    told: Told
    fen: int = 0
    currency: str = "CNY"
    transaction: str = ""
    paid_at: datetime | None = None
    payer: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        _check_told(self.fen)


class Undone(StrEnum):
    """How taking an attempt back went."""

    DONE = "done"  # ask again afterwards all the same: what it was, only a query tells
    AGAIN = "again"  # the provider wants to be asked once more, with the same number


class RefundTold(StrEnum):
    """What a provider says of a refund."""

    GOING_ON = "going_on"
    DONE = "done"
    NOT_POSSIBLE = "not_possible"  # closed, or abnormal: staff must look
    UNKNOWN_THERE = "unknown_there"


@dataclass(frozen=True, slots=True)
class RefundReport:
    """One verified answer or callback about one refund."""

    refund: str
    told: RefundTold
    fen: int = 0

    def __post_init__(self) -> None:
        _check_told(self.fen)


@dataclass(frozen=True, slots=True)
class BillLine:
    """A line of the provider's day: money that came in (`refund` empty), or that went back."""

    attempt: str
    fen: int
    transaction: str
    refund: str = ""

    def __post_init__(self) -> None:
        _check_told(self.fen)


@dataclass(frozen=True, slots=True)
class Callback:
    """What came to our door: headers in lower case, and the bytes as they came."""

    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class ChannelError(Exception):
    """Something went wrong at a channel; what it says names nobody and holds no key."""


class NoAnswer(ChannelError):
    """Nothing is known: no connection, no answer in time, an answer that says so. It may have happened or not."""


class NotGenuine(ChannelError):
    """An answer or callback that is not the provider's: bad signature, stale, malformed. Nothing in it is believed."""


def _check_told(fen: int) -> None:
    if not 0 <= fen <= MOST_TOLD_FEN:
        raise NotGenuine("an amount that cannot be")


class Refused(ChannelError):
    """The provider did not take the request, for sure: nothing happened. `code` is its own word."""

    def __init__(self, code: str) -> None:
        super().__init__(code[:64])
        self.code = code[:64]


class Channel(Protocol):
    """One merchant at one provider. `attempt` and `refund` are our own numbers, at most 32 characters."""

    name: ChannelName

    def show_code(self, attempt: str, fen: int, subject: str, until: datetime) -> str:
        """Have it paid by a code that we show; what is in the code. The same number and body may be sent again.

        Raises: NoAnswer, NotGenuine, Refused
        """
        ...

    def take_code(self, attempt: str, fen: int, subject: str, code: str) -> Report:
        """Have it paid by the code that her phone shows. Never sent twice with one code.

        Raises: NoAnswer, NotGenuine, Refused
        """
        ...

    def ask(self, attempt: str) -> Report:
        """How it stands.

        Raises: NoAnswer, NotGenuine, Refused
        """
        ...

    def close(self, attempt: str, *, by_her_code: bool) -> Undone:
        """Let nobody pay it any more; what was paid by her own code (`by_her_code`) is taken back.

        Raises: NoAnswer, NotGenuine, Refused (already paid, for a code that we showed)
        """
        ...

    def refund(self, attempt: str, refund: str, fen: int, whole_fen: int) -> RefundReport:
        """Give back `fen` of `whole_fen`. The same refund number never gives back twice.

        Raises: NoAnswer, NotGenuine, Refused
        """
        ...

    def ask_refund(self, attempt: str, refund: str) -> RefundReport:
        """How a refund stands.

        Raises: NoAnswer, NotGenuine, Refused
        """
        ...

    def hear(self, callback: Callback, now: datetime, *, waits: bool = False) -> Report | RefundReport:
        """What a callback says; fresh to five minutes. Only where it `waits`, a key that is not here is fetched first.

        Raises: NotGenuine
        """
        ...

    def bill(self, day: date) -> Sequence[BillLine]:
        """All that came in and went back on a day in China.

        Raises: NoAnswer, NotGenuine, Refused (not ready before ten in the morning)
        """
        ...
