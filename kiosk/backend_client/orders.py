"""Orders: bills that are paid together, the attempts to have them paid, and what came of it.

What an answer does not say is not known: a call that brought no answer (SLOW, UNREACHABLE, BROKEN) may have been
heard. Ask again with the same `key`, or `wait_for_news`; never tell it as a payment that did not happen.
Thread: every call blocks; they are made from threads.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, TypeAdapter

from kiosk.backend_client.bills import Account, BillKind, fetch_account
from kiosk.backend_client.errors import BackendError, BackendKey, ForeignPurse
from kiosk.backend_client.fields import Fen, HexId, Moment, Month, Text, body
from kiosk.backend_client.identity import Session
from kiosk.backend_client.transport import Answer, Transport, parse

MOST_BILLS = 10
"""In one order."""
MOST_WAIT_S = 6
"""An answer may be waited for so long, in seconds."""
CLAIM_DIGITS = 12
_PAYER_CODE = re.compile(r"[0-9]{16,24}")
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{1,90}"')


class OrderState(StrEnum):
    """How far an order is."""

    OPEN = "open"
    PAID = "paid"
    ENDED = "ended"  # nobody paid, and nobody can any more
    REFUNDING = "refunding"  # what was paid for it goes back
    REFUNDED = "refunded"


class PayChannel(StrEnum):
    """Whose code is shown or scanned; CARD: what the certified payment terminal of the hall takes."""

    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"


class PayWay(StrEnum):
    """Who shows the code, or that there is none."""

    SHOW_CODE = "show_code"  # we do, and she scans it
    TAKE_CODE = "take_code"  # she does, and we scan it
    TAP = "tap"  # at the certified payment terminal of the hall


class AttemptState(StrEnum):
    """How far an attempt is. Only CLOSED and REVOKED say that no money was taken, or that it went back."""

    CREATED = "created"
    PENDING = "pending"
    UNKNOWN = "unknown"  # being found out; never a failure
    SUCCESS = "success"
    CLOSED = "closed"
    REVOKED = "revoked"

    @property
    def is_end(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self in (AttemptState.SUCCESS, AttemptState.CLOSED, AttemptState.REVOKED)


class TapResult(StrEnum):
    """What is known for sure of a payment at the payment terminal; what is not known yet is not told."""

    APPROVED = "approved"  # it is booked there
    NOT_TAKEN = "not_taken"  # it ended there without money, or was never asked for


class RefundReason(StrEnum):
    """Why money goes back."""

    PAID_TWICE = "paid_twice"
    AFTER_END = "after_end"
    WRONG_AMOUNT = "wrong_amount"
    BILL_WAS_PAID = "bill_was_paid"


class RefundState(StrEnum):
    """How far a refund is."""

    OWED = "owed"
    GOING_ON = "going_on"
    DONE = "done"
    STUCK = "stuck"  # staff must look


Number = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{1,32}$")]
MOST_TAP_NUMBER = 999_999_999
_TERMINAL_NAME = re.compile(r"[0-9A-Za-z._-]{0,32}")


@dataclass(frozen=True, slots=True)
class TapOutcome:
    """How a payment at the payment terminal ended, once and for all: journal it, and tell it until it is heard.

    `fen` is what was booked, `receipt` and `trace` the payment terminal's own numbers (0: none), `terminal` its name.
    Raises: ValueError (a number that cannot be, an approval of nothing)
    """

    result: TapResult
    fen: int = 0
    receipt: int = 0
    trace: int = 0
    terminal: str = ""

    def __post_init__(self) -> None:
        for number in (self.fen, self.receipt, self.trace):
            if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= MOST_TAP_NUMBER:
                raise ValueError("not a number of a payment terminal")
        if not _TERMINAL_NAME.fullmatch(self.terminal):
            raise ValueError("not the name of a payment terminal")
        if (self.result is TapResult.APPROVED) is not (self.fen > 0):
            raise ValueError("approved is an amount, and not taken is none")


@dataclass(frozen=True, slots=True, repr=False)
class OrderLine:
    """A bill of an order, at what it cost when the order was opened."""

    bill: HexId
    account: HexId
    kind: BillKind
    period: Month
    fen: Fen


@dataclass(frozen=True, slots=True, repr=False)
class Attempt:
    """One try. `code` is what a QR on the screen holds; `refusal` the provider's own word, which nobody is shown.

    `closing`: nobody shall pay it any more, and it has no end yet.
    """

    number: Number
    channel: PayChannel
    way: PayWay
    state: AttemptState
    closing: bool
    code: Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,512}$")] | None
    until: Moment
    refusal: Annotated[str, Field(max_length=64)] | None


@dataclass(frozen=True, slots=True, repr=False)
class Refund:
    """Money that goes back, of what `attempt` took."""

    number: Number
    fen: Fen
    reason: RefundReason
    state: RefundState
    attempt: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{0,32}$")] = ""


@dataclass(frozen=True, slots=True, repr=False)
class Receipt:
    """The hall's receipt, numbered without gaps."""

    number: Annotated[int, Field(ge=1, le=10**12)]
    issued_at: Moment


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """How an order stands. `subject` is what the payer reads in her app; the newest attempt is the last."""

    id: HexId
    state: OrderState
    fen: Annotated[int, Field(ge=1, le=10**13)]
    subject: Text
    until: Moment
    cancelled: bool
    lines: Annotated[tuple[OrderLine, ...], Field(min_length=1, max_length=MOST_BILLS)]
    attempts: Annotated[tuple[Attempt, ...], Field(max_length=2000)]
    refunds: Annotated[tuple[Refund, ...], Field(max_length=2000)]
    receipt: Receipt | None

    def __post_init__(self) -> None:
        if self.fen != sum(line.fen for line in self.lines):
            raise ValueError("an order is the sum of its bills")

    @property
    def live(self) -> Attempt | None:
        """The attempt that has no end yet; while there is one, no other can be begun."""
        return next((one for one in self.attempts if not one.state.is_end), None)

    def owed_back(self, number: str) -> int:
        """How much of what an attempt took is owed, and has not gone back yet, in fen."""
        return sum(one.fen for one in self.refunds if one.attempt == number and one.state is not RefundState.DONE)


@dataclass(frozen=True, slots=True, repr=False)
class OpenedOrder(Order):
    """A new order, with the code for slips that finds it again: told only here."""

    claim_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]


@dataclass(frozen=True, slots=True)
class News:
    """An order as it stood, and the tag that asks for what came since; None: it must be asked for anew."""

    order: Order
    tag: str | None = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class _Orders:
    orders: Annotated[tuple[Order, ...], Field(max_length=20)]


_ORDER = TypeAdapter(Order)
_OPENED = TypeAdapter(OpenedOrder)
_ORDERS = TypeAdapter(_Orders)


def open_order(
    transport: Transport, bills: Sequence[str], session: Session | None = None, key: str | None = None
) -> OpenedOrder:
    """An order for these bills, which are held for it; with a `session` it belongs to her.

    With the same `key` it is the same order, with the same claim code. BILL_BUSY, AMOUNT_REFUSED, TOO_MANY;
    REFUSED_NOT_FOUND: one of them is not there. SESSION_OVER: log in again, or go on without.
    """
    token = session.token if session else None
    answer = transport.post("/v1/orders", body(bills=list(bills)), session=token, idempotency_key=key)
    opened = parse(_OPENED, answer.body)
    if sorted(line.bill for line in opened.lines) != sorted(bills):
        raise BackendError(BackendKey.NONSENSE)
    return opened


def show_code(transport: Transport, order_id: str, channel: PayChannel, key: str | None = None) -> News:
    """Begin an attempt with a code for the screen; `wait_for_news` brings it. With the same `key` it is the same one.

    ORDER_OVER, ATTEMPT_LIVE, NO_CHANNEL, TOO_MANY.
    """
    wanted = body(way=PayWay.SHOW_CODE.value, channel=channel.value)
    return _attempted(transport, order_id, wanted, key)


def take_code(transport: Transport, order_id: str, code: str, key: str | None = None) -> News:
    """Begin an attempt with a code that was scanned from her phone; what cannot be one is not sent.

    CODE_NOT_TAKEN (its `purse` says whose it looks like), CODE_USED, ORDER_OVER, ATTEMPT_LIVE, NO_CHANNEL, TOO_MANY.
    """
    if not _PAYER_CODE.fullmatch(code):
        raise BackendError(BackendKey.CODE_NOT_TAKEN, purse=ForeignPurse.UNKNOWN)
    return _attempted(transport, order_id, body(way=PayWay.TAKE_CODE.value, code=code), key)


def tap(transport: Transport, order_id: str, key: str | None = None) -> News:
    """Begin an attempt at the payment terminal of the hall; its number, the newest one's, is the order reference there.

    It is PENDING until `tell_outcome`. With the same `key` it is the same attempt. ORDER_OVER, ATTEMPT_LIVE, TOO_MANY.
    """
    return _attempted(transport, order_id, body(way=PayWay.TAP.value), key)


def tell_outcome(transport: Transport, order_id: str, number: str, outcome: TapOutcome) -> Order:
    """Tell how a payment at the payment terminal ended; the same may be told again. The order then shows what follows.

    If `owed_back` is then all that was booked, take it back at the payment terminal, and `tell_taken_back`; a part
    is for staff. Only this terminal may tell what it began itself. REFUSED_NOT_FOUND;
    OUTCOME_DISPUTED: something else was told before, nothing is changed, staff are called: do not tell it again.
    """
    told = body(
        result=outcome.result.value,
        fen=outcome.fen,
        receipt=outcome.receipt,
        trace=outcome.trace,
        terminal=outcome.terminal,
    )
    return _of(order_id, transport.post(f"/v1/orders/{order_id}/attempts/{number}/outcome", told))


def tell_taken_back(transport: Transport, order_id: str, number: str) -> Order:
    """Tell that the whole payment was taken back at the payment terminal; the same may be told again.

    REFUSED_NOT_FOUND; OUTCOME_DISPUTED: it was not all owed back, and staff are called.
    """
    return _of(order_id, transport.post(f"/v1/orders/{order_id}/attempts/{number}/taken-back", body()))


def close_attempt(transport: Transport, order_id: str, number: str) -> Order:
    """Let nobody pay this attempt any more; it is over when its state says so. REFUSED_NOT_FOUND."""
    return _of(order_id, transport.post(f"/v1/orders/{order_id}/attempts/{number}/close", body()))


def cancel_order(transport: Transport, order_id: str) -> Order:
    """She wants it no more; it is over when its state says so, and may be paid all the same. REFUSED_NOT_FOUND."""
    return _of(order_id, transport.post(f"/v1/orders/{order_id}/cancel", body()))


def wait_for_news(transport: Transport, order_id: str, known: str | None = None, seconds: int = 0) -> News | None:
    """How an order stands; with the tag that is `known`, once it stands otherwise, or None after so many seconds.

    REFUSED_NOT_FOUND: not of this hall. Raises: ValueError (more than MOST_WAIT_S seconds)
    """
    if not 0 <= seconds <= MOST_WAIT_S:
        raise ValueError("an answer is waited for MOST_WAIT_S seconds at most")
    answer = transport.get(f"/v1/orders/{order_id}?wait={seconds}", etag=known)
    if answer.status == 304 and known is not None:
        return None
    tag = answer.etag or ""
    if not _TAG.fullmatch(tag):  # without one, waiting would be asking as fast as the line goes
        raise BackendError(BackendKey.NONSENSE)
    return News(_of(order_id, answer), tag)


def claim_order(transport: Transport, code: str) -> Order:
    """The order whose slip or receipt has this code. REFUSED_NOT_FOUND: unknown, or of another hall. TOO_MANY."""
    return parse(_ORDER, transport.post("/v1/orders/claims", body(code=code)).body)


def fetch_own_orders(transport: Transport, session: Session) -> tuple[Order, ...]:
    """The orders of who is logged in, newest first. SESSION_OVER, LEVEL_TOO_LOW: log in, or more surely."""
    return parse(_ORDERS, transport.get("/v1/orders", session=session.token).body).orders


def fetch_accounts_of(transport: Transport, order: Order) -> tuple[Account, ...]:
    """The accounts of an order as they stand today: how the last receipt's code finds what is owed now."""
    ids = dict.fromkeys(line.account for line in order.lines)
    return tuple(account for one in ids for account in fetch_account(transport, one))


def _attempted(transport: Transport, order_id: str, wanted: bytes, key: str | None) -> News:
    answer = transport.post(f"/v1/orders/{order_id}/attempts", wanted, idempotency_key=key)
    tag = answer.etag or ""
    return News(_of(order_id, answer), tag if _TAG.fullmatch(tag) else None)


def _of(order_id: str, answer: Answer) -> Order:
    """The order that was asked about, and no other."""
    order = parse(_ORDER, answer.body)
    if order.id != order_id:
        raise BackendError(BackendKey.NONSENSE)
    return order
