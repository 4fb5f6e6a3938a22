"""What a report does to the ledger: attempts move, orders are settled, refunds are owed, staff are alarmed.

Everything about one order happens under the lock of its row, in one transaction, and every move names the state that
it comes from. Services never commit; the caller does.
"""

from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from backend.bills import service as bills
from backend.house import House
from backend.payments.channel import ChannelName, RefundReport, RefundTold, Report
from backend.payments.models import Alarm, Attempt, Order, Refund
from backend.payments.numbers import refund_number
from backend.payments.repository import PaymentsRepository
from backend.payments.schedule import HER_CODE_DEAD, SHOWN_DEAD, look_again_after
from backend.payments.schemas import RefundState
from backend.payments.truths import (
    CURRENCY,
    AlarmKind,
    AttemptState,
    Heard,
    OrderState,
    RefundReason,
    Standing,
    Verdict,
    judged,
    settled,
)

log = structlog.get_logger("backend")

STALE = 10
SEEN_IS_KNOWN = timedelta(hours=1)


class Moved(Exception):
    """Somebody else moved it every time we looked: not to be expected, and the whole is done again later."""


def take_report(house: House, session: Session, channel: ChannelName, report: Report, heard: Heard) -> str | None:
    """Let a report have its effect. The order it is about, or None if it is about nothing of ours.

    Raises: Moved
    """
    repository = PaymentsRepository(session)
    known = repository.attempt(report.attempt)
    if known is None or known.channel != channel.value:
        log.warning("payments", foreign=channel.value)
        return None
    order = repository.order(known.order_id, locks=True)
    assert order is not None, "an attempt's order exists by foreign key"
    for _ in range(STALE):
        row = repository.attempt(report.attempt)
        assert row is not None, "attempts are never deleted"
        before = standing_of(house, session, row)
        verdict = judged(before, report, heard)
        if _move(house, session, row, verdict, report):
            break
    else:
        raise Moved
    if verdict.alarm is not None:
        alarm(house, session, verdict.alarm, row.number)
    if verdict.state is not before.state and verdict.state.is_end:
        _end_attempt(house, session, order, row.number)
        if verdict.state is AttemptState.SUCCESS:
            _succeed(house, session, order, row, before, report)
    return order.id


def standing_of(house: House, session: Session, row: Attempt) -> Standing:
    """All that decides about an attempt, as of now."""
    now = house.now()
    dead_at = (row.sent_at or row.created_at) + HER_CODE_DEAD if row.by_her_code else row.until + SHOWN_DEAD
    refunds = any(one.attempt == row.number for one in PaymentsRepository(session).refunds(row.order_id))
    return Standing(
        state=AttemptState(row.state),
        fen=row.fen,
        by_her_code=row.by_her_code,
        closing=row.closing_at is not None,
        close_told=row.close_told_at is not None,
        dead=now >= dead_at,
        transaction=row.transaction or "",
        refunds=refunds,
    )


def _move(house: House, session: Session, row: Attempt, verdict: Verdict, report: Report) -> bool:
    """Write what follows; False if the attempt is not any more as we read it."""
    now, values = house.now(), dict[str, object]()
    if verdict.state.value != row.state:
        values["state"] = verdict.state.value
        if verdict.state.is_end:
            values |= {"ended_at": row.ended_at or now, "code": None, "asked": 0}
            values["next_act_at"] = _looked_at_again(row, verdict.state, now)
        if verdict.state is AttemptState.SUCCESS:
            values |= _payment(house, report)
    if verdict.close:
        values |= {"closing_at": row.closing_at or now, "close_told_at": None}
        values |= {"asked": 0} if row.closing_at is None else {}
    if verdict.ask or (verdict.close and row.closing_at is None):
        values["next_act_at"] = now
    if verdict.ask and row.ended_at is not None:
        values["asked"] = 0
    if not values:
        return True
    return PaymentsRepository(session).change_attempt(
        row.number, {"state": row.state, "closing_at": row.closing_at}, values
    )


def _looked_at_again(row: Attempt, end: AttemptState, now: datetime) -> datetime | None:
    """When an attempt that ends now is looked at again. One of a payment terminal has nobody to be asked."""
    if row.closing_at is None or row.channel == ChannelName.CARD:
        return None
    wait = look_again_after(timedelta(0), paid=end is AttemptState.SUCCESS)
    return now + wait if wait else None


def _payment(house: House, report: Report) -> dict[str, object]:
    return {
        "paid_fen": report.fen,
        "paid_at": report.paid_at or house.now(),
        "transaction": report.transaction[:64],
    }


def end_attempt(house: House, session: Session, number: str, before: AttemptState, refusal: str | None = None) -> bool:
    """Close an attempt of which we know by ourselves that nobody paid it; False if it moved meanwhile."""
    repository, now = PaymentsRepository(session), house.now()
    row = repository.attempt(number)
    assert row is not None, "attempts are never deleted"
    order = repository.order(row.order_id, locks=True)
    assert order is not None, "an attempt's order exists by foreign key"
    values = {"state": AttemptState.CLOSED.value, "ended_at": now, "code": None, "next_act_at": None}
    if not repository.change_attempt(number, {"state": before.value}, values | {"refusal": refusal}):
        return False
    _end_attempt(house, session, order, number)
    return True


def _end_attempt(house: House, session: Session, order: Order, number: str) -> None:
    """The order may be tried anew, or ended."""
    if order.live_attempt != number:
        return
    PaymentsRepository(session).change_order(
        order.id, {"live_attempt": number}, {"live_attempt": None, "next_act_at": _next_of(house, order)}
    )


def _next_of(house: House, order: Order) -> object:
    if order.state != OrderState.OPEN:
        return None
    return house.now() if order.cancelled_at else order.until


def _succeed(house: House, session: Session, order: Order, row: Attempt, before: Standing, report: Report) -> None:
    outcome = settled(OrderState(order.state), before, report)
    if outcome.pays:
        _pay(house, session, order, row)
        return
    if outcome.order.value != order.state:
        PaymentsRepository(session).change_order(order.id, {"state": order.state}, {"state": outcome.order.value})
    if report.currency == CURRENCY and report.fen > 0:
        assert outcome.refund is not None, "what does not pay goes back"
        owe_refund(house, session, order, row.number, report.fen, outcome.refund)


def _pay(house: House, session: Session, order: Order, row: Attempt) -> None:
    """The order is paid: bills are posted, the receipt gets its number; what cannot be posted goes back."""
    repository, now = PaymentsRepository(session), house.now()
    paid = {"state": OrderState.PAID.value, "settled_by": row.number, "settled_at": now, "next_act_at": None}
    if not repository.change_order(order.id, {"state": OrderState.OPEN.value}, paid):
        raise Moved
    lines = {line.bill_id: line.fen for line in repository.lines(order.id)}
    refused = bills.post(house, session, order.id, list(lines.items()))
    for bill_id in refused:
        cause = f"{row.number} {bill_id}"
        owe_refund(house, session, order, row.number, lines[bill_id], RefundReason.BILL_WAS_PAID, cause)
    kept = sum(lines.values()) - sum(lines[bill_id] for bill_id in refused)
    if kept:
        bills.issue_receipt(house, session, order.site_id, order.id, kept)
    else:
        repository.change_order(order.id, {"state": OrderState.PAID.value}, {"state": OrderState.REFUNDING.value})
    if order.live_attempt not in (None, row.number):
        close_attempt(house, session, str(order.live_attempt))


def close_attempt(house: House, session: Session, number: str) -> bool:
    """Decide that nobody shall pay an attempt any more; the clerk tells the provider. False: it was decided before."""
    now = house.now()
    closing = {"closing_at": now, "close_told_at": None, "asked": 0, "next_act_at": now}
    return PaymentsRepository(session).change_attempt(number, {"closing_at": None, "ended_at": None}, closing)


def owe_refund(
    house: House, session: Session, order: Order, attempt: str, fen: int, reason: RefundReason, cause: str = ""
) -> None:
    """Owe money back, once for each cause; the number is kept here, before the provider hears of it."""
    now = house.now()
    row = Refund(
        number=refund_number(order.site_id),
        order_id=order.id,
        attempt=attempt,
        cause=cause or attempt,
        reason=reason.value,
        fen=fen,
        state=RefundState.OWED.value,
        owed_at=now,
        asked=0,
        next_act_at=now,
    )
    PaymentsRepository(session).add_if_new(row)


def take_refund_report(house: House, session: Session, report: RefundReport, heard: Heard) -> str | None:
    """Let a report about a refund have its effect. The order it is about, or None."""
    repository, now = PaymentsRepository(session), house.now()
    known = repository.refund(report.refund)
    if known is None:
        return None
    order = repository.order(known.order_id, locks=True)
    row = repository.refund(report.refund)
    assert order is not None, "a refund's order exists by foreign key"
    assert row is not None, "refunds are never deleted"
    if row.state == RefundState.DONE:
        return order.id
    if heard is Heard.CALLED and report.told is not RefundTold.DONE:
        repository.change_refund(row.number, {"state": row.state}, {"next_act_at": now})
        return order.id
    match report.told:
        case RefundTold.DONE:
            _refunded(house, session, order, row, report)
        case RefundTold.NOT_POSSIBLE:
            stick(house, session, row)
        case RefundTold.GOING_ON:
            repository.change_refund(row.number, {"state": row.state}, {"state": RefundState.GOING_ON.value})
        case RefundTold.UNKNOWN_THERE:
            repository.change_refund(row.number, {"state": row.state}, {"state": RefundState.OWED.value})
    return order.id


def _refunded(house: House, session: Session, order: Order, row: Refund, report: RefundReport) -> None:
    repository = PaymentsRepository(session)
    if report.fen not in (0, row.fen):
        alarm(house, session, AlarmKind.DISAGREES, row.number)
    done = {"state": RefundState.DONE.value, "done_at": house.now(), "next_act_at": None}
    repository.change_refund(row.number, {"state": row.state}, done)
    if all(one.state == RefundState.DONE for one in repository.refunds(order.id)):
        repository.change_order(order.id, {"state": OrderState.REFUNDING.value}, {"state": OrderState.REFUNDED.value})


def stick(house: House, session: Session, row: Refund) -> None:
    """The provider cannot give it back: staff must."""
    values = {"state": RefundState.STUCK.value, "next_act_at": None}
    PaymentsRepository(session).change_refund(row.number, {"state": row.state}, values)
    alarm(house, session, AlarmKind.NOT_REFUNDED, row.number)


def end_order(house: House, session: Session, order_id: str) -> bool:
    """End an order whose time is over, or that was cancelled, if nobody can pay it any more. True if it changed."""
    repository, now = PaymentsRepository(session), house.now()
    order = repository.order(order_id, locks=True)
    assert order is not None, "orders are never deleted"
    if order.state != OrderState.OPEN:
        repository.change_order(order_id, {}, {"next_act_at": None})
        return False
    if order.cancelled_at is None and now < order.until:
        repository.change_order(order_id, {}, {"next_act_at": order.until})
        return False
    if order.live_attempt is not None:
        close_attempt(house, session, order.live_attempt)
        repository.change_order(order_id, {}, {"next_act_at": None})  # the end of the attempt brings us back
        return False
    ended = {"state": OrderState.ENDED.value, "next_act_at": None}
    if not repository.change_order(order_id, {"state": OrderState.OPEN.value, "live_attempt": None}, ended):
        return False
    bills.release(session, order_id)
    return True


def alarm(house: House, session: Session, kind: AlarmKind, subject: str) -> None:
    """Call staff to look at something, once; what they saw and what goes on an hour later is there again."""
    repository, now, subject = PaymentsRepository(session), house.now(), subject[:64]
    new = repository.add_if_new(Alarm(kind=kind.value, subject=subject, raised_at=now))
    if new or repository.raise_again(kind.value, subject, now, now - SEEN_IS_KNOWN):
        log.error("payments", alarm=kind.value, subject=subject)
