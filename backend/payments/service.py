"""Orders as terminals see them: made, tried, given up, looked at, found again by the code of a slip.

Nothing here talks to a provider: it writes what is wanted, and the clerk is woken when that is committed.
"""

import secrets
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy.orm import Session

from backend.bills import service as bills
from backend.bills.tariffs import BillKind
from backend.database import when_committed
from backend.errors import DomainError, LookupRefused, NotFound
from backend.house import House
from backend.identity.service import LoggedIn
from backend.kiosks.allowances import spend
from backend.kiosks.gate import Caller
from backend.payments.channel import MOST_FEN, ChannelName
from backend.payments.codes import purse_of
from backend.payments.models import Attempt, Order, OrderLine, PayerCode, Refund
from backend.payments.numbers import attempt_number, claim_code
from backend.payments.outcomes import close_attempt
from backend.payments.repository import PaymentsRepository
from backend.payments.schedule import A_DAY, HER_CODE_LIFE, SHOWN_LIFE
from backend.payments.schemas import (
    AttemptOut,
    AttemptWanted,
    OrderLineOut,
    OrderMade,
    OrderOut,
    OrdersOut,
    OrderWanted,
    ReceiptOut,
    RefundOut,
    RefundState,
    ShowCode,
    TakeCode,
    Tap,
)
from backend.payments.subjects import Fee, subject_of
from backend.payments.truths import AttemptState, OrderState, RefundReason

FEES = {BillKind.WATER: Fee.WATER, BillKind.POWER: Fee.POWER, BillKind.GAS: Fee.GAS, BillKind.HALL_FEE: Fee.HALL}
HAND_OVER = timedelta(seconds=5)
"""If the clerk has not got a payer's code by then, it never will."""
CODE_IS_USED = timedelta(minutes=10)


class BillBusy(DomainError):
    """A bill was paid meanwhile, or somebody is paying it."""

    status, key, title = 409, "bill-busy", "Paid, or being paid, elsewhere"


class NothingToPay(DomainError):
    """An order of nothing, or of more than any household owes."""

    status, key, title = 409, "amount-refused", "No such amount is taken here"


class OrderOver(DomainError):
    """The order can no longer be paid."""

    status, key, title = 409, "order-over", "This order cannot be paid any more"


class AttemptLive(DomainError):
    """The try before may still be paid: close it first."""

    status, key, title = 409, "attempt-live", "The attempt before has no end yet"


class CodeUsed(DomainError):
    """The code of a payer is good for one try."""

    status, key, title = 409, "code-used", "This code was used already"


class CodeForeign(DomainError):
    """What was scanned is no code that we take here. Whose it may be, the terminal is told, to say so."""

    status, key, title = 422, "code-not-taken", "No code that is taken here"

    def __init__(self, purse: str) -> None:
        super().__init__()
        self.purse = purse

    def members(self) -> Mapping[str, object]:
        """By the form of the code alone."""
        return {"purse": self.purse}


class NoChannel(DomainError):
    """The office has no contract with this provider."""

    status, key, title = 403, "no-channel", "Not paid in this way here"


def create_order(
    house: House, session: Session, caller: Caller, resident: LoggedIn | None, wanted: OrderWanted
) -> OrderMade:
    """An order for these bills, at what they cost today; they are held for it.

    Raises: NotFound, BillBusy, NothingToPay, TooMany
    """
    spend(house, session, f"order terminal {caller.terminal_id}", house.settings.orders_per_terminal)
    found = bills.owed(session, caller.site_id, wanted.bills, house.today())
    if len(found) != len(wanted.bills):
        raise NotFound
    fen = sum(one.fen for one in found)
    if not 0 < fen <= MOST_FEN:
        raise NothingToPay
    now, code, repository = house.now(), claim_code(), PaymentsRepository(session)
    until = (now + timedelta(minutes=house.settings.order_minutes)).replace(microsecond=0)
    order = Order(
        id=secrets.token_hex(16),
        site_id=caller.site_id,
        terminal_id=caller.terminal_id,
        resident_id=resident.resident_id if resident else None,
        claim_digest=_claim_digest(house, code),
        fen=fen,
        subject=subject_of(Counter(FEES[one.kind] for one in found)),
        state=OrderState.OPEN.value,
        created_at=now,
        until=until,
        next_act_at=until,
    )
    if not bills.hold(session, order.id, wanted.bills):
        raise BillBusy
    repository.add(order)
    for place, one in enumerate(found):
        repository.add(
            OrderLine(
                order_id=order.id,
                place=place,
                bill_id=one.bill_id,
                account_id=one.account_id,
                kind=one.kind.value,
                period=one.period,
                fen=one.fen,
            )
        )
    return OrderMade(claim_code=code, **dict(shown(session, order)))


def add_attempt(house: House, session: Session, caller: Caller, order_id: str, wanted: AttemptWanted) -> OrderOut:
    """Another try to have an order paid, once the one before has its end.

    Raises: NotFound, CodeForeign, NoChannel, OrderOver, AttemptLive, CodeUsed, TooMany
    """
    spend(house, session, f"attempt terminal {caller.terminal_id}", house.settings.attempts_per_terminal)
    repository, now = PaymentsRepository(session), house.now()
    order = order_of(session, caller, order_id, locks=True)
    channel = _channel(wanted)
    if channel not in house.payments.channels and not isinstance(wanted, Tap):
        raise NoChannel
    if order.state != OrderState.OPEN or order.cancelled_at is not None or now >= order.until:
        raise OrderOver
    if order.live_attempt is not None:
        raise AttemptLive
    code = wanted.code if isinstance(wanted, TakeCode) else None
    if code is not None:
        _take_once(house, repository, code)
    row = Attempt(
        number=attempt_number(order.site_id),
        order_id=order.id,
        place=len(repository.attempts(order.id)),
        channel=channel.value,
        by_her_code=code is not None,
        terminal_id=caller.terminal_id,
        fen=order.fen,
        subject=order.subject,
        created_at=now,
        asked=0,
        **_beginning(wanted, now),
    )
    repository.add(row)
    if not repository.change_order(
        order.id, {"live_attempt": None, "state": order.state}, {"live_attempt": row.number}
    ):
        raise AttemptLive
    _start_when_kept(house, session, row.number, code)
    return answered(house, session, order_id)


def _take_once(house: House, repository: PaymentsRepository, code: str) -> None:
    """A row of its own: of two terminals that scan one code at one moment, the database lets one through. CodeUsed."""
    repository.forget_codes(house.now() - CODE_IS_USED)
    if not repository.add_if_new(PayerCode(digest=house.keys.digest("payer code", code), taken_at=house.now())):
        raise CodeUsed


def forget_codes(house: House) -> None:
    """Delete the digests of payers' codes when no code lives so long; in a transaction of its own."""
    with house.database.transaction() as session:
        PaymentsRepository(session).forget_codes(house.now() - CODE_IS_USED)


def _beginning(wanted: AttemptWanted, now: datetime) -> dict[str, Any]:
    """How far an attempt is at first, until when it can be paid, and when the clerk looks after it."""
    match wanted:
        case ShowCode():
            state, life, first = AttemptState.CREATED, SHOWN_LIFE, now
        case TakeCode():
            state, life, first = AttemptState.CREATED, HER_CODE_LIFE, now + HAND_OVER
        case Tap():  # the payment terminal has it from now on, as far as anybody here knows
            state, life, first = AttemptState.PENDING, SHOWN_LIFE, now + A_DAY
    sent_at = now if state is AttemptState.PENDING else None
    return {
        "state": state.value,
        "until": (now + life).replace(microsecond=0),
        "sent_at": sent_at,
        "next_act_at": first,
    }


def close(house: House, session: Session, caller: Caller, order_id: str, number: str) -> OrderOut:
    """Let nobody pay this attempt any more, so that another can be made. One that has its end is fine. NotFound."""
    order_of(session, caller, order_id, locks=True)
    row = PaymentsRepository(session).attempt(number)
    if row is None or row.order_id != order_id:
        raise NotFound
    close_attempt(house, session, number)
    return answered(house, session, order_id)


def cancel(house: House, session: Session, caller: Caller, order_id: str) -> OrderOut:
    """She wants it no more. It ends once nobody can pay it; what she paid all the same is paid. NotFound."""
    order = order_of(session, caller, order_id, locks=True)
    if order.state == OrderState.OPEN and order.cancelled_at is None:
        now = house.now()
        PaymentsRepository(session).change_order(order_id, {}, {"cancelled_at": now, "next_act_at": now})
        if order.live_attempt is not None:
            close_attempt(house, session, order.live_attempt)
    return answered(house, session, order_id)


def look(session: Session, caller: Caller, order_id: str) -> OrderOut:
    """How an order of this hall stands. NotFound."""
    return shown(session, order_of(session, caller, order_id))


def claim(house: House, session: Session, caller: Caller, code: str) -> OrderOut:
    """The order whose slip has this code, in this hall. Every attempt counts. LookupRefused, TooMany."""
    spend(house, session, f"claim terminal {caller.terminal_id}", house.settings.claims_per_terminal)
    order = PaymentsRepository(session).order_by_claim(_claim_digest(house, code))
    if order is None or order.site_id != caller.site_id:
        raise LookupRefused
    return shown(session, order)


def mine(session: Session, caller: Caller, resident: LoggedIn) -> OrdersOut:
    """The newest orders of who is logged in, in this hall."""
    found = PaymentsRepository(session).orders_of(resident.resident_id)
    return OrdersOut(orders=[shown(session, order) for order in found if order.site_id == caller.site_id])


def shown(session: Session, order: Order) -> OrderOut:
    """An order on the wire."""
    repository = PaymentsRepository(session)
    receipt = bills.receipt_of(session, order.id)
    return OrderOut(
        id=order.id,
        state=OrderState(order.state),
        fen=order.fen,
        subject=order.subject,
        until=order.until,
        cancelled=order.cancelled_at is not None,
        lines=[_line(one) for one in repository.lines(order.id)],
        attempts=[_attempt(one) for one in repository.attempts(order.id)],
        refunds=[_refund(one) for one in repository.refunds(order.id)],
        receipt=ReceiptOut(number=receipt.number, issued_at=receipt.issued_at) if receipt else None,
    )


def answered(house: House, session: Session, order_id: str) -> OrderOut:
    """How it stands now; whoever waits for it hears of it, and the clerk looks."""
    when_committed(session, lambda: _told(house, order_id))
    order = PaymentsRepository(session).order(order_id)
    assert order is not None, "orders are never deleted"
    return shown(session, order)


def _told(house: House, order_id: str) -> None:
    house.payments.wake()
    house.payments.bell.ring(order_id)


def _channel(wanted: AttemptWanted) -> ChannelName:
    if isinstance(wanted, ShowCode):
        return wanted.channel
    if isinstance(wanted, Tap):
        return ChannelName.CARD
    purse = purse_of(wanted.code)
    if not isinstance(purse, ChannelName):
        raise CodeForeign(purse.value if purse else "unknown")
    return purse


def _start_when_kept(house: House, session: Session, number: str, code: str | None) -> None:
    """Only an attempt that is really in the database is begun."""
    if code is not None:
        when_committed(session, lambda: house.payments.hand_over(number, code))


def order_of(session: Session, caller: Caller, order_id: str, *, locks: bool = False) -> Order:
    """An order of this hall; `locks`: nobody else changes it until the transaction ends. NotFound."""
    order = PaymentsRepository(session).order(order_id, locks=locks)
    if order is None or order.site_id != caller.site_id:
        raise NotFound
    return order


def _line(one: OrderLine) -> OrderLineOut:
    return OrderLineOut(
        bill=one.bill_id, account=one.account_id, kind=BillKind(one.kind), period=one.period, fen=one.fen
    )


def _attempt(one: Attempt) -> AttemptOut:
    return AttemptOut(
        number=one.number,
        channel=ChannelName(one.channel),
        way=_way(one),
        state=AttemptState(one.state),
        closing=one.closing_at is not None and one.ended_at is None,
        code=None if one.closing_at else one.code,
        until=one.until,
        refusal=one.refusal,
    )


def _way(one: Attempt) -> Literal["show_code", "take_code", "tap"]:
    if one.channel == ChannelName.CARD:
        return "tap"
    return "take_code" if one.by_her_code else "show_code"


def _refund(one: Refund) -> RefundOut:
    return RefundOut(
        number=one.number,
        attempt=one.attempt,
        fen=one.fen,
        reason=RefundReason(one.reason),
        state=RefundState(one.state),
    )


def _claim_digest(house: House, code: str) -> str:
    return house.keys.digest("claim code", code)
