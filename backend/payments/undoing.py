"""What staff do when money of a paid order went back without us: its bills are owed again, its receipt is void.

Only where the provider itself says that nothing of the money is with us. It is asked before, never in a transaction.
"""

import unicodedata
from datetime import date, timedelta

import structlog
from sqlalchemy.orm import Session

from backend.bills import service as bills
from backend.house import CHINA_TIME, House
from backend.payments.channel import Channel, ChannelName, Told
from backend.payments.models import Attempt
from backend.payments.repository import PaymentsRepository
from backend.payments.schemas import RefundState
from backend.payments.truths import AttemptState, OrderState

log = structlog.get_logger("backend")

MOST_REASON = 100
BOOKS_DAYS = 92
"""No provider has older books of a day."""


class PostingStays(Exception):
    """It is not undone; what it says is why, for staff."""


def undo_posting(house: House, order_id: str, reason: str) -> int:
    """Undo the posting of an order whose money went back, once; the number of the receipt's reversal.

    Raises: PostingStays, ChannelError (the provider or its books did not answer), ValueError (no such reason)
    """
    checked_reason(reason)
    with house.database.open_session(writes=False) as session:
        row = _settling(session, order_id)
    channel = house.payments.channels.get(ChannelName(row.channel))
    if channel is None:
        raise PostingStays(f"{row.channel} cannot be asked here")
    _check_gone(house, channel, row)
    with house.database.transaction() as session:
        PaymentsRepository(session).order(order_id, locks=True)
        number = _undo(house, session, order_id, _settling(session, order_id), reason)
    log.warning("payments", posting_undone=order_id, attempt=row.number, reversal=number)
    house.payments.bell.ring(order_id)
    return number


def checked_reason(reason: str) -> str:
    """The reason itself: of 1 to MOST_REASON characters that can be printed. ValueError."""
    if not 1 <= len(reason) <= MOST_REASON or reason != reason.strip():
        raise ValueError("a reason has 1 to MOST_REASON characters")
    if any(unicodedata.category(character)[0] == "C" for character in reason):
        raise ValueError("a reason is one line")
    return reason


def _settling(session: Session, order_id: str) -> Attempt:
    repository = PaymentsRepository(session)
    order = repository.order(order_id)
    if order is None:
        raise PostingStays("there is no such order")
    row = repository.attempt(order.settled_by) if order.settled_by else None
    if order.state != OrderState.PAID or row is None:
        raise PostingStays(f"it is {order.state}, not paid")
    return row


def _undo(house: House, session: Session, order_id: str, row: Attempt, reason: str) -> int:
    repository = PaymentsRepository(session)
    number = bills.undo(house, session, order_id, reason)
    revoked = repository.change_attempt(
        row.number, {"state": AttemptState.SUCCESS.value}, {"state": AttemptState.REVOKED.value}
    )
    # It may have been paid twice, and the other payment be on its way back.
    all_back = all(one.state == RefundState.DONE for one in repository.refunds(order_id))
    state = OrderState.REFUNDED if all_back else OrderState.REFUNDING
    undone = {"state": state.value, "settled_by": None, "settled_at": None}
    ended = repository.change_order(order_id, {"state": OrderState.PAID.value, "settled_by": row.number}, undone)
    assert revoked and ended, "its order is locked"  # noqa: PT018 (both or none)
    return number


def _check_gone(house: House, channel: Channel, row: Attempt) -> None:
    told = channel.ask(row.number).told
    if told in (Told.REVOKED, Told.CLOSED):
        return
    if told is not Told.REFUNDED:
        raise PostingStays(f"the provider says {told}: the money is with us")
    # Given back may be a part of it alone, and how much, only the books tell.
    back, whole = _back(house, channel, row), row.paid_fen or 0
    if back < whole:
        raise PostingStays(f"by the provider's books {back} of {whole} fen went back; today's come tomorrow after ten")


def _back(house: House, channel: Channel, row: Attempt) -> int:
    """How much of an attempt went back, by all books since it was paid."""
    today = house.today()
    begin = max(_china_day(row), today - timedelta(days=BOOKS_DAYS))
    days = (begin + timedelta(days=past) for past in range((today - begin).days))
    return sum(line.fen for day in days for line in channel.bill(day) if line.attempt == row.number and line.refund)


def _china_day(row: Attempt) -> date:
    assert row.paid_at is not None, "what settled an order was paid"
    return row.paid_at.astimezone(CHINA_TIME).date()
