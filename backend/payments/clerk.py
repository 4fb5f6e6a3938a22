"""Who talks to the providers: one step at a time, never inside a transaction, and never without having noted it before.

What is to be done stands in the database (`next_act_at`); the clerk leases it, acts, and writes what came of it. A
clerk that dies in between leaves a lease that runs out, and nothing that hurts when it is done again: a code is asked
for under the same number, a question is a question, closing and refunding are the same under the same number. Only a
payer's code must not be sent twice: its attempt leaves CREATED before the first byte, and only CREATED is sent.
"""

from collections.abc import Callable
from datetime import timedelta

import structlog

from backend.house import House
from backend.payments import callbacks
from backend.payments.channel import (
    Channel,
    ChannelError,
    ChannelName,
    NoAnswer,
    NotGenuine,
    RefundReport,
    Refused,
    Report,
    Undone,
)
from backend.payments.lanes import Job
from backend.payments.models import Attempt, ProviderCallback, Refund
from backend.payments.outcomes import (
    alarm,
    close_attempt,
    end_attempt,
    end_order,
    stick,
    take_refund_report,
    take_report,
)
from backend.payments.repository import PaymentsRepository
from backend.payments.schedule import (
    A_DAY,
    HER_CODE_LIFE,
    SHOWN_DEAD,
    TAKE_BACK_WITHIN,
    ask_again_after,
    ask_ended_again_after,
    ask_refund_again_after,
    look_again_after,
)
from backend.payments.schemas import RefundState
from backend.payments.stumbling import Stumbled, tried
from backend.payments.truths import AlarmKind, AttemptState, Heard, OrderState

log = structlog.get_logger("backend")

LEASE = timedelta(seconds=60)
"""Longer than all deadlines of a channel in one step together."""
CLOCK_SWINGS = timedelta(seconds=2)
"""By so much a clock is corrected all day."""


class Clerk:
    """Does what is due. Any number of threads and processes at once."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._desk = house.payments
        self._looked_at = house.now()
        self._acts: dict[str, Callable[[str], None]] = {
            "callback": self._handle,
            "attempt": self._tend,
            "refund": self._push,
            "order": self._end,
        }

    def begin(self) -> None:
        """After a start: whatever was left half-done is due now."""
        with self._house.database.transaction() as session:
            PaymentsRepository(session).wake_all(self._house.now())

    def due(self) -> list[Job]:
        """What is to be done now; codes that were handed over first."""
        now = self._house.now()
        if now < self._looked_at - CLOCK_SWINGS:  # set back: what was due soon would be due as much later
            self.begin()
        self._looked_at = now
        jobs = [("attempt", number) for number in self._desk.handed()]
        with self._house.database.open_session(writes=False) as session:
            repository = PaymentsRepository(session)
            jobs += [("callback", digest) for digest in repository.waiting_callbacks()]
            jobs += [("attempt", number) for number in repository.due_attempts(now)]
            jobs += [("refund", number) for number in repository.due_refunds(now)]
            jobs += [("order", order_id) for order_id in repository.due_orders(now)]
        return list(dict.fromkeys(jobs))

    def act(self, job: Job) -> None:
        """Do one of them."""
        kind, subject = job
        self._acts[kind](subject)

    def work_off(self) -> int:
        """All that is due at this moment, here and now; how much it was."""
        jobs = self.due()
        for job in jobs:
            self.act(job)
        return len(jobs)

    # Attempts

    def _tend(self, number: str) -> None:
        leased = self._lease_attempt(number)
        if leased is not None and leased.channel == ChannelName.CARD:
            self._watch(leased)
            return
        channel = self._channel(leased)
        if leased is None or channel is None:
            return
        if leased.state == AttemptState.CREATED:
            send = self._send_her_code if leased.by_her_code else self._send_for_a_code
            send(channel, leased)
            answered = True
        else:
            answered = self._follow(channel, leased)
        self._plan_attempt(leased, answered=answered)
        self._desk.bell.ring(leased.order_id)

    def _watch(self, leased: Attempt) -> None:
        """Only the terminal that began a tap knows how it ended: after a day of silence, staff are called."""
        ends, now = leased.created_at + A_DAY, self._house.now()
        with self._house.database.transaction() as session:
            still = PaymentsRepository(session).change_attempt(
                leased.number, {"next_act_at": leased.next_act_at}, {"next_act_at": ends if now < ends else None}
            )
            if still and now >= ends:
                alarm(self._house, session, AlarmKind.NO_END, leased.number)

    def _lease_attempt(self, number: str) -> Attempt | None:
        """Take an attempt for a minute; None if somebody else has it. Its `next_act_at` is then that of the lease."""
        with self._house.database.transaction() as session:
            repository = PaymentsRepository(session)
            row = repository.attempt(number)
            if row is None or row.next_act_at is None:
                self._desk.take_code(number)  # somebody else gave it up; her code is not kept for nothing
                return None
            if row.next_act_at > self._house.now() and not self._desk.has_code(number):
                return None
            leased_until = self._house.now() + LEASE
            if not repository.change_attempt(number, {"next_act_at": row.next_act_at}, {"next_act_at": leased_until}):
                return None
            return repository.attempt(number)

    def _send_her_code(self, channel: Channel, row: Attempt) -> None:
        """Send the code that was scanned, once in the world: CREATED is left before, and without a code it is over."""
        code = self._desk.take_code(row.number)
        if code is None or row.closing_at is not None or self._house.now() >= row.until:
            with self._house.database.transaction() as session:
                end_attempt(self._house, session, row.number, AttemptState.CREATED)
            return
        sent = {"state": AttemptState.UNKNOWN.value, "sent_at": self._house.now()}
        with self._house.database.transaction() as session:
            as_leased = {"state": row.state, "closing_at": None}
            if not PaymentsRepository(session).change_attempt(row.number, as_leased, sent):
                return
        self._desk.bell.ring(row.order_id)
        try:
            report = tried(lambda: channel.take_code(row.number, row.fen, row.subject, code))
            tried(lambda: self._take(row, report))
        except Refused as refused:
            with self._house.database.transaction() as session:
                end_attempt(self._house, session, row.number, AttemptState.UNKNOWN, refused.code)
        except ChannelError as error:
            self._note(error, row.number)

    def _send_for_a_code(self, channel: Channel, row: Attempt) -> None:
        """Get a code to show. Until it is in the database nobody has seen it, and nobody can have paid."""
        if row.closing_at is not None or self._house.now() >= row.until or not self._is_wanted(row):
            with self._house.database.transaction() as session:
                end_attempt(self._house, session, row.number, AttemptState.CREATED)
            return
        try:
            code = tried(lambda: channel.show_code(row.number, row.fen, row.subject, row.until))
            tried(lambda: self._show(row, code))
        except Refused as refused:
            with self._house.database.transaction() as session:
                end_attempt(self._house, session, row.number, AttemptState.CREATED, refused.code)
        except ChannelError as error:
            self._note(error, row.number)

    def _show(self, row: Attempt, code: str) -> None:
        shown = {"state": AttemptState.PENDING.value, "code": code, "sent_at": self._house.now()}
        with self._house.database.transaction() as session:
            PaymentsRepository(session).change_attempt(row.number, {"state": row.state}, shown)
        self._desk.bell.ring(row.order_id)  # she stands there and waits for it

    def _follow(self, channel: Channel, row: Attempt) -> bool:
        """Ask; make an end when its time is over, with no gap between the last question and that; ask once more.

        Whether the last question was answered.
        """
        if row.closing_at is not None and row.close_told_at is None and row.ended_at is None:
            self._close(channel, row)
            return self._ask(channel, row)
        answered = self._ask(channel, row)
        now_standing = self._fresh(row.number)
        if now_standing.ended_at is not None or now_standing.closing_at is not None:
            return answered
        if not self._is_over(now_standing):
            return answered
        with self._house.database.transaction() as session:
            decided = close_attempt(self._house, session, row.number)
        if decided:
            self._close(channel, row)
            return self._ask(channel, row)
        return answered

    def _is_over(self, row: Attempt) -> bool:
        ends = (row.sent_at or row.created_at) + HER_CODE_LIFE if row.by_her_code else row.until
        return self._house.now() >= ends or not self._is_wanted(row)

    def _ask(self, channel: Channel, row: Attempt) -> bool:
        try:
            report = tried(lambda: channel.ask(row.number))
            tried(lambda: self._take(row, report))
        except ChannelError as error:
            self._note(error, row.number)
            return False
        return True

    def _close(self, channel: Channel, row: Attempt) -> None:
        """Whatever it answers is an answer, also that it will not; what it was, the next question tells.

        Only a code of ours that it will not close, and that can still be scanned, is closed again.
        """
        try:
            if tried(lambda: channel.close(row.number, by_her_code=row.by_her_code)) is Undone.AGAIN:
                return
        except Refused:
            if not row.by_her_code and self._house.now() < row.until + SHOWN_DEAD:
                return
        except ChannelError as error:
            self._note(error, row.number)
            return
        with self._house.database.transaction() as session:
            PaymentsRepository(session).change_attempt(
                row.number, {"ended_at": None}, {"close_told_at": self._house.now()}
            )

    def _take(self, row: Attempt, report: Report) -> None:
        if report.attempt != row.number:  # a channel answers what it was asked; anything else is not believed
            self._note(NotGenuine(), row.number)
            return
        with self._house.database.transaction() as session:
            take_report(self._house, session, ChannelName(row.channel), report, Heard.ASKED)

    def _plan_attempt(self, leased: Attempt, *, answered: bool) -> None:
        """Put the next question into the place of the lease, unless somebody woke us meanwhile.

        One that has its end is asked until the question is `answered`; if we closed it, a few times more.
        """
        row = self._fresh(leased.number)
        now, known = self._house.now(), row.ended_at is not None and answered
        wait = self._look_again(row) if known else self._wait(row)
        values = {"next_act_at": now + wait if wait else None, "asked": 0 if known else row.asked + 1}
        with self._house.database.transaction() as session:
            PaymentsRepository(session).change_attempt(row.number, {"next_act_at": leased.next_act_at}, values)
            if wait is None and not known:
                alarm(self._house, session, AlarmKind.NO_END, row.number)

    def _look_again(self, row: Attempt) -> timedelta | None:
        if row.closing_at is None or row.ended_at is None:
            return None
        return look_again_after(self._house.now() - row.ended_at, paid=row.state == AttemptState.SUCCESS)

    def _wait(self, row: Attempt) -> timedelta | None:
        if row.ended_at is not None:
            return ask_ended_again_after(row.asked)
        begun = row.closing_at or row.sent_at or row.created_at
        shown = row.closing_at is None and not row.by_her_code
        return ask_again_after(row.asked, self._house.now() - begun, shown=shown)

    def _fresh(self, number: str) -> Attempt:
        with self._house.database.open_session(writes=False) as session:
            row = PaymentsRepository(session).attempt(number)
            assert row is not None, "attempts are never deleted"
            return row

    def _is_wanted(self, row: Attempt) -> bool:
        """Whether its order still waits for money."""
        with self._house.database.open_session(writes=False) as session:
            order = PaymentsRepository(session).order(row.order_id)
        return order is not None and order.state == OrderState.OPEN and order.cancelled_at is None

    def _channel(self, row: Attempt | None) -> Channel | None:
        if row is None:
            return None
        channel = self._desk.channels.get(ChannelName(row.channel))
        if channel is None:
            log.error("payments", no_channel=row.channel)
            with self._house.database.transaction() as session:
                alarm(self._house, session, AlarmKind.NO_MERCHANT, row.channel)
        return channel

    # Refunds

    def _push(self, number: str) -> None:
        leased = self._lease_refund(number)
        if leased is None:
            return
        refund, attempt = leased
        if attempt.channel == ChannelName.CARD:
            self._await_taking_back(refund, attempt)
            return
        channel = self._channel(attempt)
        if channel is None:
            return
        try:
            report = tried(lambda: self._refund(channel, refund, attempt))
            tried(lambda: self._take_refund(report))
        except ChannelError as error:
            self._note(error, number)
        self._plan_refund(refund)
        self._desk.bell.ring(refund.order_id)

    def _await_taking_back(self, leased: Refund, attempt: Attempt) -> None:
        """Only the terminal that began a tap can take it back, as a whole: a part, or too late, is for staff."""
        ends, now = leased.owed_at + TAKE_BACK_WITHIN, self._house.now()
        with self._house.database.transaction() as session:
            repository = PaymentsRepository(session)
            whole = sum(one.fen for one in repository.refunds_of(attempt.number)) == attempt.paid_fen
            waits = whole and now < ends
            still = repository.change_refund(
                leased.number, {"next_act_at": leased.next_act_at}, {"next_act_at": ends if waits else None}
            )
            if still and not waits:
                alarm(self._house, session, AlarmKind.NOT_REFUNDED, leased.number)

    def _take_refund(self, report: RefundReport) -> None:
        with self._house.database.transaction() as session:
            take_refund_report(self._house, session, report, Heard.ASKED)

    def _refund(self, channel: Channel, refund: Refund, attempt: Attempt) -> RefundReport:
        if refund.state == RefundState.GOING_ON:
            report = channel.ask_refund(attempt.number, refund.number)
        else:
            whole = attempt.paid_fen
            assert whole is not None, "only what was paid goes back"
            report = channel.refund(attempt.number, refund.number, refund.fen, whole)
        if report.refund != refund.number:
            raise NotGenuine
        return report

    def _lease_refund(self, number: str) -> tuple[Refund, Attempt] | None:
        with self._house.database.transaction() as session:
            repository = PaymentsRepository(session)
            row = repository.refund(number)
            if row is None or row.next_act_at is None or row.next_act_at > self._house.now():
                return None
            values = {"next_act_at": self._house.now() + LEASE, "sent_at": row.sent_at or self._house.now()}
            if not repository.change_refund(number, {"next_act_at": row.next_act_at}, values):
                return None
            refund, attempt = repository.refund(number), repository.attempt(row.attempt)
            assert refund is not None, "refunds are never deleted"
            assert attempt is not None, "a refund's attempt exists by foreign key"
            return refund, attempt

    def _plan_refund(self, leased: Refund) -> None:
        now = self._house.now()
        with self._house.database.transaction() as session:
            repository = PaymentsRepository(session)
            row = repository.refund(leased.number)
            assert row is not None, "refunds are never deleted"
            if row.state in (RefundState.DONE, RefundState.STUCK):
                return
            wait = ask_refund_again_after(row.asked, now - row.owed_at, begun=row.state == RefundState.GOING_ON)
            if wait is None:
                stick(self._house, session, row)
                return
            values = {"next_act_at": now + wait, "asked": row.asked + 1}
            repository.change_refund(row.number, {"next_act_at": leased.next_act_at}, values)

    # Callbacks and orders

    def _handle(self, digest: str) -> None:
        row = callbacks.kept(self._house, digest)
        if row is None:
            return
        try:
            report = tried(lambda: callbacks.read(self._house, row))
            order_id = tried(lambda: self._heard(row, report))
        except (NotGenuine, Stumbled) as error:  # whatever it said, we ask for
            self._note(error, digest)
            order_id = self._heard(row, None)
        if order_id is not None:
            self._desk.bell.ring(order_id)

    def _heard(self, row: ProviderCallback, report: Report | RefundReport | None) -> str | None:
        with self._house.database.transaction() as session:
            return callbacks.handle(self._house, session, row, report)

    def _end(self, order_id: str) -> None:
        with self._house.database.transaction() as session:
            changed = end_order(self._house, session, order_id)
        if changed:
            self._desk.bell.ring(order_id)

    def _note(self, error: ChannelError, subject: str) -> None:
        """No answer is nothing to note: we ask again. Anything else is for staff."""
        if isinstance(error, NoAnswer):
            return
        kinds = {Refused: AlarmKind.REFUSED, Stumbled: AlarmKind.STUMBLED}
        kind = kinds.get(type(error), AlarmKind.NOT_GENUINE)
        with self._house.database.transaction() as session:
            alarm(self._house, session, kind, subject)
