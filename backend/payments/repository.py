"""All queries of the room. A state is moved by an UPDATE that names the one before: of two at once one gets False."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.database import Base
from backend.payments.models import Alarm, Attempt, Order, OrderLine, PayerCode, ProviderCallback, Refund

AT_ONCE = 50
NEWEST = 20


class PaymentsRepository:
    """Reads and writes within the transaction it was given."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: Base) -> None:
        """Keep a new row."""
        self._session.add(row)
        self._session.flush()

    def add_if_new(self, row: Base) -> bool:
        """Keep a row; False if one like it was there. In a savepoint, so that the transaction goes on."""
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            return False
        return True

    def order(self, order_id: str, *, locks: bool = False) -> Order | None:
        """An order, fresh; `locks`: nobody else changes it until the transaction ends."""
        query = select(Order).where(Order.id == order_id).execution_options(populate_existing=True)
        return self._session.execute(query.with_for_update() if locks else query).scalar_one_or_none()

    def order_by_claim(self, digest: str) -> Order | None:
        """The order whose slip has this code."""
        return self._session.execute(select(Order).where(Order.claim_digest == digest)).scalar_one_or_none()

    def orders_of(self, resident_id: str) -> Sequence[Order]:
        """The newest orders of a resident."""
        query = select(Order).where(Order.resident_id == resident_id).order_by(Order.created_at.desc(), Order.id)
        return self._session.execute(query.limit(NEWEST)).scalars().all()

    def lines(self, order_id: str) -> Sequence[OrderLine]:
        """What an order is for."""
        query = select(OrderLine).where(OrderLine.order_id == order_id).order_by(OrderLine.place)
        return self._session.execute(query).scalars().all()

    def attempt(self, number: str) -> Attempt | None:
        """An attempt, fresh."""
        query = select(Attempt).where(Attempt.number == number).execution_options(populate_existing=True)
        return self._session.execute(query).scalar_one_or_none()

    def attempts(self, order_id: str) -> Sequence[Attempt]:
        """The attempts of an order, oldest first."""
        query = select(Attempt).where(Attempt.order_id == order_id).order_by(Attempt.place)
        return self._session.execute(query.execution_options(populate_existing=True)).scalars().all()

    def refund(self, number: str) -> Refund | None:
        """A refund, fresh."""
        query = select(Refund).where(Refund.number == number).execution_options(populate_existing=True)
        return self._session.execute(query).scalar_one_or_none()

    def refunds(self, order_id: str) -> Sequence[Refund]:
        """The refunds of an order, oldest first."""
        query = select(Refund).where(Refund.order_id == order_id).order_by(Refund.owed_at, Refund.number)
        return self._session.execute(query.execution_options(populate_existing=True)).scalars().all()

    def refunds_of(self, attempt: str) -> Sequence[Refund]:
        """What goes back of an attempt."""
        query = select(Refund).where(Refund.attempt == attempt).order_by(Refund.number)
        return self._session.execute(query.execution_options(populate_existing=True)).scalars().all()

    def callback(self, digest: str) -> ProviderCallback | None:
        """A callback."""
        return self._session.get(ProviderCallback, digest)

    def due_attempts(self, now: datetime) -> Sequence[str]:
        """Attempts for which something is to be done now, longest overdue first."""
        return self._due(Attempt.number, Attempt.next_act_at, now)

    def due_refunds(self, now: datetime) -> Sequence[str]:
        """Refunds for which something is to be done now."""
        return self._due(Refund.number, Refund.next_act_at, now)

    def due_orders(self, now: datetime) -> Sequence[str]:
        """Orders whose time may be over."""
        return self._due(Order.id, Order.next_act_at, now)

    def waiting_callbacks(self) -> Sequence[str]:
        """Callbacks that nobody handled, oldest first."""
        query = select(ProviderCallback.digest).where(ProviderCallback.handled_at.is_(None))
        return self._session.execute(query.order_by(ProviderCallback.received_at).limit(AT_ONCE)).scalars().all()

    def channels_of(self, kind: str, subjects: Sequence[str]) -> Sequence[tuple[str, str]]:
        """Each of these attempts, refunds or callbacks, with its channel; of any other kind, none."""
        queries = {
            "attempt": select(Attempt.number, Attempt.channel).where(Attempt.number.in_(subjects)),
            "refund": select(Refund.number, Attempt.channel)
            .join(Attempt, Attempt.number == Refund.attempt)
            .where(Refund.number.in_(subjects)),
            "callback": select(ProviderCallback.digest, ProviderCallback.channel).where(
                ProviderCallback.digest.in_(subjects)
            ),
        }
        query = queries.get(kind)
        return [] if query is None else [(row[0], row[1]) for row in self._session.execute(query)]

    def successes_between(self, channel: str, begin: datetime, end: datetime) -> Sequence[Attempt]:
        """What was paid by a channel in a time."""
        query = select(Attempt).where(Attempt.channel == channel, Attempt.state == "success")
        return self._session.execute(query.where(Attempt.paid_at >= begin, Attempt.paid_at < end)).scalars().all()

    def refunded_between(self, channel: str, begin: datetime, end: datetime) -> Sequence[Refund]:
        """What went back by a channel in a time."""
        query = select(Refund).join(Attempt, Attempt.number == Refund.attempt).where(Attempt.channel == channel)
        query = query.where(Refund.state == "done", Refund.done_at >= begin, Refund.done_at < end)
        return self._session.execute(query).scalars().all()

    def without_end_between(self, channel: str, begin: datetime, end: datetime) -> Sequence[Attempt]:
        """Attempts whose time was over in a time, and that have no end: each is of one day."""
        query = select(Attempt).where(Attempt.channel == channel, Attempt.ended_at.is_(None))
        return self._session.execute(query.where(Attempt.until >= begin, Attempt.until < end)).scalars().all()

    def change_order(self, order_id: str, where: Mapping[str, object], values: Mapping[str, object]) -> bool:
        """Change an order if it still is as `where` says."""
        return self._change(Order, "id", order_id, where, values)

    def change_attempt(self, number: str, where: Mapping[str, object], values: Mapping[str, object]) -> bool:
        """Change an attempt if it still is as `where` says."""
        return self._change(Attempt, "number", number, where, values)

    def change_refund(self, number: str, where: Mapping[str, object], values: Mapping[str, object]) -> bool:
        """Change a refund if it still is as `where` says."""
        return self._change(Refund, "number", number, where, values)

    def change_callback(self, digest: str, where: Mapping[str, object], values: Mapping[str, object]) -> bool:
        """Change a callback if it still is as `where` says."""
        return self._change(ProviderCallback, "digest", digest, where, values)

    def forget_callbacks(self, before: datetime) -> None:
        """Delete what was handled before a moment."""
        self._session.execute(delete(ProviderCallback).where(ProviderCallback.handled_at < before))

    def forget_codes(self, before: datetime) -> None:
        """Delete the digests of payers' codes that were taken before a moment."""
        self._session.execute(delete(PayerCode).where(PayerCode.taken_at < before))

    def wake_all(self, now: datetime) -> None:
        """After a start: whatever has something to be done, has it now. Nothing of it hurts when it is done twice."""
        for table in (Attempt, Refund, Order):
            later = update(table).where(table.next_act_at > now).values(next_act_at=now)
            self._session.execute(later.execution_options(synchronize_session=False))

    def alarms(self, *, with_seen: bool) -> Sequence[Alarm]:
        """What nobody of staff has seen yet, newest first; `with_seen`: all."""
        query = select(Alarm).order_by(Alarm.raised_at.desc(), Alarm.kind, Alarm.subject)
        return self._session.execute(query if with_seen else query.where(Alarm.seen_at.is_(None))).scalars().all()

    def mark_seen(self, kind: str, subject: str, now: datetime) -> bool:
        """Note that staff have looked at an alarm; False if there is none."""
        mine = update(Alarm).where(Alarm.kind == kind, Alarm.subject == subject)
        done = self._session.execute(mine.values(seen_at=now).execution_options(synchronize_session=False))
        assert isinstance(done, CursorResult)
        return done.rowcount == 1

    def raise_again(self, kind: str, subject: str, now: datetime, seen_before: datetime) -> bool:
        """An alarm that was seen before a moment is there again; False if it was not."""
        mine = update(Alarm).where(Alarm.kind == kind, Alarm.subject == subject, Alarm.seen_at < seen_before)
        anew = mine.values(seen_at=None, raised_at=now).execution_options(synchronize_session=False)
        done = self._session.execute(anew)
        assert isinstance(done, CursorResult)
        return done.rowcount == 1

    def _due(self, key: Any, act_at: Any, now: datetime) -> Sequence[str]:
        query = select(key).where(act_at <= now).order_by(act_at).limit(AT_ONCE)
        found: Sequence[str] = self._session.execute(query).scalars().all()
        return found

    def _change(
        self, table: type[Base], key: str, value: str, where: Mapping[str, object], values: Mapping[str, object]
    ) -> bool:
        statement = update(table).where(getattr(table, key) == value)
        for name, wanted in where.items():
            column = getattr(table, name)
            statement = statement.where(column.is_(None) if wanted is None else column == wanted)
        done = self._session.execute(statement.values(**values).execution_options(synchronize_session=False))
        assert isinstance(done, CursorResult)
        return done.rowcount == 1
