"""The day after: a provider's lines against our ledger, line by line. What can be mended is; all of it is reported.

The provider's books decide what was paid: what is in them and not in ours is taken as the answer to a question, and
then settles its order or goes back like any other.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from backend.house import CHINA_TIME, House
from backend.payments.channel import BillLine, ChannelName, RefundReport, RefundTold, Report, Told
from backend.payments.models import Attempt, Refund
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
    """What the provider's day says of one attempt."""

    paid: BillLine | None = None
    back: dict[str, BillLine] = field(default_factory=dict)

    @property
    def net(self) -> int:
        return (self.paid.fen if self.paid else 0) - sum(line.fen for line in self.back.values())


def reconcile(house: House, name: ChannelName, day: date) -> Sequence[Difference]:
    """Compare and mend a day in China of one channel. Again, it finds only what could not be mended.

    Raises: ChannelError (the provider's books are not ready, or do not come)
    """
    lines = house.payments.channels[name].bill(day)
    with house.database.transaction() as session:
        found = list(_Day(house, session, name, day).compare(lines))
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

    def compare(self, lines: Sequence[BillLine]) -> Iterator[Difference]:
        theirs = _by_attempt(lines)
        for number, one in sorted(theirs.items()):
            attempt = self._repository.attempt(number)
            if attempt is None or attempt.channel != self._name:
                yield self._told(DifferenceKind.FOREIGN, number, 0, one.net)
                continue
            yield from self._payment(attempt, one)
            yield from self._refunds(attempt, one)
        yield from self._only_ours(theirs)

    def _payment(self, attempt: Attempt, one: _Theirs) -> Iterator[Difference]:
        line = one.paid
        if line is None or (attempt.state == AttemptState.REVOKED and one.net == 0):
            return
        if attempt.state == AttemptState.SUCCESS:
            if attempt.paid_fen != line.fen:
                yield self._told(DifferenceKind.AMOUNT, attempt.number, attempt.paid_fen or 0, line.fen)
            return
        if attempt.state == AttemptState.REVOKED:
            yield self._told(DifferenceKind.ONLY_THEIRS, attempt.number, 0, line.fen)
            return
        told, wanted = (Told.PAID, AttemptState.SUCCESS) if one.net else (Told.REVOKED, AttemptState.REVOKED)
        report = Report(
            attempt.number, told, line.fen, transaction=line.transaction, paid_at=self._end - timedelta(seconds=1)
        )
        take_report(self._house, self._session, self._name, report, Heard.ASKED)
        after = self._repository.attempt(attempt.number)
        mended = after is not None and after.state == wanted
        yield self._told(DifferenceKind.ONLY_THEIRS, attempt.number, 0, line.fen, mended=mended)

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

    def _only_ours(self, theirs: Mapping[str, _Theirs]) -> Iterator[Difference]:
        within = (self._name.value, self._begin, self._end)
        for attempt in self._repository.successes_between(*within):
            if attempt.number not in theirs or theirs[attempt.number].paid is None:
                yield self._told(DifferenceKind.ONLY_OURS, attempt.number, attempt.paid_fen or 0, 0)
        back = {number for one in theirs.values() for number in one.back}
        for refund in self._repository.refunded_between(*within):
            if refund.number not in back and not self._paid_back_later(refund):
                yield self._told(DifferenceKind.REFUND_ONLY_OURS, refund.number, refund.fen, 0)
        # Their clock decides their day: what had little time left at the end of this one is of the next.
        over = (self._begin - NEAR, self._end - NEAR)
        for attempt in self._repository.without_end_between(self._name.value, *over):
            if attempt.number not in theirs and self._house.now() >= attempt.until + SURELY_OVER:
                state = AttemptState(attempt.state)
                mended = end_attempt(self._house, self._session, attempt.number, state)
                yield self._told(DifferenceKind.NO_END, attempt.number, 0, 0, mended=mended)

    def _paid_back_later(self, refund: Refund) -> bool:
        """Their clock decides their day: what was done in the first or last minutes may stand in the next one."""
        done_at = refund.done_at
        return done_at is not None and (done_at - self._begin < NEAR or self._end - done_at < NEAR)

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
            found[line.attempt].paid = line
    return dict(found)
