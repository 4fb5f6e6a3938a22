"""What the payment terminal of a hall took: told by the terminal that began it, and settled like any other payment.

Nobody here can ask how it stands. So what was told first counts, and whatever says otherwise is for staff.
"""

from sqlalchemy.orm import Session

from backend.errors import DomainError, NotFound
from backend.house import House
from backend.kiosks.gate import Caller
from backend.payments.channel import ChannelName, RefundReport, RefundTold, Report, Told
from backend.payments.models import Attempt
from backend.payments.outcomes import alarm, take_refund_report, take_report
from backend.payments.repository import PaymentsRepository
from backend.payments.schemas import OrderOut, OutcomeTold
from backend.payments.service import answered, order_of
from backend.payments.truths import AlarmKind, AttemptState, Heard


class OutcomeDisputed(DomainError):
    """Something else was told before; nothing is changed but that staff are called."""

    status, key, title = 409, "outcome-disputed", "Something else was told before: staff look at it"
    keeps_writes = True


def tell_outcome(
    house: House, session: Session, caller: Caller, order_id: str, number: str, told: OutcomeTold
) -> OrderOut:
    """How a payment at the payment terminal ended. The same again changes nothing.

    Raises: NotFound (also for another terminal than began it), OutcomeDisputed
    """
    return _take(house, session, _tap(session, caller, order_id, number), told)


def end_by_hand(house: House, session: Session, number: str, told: OutcomeTold) -> OrderOut:
    """What staff read in the books of the payment terminal, where nobody else tells it any more: as if it were told.

    Raises: NotFound (no tap has this number), OutcomeDisputed (it had another end before)
    """
    known = PaymentsRepository(session).attempt(number)
    if known is None or known.channel != ChannelName.CARD:
        raise NotFound
    PaymentsRepository(session).order(known.order_id, locks=True)
    row = PaymentsRepository(session).attempt(number)
    assert row is not None, "attempts are never deleted"
    return _take(house, session, row, told)


def _take(house: House, session: Session, row: Attempt, told: OutcomeTold) -> OrderOut:
    order_id, number = row.order_id, row.number
    approved, booked = told.result == "approved", booking_of(told)
    if AttemptState(row.state).is_end:
        if not _is_the_same(row, told):
            alarm(house, session, AlarmKind.DISAGREES, number)
            raise OutcomeDisputed
        return answered(house, session, order_id)
    report = Report(
        number,
        Told.PAID if approved else Told.CLOSED,
        told.fen,
        transaction=booked if approved else "",
        paid_at=house.now() if approved else None,
    )
    take_report(house, session, ChannelName.CARD, report, Heard.ASKED)
    return answered(house, session, order_id)


def tell_taken_back(house: House, session: Session, caller: Caller, order_id: str, number: str) -> OrderOut:
    """The payment terminal took back a whole payment, which we owe. The same again changes nothing.

    Raises: NotFound (also for another terminal than began it), OutcomeDisputed (it is not all owed back)
    """
    row = _tap(session, caller, order_id, number)
    refunds = PaymentsRepository(session).refunds_of(number)
    if row.paid_fen is None or sum(one.fen for one in refunds) != row.paid_fen:
        alarm(house, session, AlarmKind.TAKEN_BACK, number)
        raise OutcomeDisputed
    for one in refunds:
        take_refund_report(house, session, RefundReport(one.number, RefundTold.DONE, one.fen), Heard.ASKED)
    return answered(house, session, order_id)


def booking_of(told: OutcomeTold) -> str:
    """What names a booking at a payment terminal, in at most 64 characters."""
    return f"{told.receipt}/{told.trace}/{told.terminal}"


def _is_the_same(row: Attempt, told: OutcomeTold) -> bool:
    if row.state != AttemptState.SUCCESS:
        return told.result == "not_taken"
    return (told.result, told.fen, booking_of(told)) == ("approved", row.paid_fen, row.transaction)


def _tap(session: Session, caller: Caller, order_id: str, number: str) -> Attempt:
    """The attempt, with its order locked: of two who tell at once, the second hears what the first told."""
    order_of(session, caller, order_id, locks=True)
    row = PaymentsRepository(session).attempt(number)
    if row is None or row.order_id != order_id or row.channel != ChannelName.CARD:
        raise NotFound
    if row.terminal_id != caller.terminal_id:
        raise NotFound
    return row
