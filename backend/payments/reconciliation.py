"""The day after: a provider's lines against our ledger, line by line. What can be mended is; all of it is reported.

The provider's books decide what was paid: what is in them and not in ours is taken as the answer to a question, and
then settles its order or goes back like any other.

Lines are known by their numbers, and their clock decides their day: what of ours was in the last minutes of a day is
looked for a day later, in the books of both days.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from backend.house import CHINA_TIME, House
from backend.payments.channel import BillLine, ChannelName, RefundReport, RefundTold, Report, Told
from backend.payments.models import Attempt
from backend.payments.outcomes import alarm, end_attempt, take_refund_report, take_report
from backend.payments.repository import PaymentsRepository
from backend.payments.schemas import RefundState
from backend.payments.truths import AlarmKind, AttemptState, Heard

NEAR = timedelta(minutes=10)
"""By so much two clocks never differ."""
SURELY_OVER = timedelta(hours=1)
"""So long after its time nobody pays an attempt any more."""


class DifferenceKind(StrEnum):
    """How two books can differ."""

    FOREIGN = "foreign"  # they have a line under a number that we never gave
    ONLY_THEIRS = "only_theirs"
    ONLY_OURS = "only_ours"
    AMOUNT = "amount"
    TRANSACTION = "transaction"  # paid under another transaction number than we were told: perhaps once more
    REFUND_ONLY_THEIRS = "refund_only_theirs"
    REFUND_ONLY_OURS = "refund_only_ours"
    REFUND_AMOUNT = "refund_amount"
    NO_END = "no_end"  # nobody could say for a day; their books say that nothing was paid


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the report. `mended`: our books say now what theirs say."""

    kind: DifferenceKind
    channel: ChannelName
    number: str
    ours_fen: int
    theirs_fen: int
    mended: bool = False


@dataclass(slots=True)
class _Theirs:
    """What the provider's books say of one attempt: what was paid by transaction, what went back by refund."""

    paid: dict[str, BillLine] = field(default_factory=dict)
    back: dict[str, BillLine] = field(default_factory=dict)

    @property
    def net(self) -> int:
        return sum(line.fen for line in self.paid.values()) - sum(line.fen for line in self.back.values())


def reconcile(house: House, name: ChannelName, day: date) -> Sequence[Difference]:
    """Compare and mend a day in China of one channel. Again, it finds only what could not be mended.

    Raises: ChannelError (the provider's books are not ready, or do not come)
    """
    channel = house.payments.channels[name]
    before, lines = channel.bill(day - timedelta(days=1)), channel.bill(day)
    with house.database.transaction() as session:
        found = list(_Day(house, session, name, day).compare(before, lines))
    house.payments.wake()
    return found


class _Day:
    """One day of one channel, in one transaction."""

    def __init__(self, house: House, session: Session, name: ChannelName, day: date) -> None:
        self._house = house
        self._session = session
        self._name = name
        self._repository = PaymentsRepository(session)
        self._begin = datetime.combine(day, time(), CHINA_TIME)
        self._end = self._begin + timedelta(days=1)

    def compare(self, before: Sequence[BillLine], lines: Sequence[BillLine]) -> Iterator[Difference]:
        theirs, both = _by_attempt(lines), _by_attempt([*before, *lines])
        for number, one in sorted(theirs.items()):
            attempt = self._repository.attempt(number)
            if attempt is None or attempt.channel != self._name:
                yield self._told(DifferenceKind.FOREIGN, number, 0, one.net)
                continue
            yield from self._payment(attempt, one)
            yield from self._refunds(attempt, one)
        yield from self._taken_back_late(_by_attempt(before), both)
        yield from self._only_ours(both)

    def _payment(self, attempt: Attempt, one: _Theirs) -> Iterator[Difference]:
        if not one.paid:
            return
        if attempt.state == AttemptState.SUCCESS:
            yield from self._same_payment(attempt, one)
            return
        line = next(iter(one.paid.values()))
        if attempt.state == AttemptState.REVOKED:
            if one.net and not self._is_held_later(attempt):
                yield self._told(DifferenceKind.ONLY_THEIRS, attempt.number, 0, line.fen)
            return
        told, wanted = (Told.PAID, AttemptState.SUCCESS) if one.net else (Told.REVOKED, AttemptState.REVOKED)
        report = Report(
            attempt.number, told, line.fen, transaction=line.transaction, paid_at=self._end - timedelta(seconds=1)
        )
        take_report(self._house, self._session, self._name, report, Heard.ASKED)
        after = self._repository.attempt(attempt.number)
        assert after is not None, "attempts are never deleted"
        yield self._told(DifferenceKind.ONLY_THEIRS, attempt.number, 0, line.fen, mended=after.state == wanted)
        if after.state == AttemptState.SUCCESS:
            yield from self._same_payment(after, one)

    def _same_payment(self, attempt: Attempt, one: _Theirs) -> Iterator[Difference]:
        for transaction, line in sorted(one.paid.items()):
            if transaction[:64] != attempt.transaction:
                yield self._told(DifferenceKind.TRANSACTION, attempt.number, attempt.paid_fen or 0, line.fen)
            elif attempt.paid_fen != line.fen:
                yield self._told(DifferenceKind.AMOUNT, attempt.number, attempt.paid_fen or 0, line.fen)

    def _is_held_later(self, attempt: Attempt) -> bool:
        """Whether what came in on this day may have gone back on the next, or did so by all books (it was undone)."""
        was_undone = attempt.paid_fen is not None
        return was_undone or (attempt.ended_at is not None and attempt.ended_at >= self._end - NEAR)

    def _taken_back_late(self, before: Mapping[str, _Theirs], both: Mapping[str, _Theirs]) -> Iterator[Difference]:
        """What came in on the day before and should have gone back by now, about midnight."""
        for number, one in sorted(before.items()):
            attempt = self._repository.attempt(number) if one.paid and both[number].net else None
            if attempt is None or attempt.channel != self._name or attempt.state != AttemptState.REVOKED:
                continue
            is_of_today = attempt.ended_at is not None and attempt.ended_at >= self._begin - NEAR
            if is_of_today and attempt.paid_fen is None:
                yield self._told(DifferenceKind.ONLY_THEIRS, number, 0, both[number].net)

    def _refunds(self, attempt: Attempt, one: _Theirs) -> Iterator[Difference]:
        if attempt.state == AttemptState.REVOKED:
            return
        for number, line in sorted(one.back.items()):
            ours = self._repository.refund(number)
            if ours is None:
                # What they call it is not ours to look up, and a reversal has no number.
                yield self._told(DifferenceKind.REFUND_ONLY_THEIRS, attempt.number, 0, line.fen)
            elif ours.fen != line.fen:
                yield self._told(DifferenceKind.REFUND_AMOUNT, number, ours.fen, line.fen)
            elif ours.state != RefundState.DONE:
                report = RefundReport(number, RefundTold.DONE, line.fen)
                take_refund_report(self._house, self._session, report, Heard.ASKED)
                yield self._told(DifferenceKind.REFUND_ONLY_THEIRS, number, 0, line.fen, mended=True)

    def _only_ours(self, both: Mapping[str, _Theirs]) -> Iterator[Difference]:
        # What had little time left at the end of this day is of the next.
        within = (self._name.value, self._begin - NEAR, self._end - NEAR)
        paid = {number for number, one in both.items() if one.paid}
        transactions = {transaction[:64] for one in both.values() for transaction in one.paid}
        for attempt in self._repository.successes_between(*within):
            if attempt.number not in paid and attempt.transaction not in transactions:
                yield self._told(DifferenceKind.ONLY_OURS, attempt.number, attempt.paid_fen or 0, 0)
        back = {number for one in both.values() for number in one.back}
        for refund in self._repository.refunded_between(*within):
            if refund.number not in back:
                yield self._told(DifferenceKind.REFUND_ONLY_OURS, refund.number, refund.fen, 0)
        for attempt in self._repository.without_end_between(*within):
            if attempt.number not in both and self._house.now() >= attempt.until + SURELY_OVER:
                state = AttemptState(attempt.state)
                mended = end_attempt(self._house, self._session, attempt.number, state)
                yield self._told(DifferenceKind.NO_END, attempt.number, 0, 0, mended=mended)

    def _told(
        self, kind: DifferenceKind, number: str, ours_fen: int, theirs_fen: int, *, mended: bool = False
    ) -> Difference:
        if not mended:
            alarm(self._house, self._session, AlarmKind.DIFFERENCE, number)
        return Difference(kind, self._name, number, ours_fen, theirs_fen, mended)


def _by_attempt(lines: Sequence[BillLine]) -> Mapping[str, _Theirs]:
    found: defaultdict[str, _Theirs] = defaultdict(_Theirs)
    for line in lines:
        if line.refund:
            found[line.attempt].back[line.refund] = line
        else:
            found[line.attempt].paid[line.transaction] = line
    return dict(found)
