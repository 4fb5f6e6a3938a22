"""What staff must look at, newest first, with enough beside it to find the order; nothing of it names a person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from backend.house import House
from backend.payments.models import Alarm
from backend.payments.repository import PaymentsRepository
from backend.payments.truths import AlarmKind

WHAT: dict[AlarmKind, str] = {
    AlarmKind.WRONG_AMOUNT: "another amount was paid than was asked for; it goes back",
    AlarmKind.DISAGREES: "told twice, and not the same: hold both against the provider's or the acquirer's books",
    AlarmKind.LATE_SUCCESS: "paid although nobody could any more; it goes back, or has paid its order",
    AlarmKind.TAKEN_BACK: "it was paid, and went back without us: `backend undo-posting` has the bills owed again",
    AlarmKind.NOT_GENUINE: "an answer that is not the provider's: look at keys, certificates and the line",
    AlarmKind.REFUSED: "the provider refuses what it should not: look at the contract and the settings",
    AlarmKind.NO_END: "after a day nobody knows whether it was paid: look into the books; of a card, at its terminal",
    AlarmKind.NOT_REFUNDED: "money that is owed back did not go back: give it back by hand",
    AlarmKind.NO_MERCHANT: "attempts wait for a provider that is not set up here any more",
    AlarmKind.STUMBLED: "our own mistake: the log has the traceback",
    AlarmKind.DIFFERENCE: "the provider's books and ours are not the same: `backend reconcile` of the day tells how",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An alarm as staff read it. `id` marks it as seen; `order`, `hall`, `channel` and `fen` where it is about one."""

    id: str
    kind: str
    subject: str
    raised_at: datetime
    seen_at: datetime | None
    what: str
    order: str | None = None
    hall: str | None = None
    channel: str | None = None
    fen: int | None = None


def alarms(session: Session, *, with_seen: bool = False) -> list[Shown]:
    """What nobody has seen yet, newest first; `with_seen`: all."""
    repository = PaymentsRepository(session)
    return [_shown(repository, row) for row in repository.alarms(with_seen=with_seen)]


def mark_seen(house: House, session: Session, alarm_id: str) -> bool:
    """Somebody of staff has looked at it; False if there is none of this id. Raised anew later, it is there again."""
    kind, _, subject = alarm_id.partition(":")
    return PaymentsRepository(session).mark_seen(kind, subject, house.now())


def _shown(repository: PaymentsRepository, row: Alarm) -> Shown:
    refund = repository.refund(row.subject)
    attempt = repository.attempt(refund.attempt if refund else row.subject)
    order = repository.order(attempt.order_id) if attempt else None
    return Shown(
        id=f"{row.kind}:{row.subject}",
        kind=row.kind,
        subject=row.subject,
        raised_at=row.raised_at,
        seen_at=row.seen_at,
        what=WHAT[AlarmKind(row.kind)],
        order=order.id if order else None,
        hall=order.site_id if order else None,
        channel=attempt.channel if attempt else None,
        fen=refund.fen if refund else attempt.fen if attempt else None,
    )
