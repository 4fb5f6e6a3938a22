"""What is true of an attempt and of an order, and which report of a provider moves what. Pure: no clock, no database.

An attempt has five truths (created, pending, success, closed, revoked) and UNKNOWN, in which we work on and which is
never told as a failure. The first end wins; what comes after it must agree, or somebody is alarmed. Two rules keep
money from being counted twice or not at all:

- A callback tells of the past, an answer to a question of now. Whatever contradicts an end, or comes while we take the
  attempt back, is asked for, and only the answer moves it.
- What she paid by her own code is given back by our taking it back. Once we have decided that, it pays no order any
  more: if it turns out to be paid after all, it is refunded.
"""

from dataclasses import dataclass
from enum import StrEnum

from backend.payments.channel import Report, Told

CURRENCY = "CNY"


class AttemptState(StrEnum):
    """How far an attempt is."""

    CREATED = "created"  # nothing of it was sent, or at most asked for a code that nobody has seen
    PENDING = "pending"  # the provider has it, and nobody has paid yet
    UNKNOWN = "unknown"  # it was sent, and no answer came
    SUCCESS = "success"
    CLOSED = "closed"
    REVOKED = "revoked"

    @property
    def is_end(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self in _ENDS


_ENDS = frozenset({AttemptState.SUCCESS, AttemptState.CLOSED, AttemptState.REVOKED})


class OrderState(StrEnum):
    """How far an order is."""

    OPEN = "open"
    PAID = "paid"
    ENDED = "ended"  # nobody paid, and nobody can any more
    REFUNDING = "refunding"  # what was paid for it goes back
    REFUNDED = "refunded"


class AlarmKind(StrEnum):
    """What staff must look at."""

    WRONG_AMOUNT = "wrong_amount"  # another amount or currency than we asked for
    DISAGREES = "disagrees"  # a second report of a success names another amount or transaction
    LATE_SUCCESS = "late_success"  # paid although the provider had said that nobody can
    TAKEN_BACK = "taken_back"  # it was paid, and went back without us
    NOT_GENUINE = "not_genuine"  # an answer that is not the provider's
    REFUSED = "refused"  # the provider refuses what it must not refuse
    NO_END = "no_end"  # a day has passed, and nobody knows
    NOT_REFUNDED = "not_refunded"  # the provider cannot give it back
    NO_MERCHANT = "no_merchant"  # there are attempts of a channel that this office does not have any more
    STUMBLED = "stumbled"  # we ourselves: an exception that nobody had thought of
    DIFFERENCE = "difference"  # the provider's books and ours are not the same


class Heard(StrEnum):
    """Where a report came from."""

    ASKED = "asked"  # the answer to a question: true now
    CALLED = "called"  # a callback: it was true when it was sent


class RefundReason(StrEnum):
    """Why money goes back."""

    PAID_TWICE = "paid_twice"
    AFTER_END = "after_end"  # the order had ended, or the attempt had been given up
    WRONG_AMOUNT = "wrong_amount"
    BILL_WAS_PAID = "bill_was_paid"  # somewhere else, meanwhile


@dataclass(frozen=True, slots=True)
class Standing:
    """All that decides about an attempt.

    `closing`: we decided to let nobody pay it; `close_told`: the provider has answered that, and for a code of ours
    that can still be scanned it was no refusal. `dead`: by the clock, no code of it opens anything. `refunds`: we have
    given back of it, or are about to.
    """

    state: AttemptState
    fen: int
    by_her_code: bool
    closing: bool = False
    close_told: bool = False
    dead: bool = False
    transaction: str = ""
    refunds: bool = False

    @property
    def given_up(self) -> bool:
        """Whether taking it back gives her money back, and was decided."""
        return self.by_her_code and self.closing

    @property
    def was_answered(self) -> bool:
        """Whether the request that carried her code has its answer, so that it is not under way any more."""
        return self.by_her_code and self.state is AttemptState.PENDING

    @property
    def nobody_began(self) -> bool:
        """Whether it is over where the provider knows nothing of it: closing was taken, and nothing is under way.

        A code of ours is not sent to be paid, so nothing can be: its number is dead there from the close on. If the
        provider lets her pay it all the same, that goes the way of any late success.
        """
        return self.close_told and (self.dead or self.was_answered or not self.by_her_code)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from a report: the state from now on, whom to alarm, what to do next."""

    state: AttemptState
    alarm: AlarmKind | None = None
    ask: bool = False
    close: bool = False


def judged(standing: Standing, report: Report, heard: Heard) -> Verdict:
    """What follows for an attempt."""
    if report.told is Told.PAID:
        return _paid(standing, report, heard)
    return _ended(standing, report, heard) if standing.state.is_end else _running(standing, report, heard)


def _paid(standing: Standing, report: Report, heard: Heard) -> Verdict:
    state, fits = standing.state, fits_amount(standing, report)
    if state is AttemptState.SUCCESS:
        agrees = fits and report.transaction == standing.transaction
        return Verdict(state, None if agrees else AlarmKind.DISAGREES)
    alarm = None if fits else AlarmKind.WRONG_AMOUNT
    if heard is Heard.CALLED and (state.is_end or standing.closing or not fits):
        return Verdict(state, alarm, ask=True)
    if state.is_end:
        return Verdict(AttemptState.SUCCESS, alarm or AlarmKind.LATE_SUCCESS)
    if standing.given_up and not standing.close_told:
        return Verdict(state, alarm, close=True)
    return Verdict(AttemptState.SUCCESS, alarm)


def _running(standing: Standing, report: Report, heard: Heard) -> Verdict:
    state = standing.state
    if heard is Heard.CALLED:  # providers call back about money alone; anything else is a hint to ask
        return Verdict(state, ask=True)
    match report.told:
        case Told.CLOSED:
            return Verdict(AttemptState.CLOSED)
        case Told.REVOKED:
            return Verdict(AttemptState.REVOKED)
        case Told.REFUNDED:
            return Verdict(AttemptState.REVOKED, None if standing.given_up else AlarmKind.TAKEN_BACK)
        case Told.FAILED:
            return Verdict(AttemptState.PENDING, close=True)
        case Told.NOT_YET:
            if standing.nobody_began:
                return Verdict(AttemptState.CLOSED)
            return Verdict(state, close=standing.closing)
        case _:
            return Verdict(AttemptState.PENDING, close=standing.closing)


def _ended(standing: Standing, report: Report, heard: Heard) -> Verdict:
    state, given_back = standing.state, report.told in (Told.CLOSED, Told.REVOKED, Told.REFUNDED)
    if not given_back or state is AttemptState.REVOKED:
        return Verdict(state)
    if state is AttemptState.SUCCESS:
        if standing.refunds:
            return Verdict(state)
        return Verdict(state, ask=True) if heard is Heard.CALLED else Verdict(state, AlarmKind.TAKEN_BACK)
    went_back = report.told in (Told.REVOKED, Told.REFUNDED) and heard is Heard.ASKED
    return Verdict(AttemptState.REVOKED if went_back else state)


def fits_amount(standing: Standing, report: Report) -> bool:
    """Whether what was paid is what we asked for."""
    return report.fen == standing.fen and report.currency == CURRENCY


@dataclass(frozen=True, slots=True)
class Settled:
    """What a success does: to its order, and whether the money goes back."""

    order: OrderState
    refund: RefundReason | None = None

    @property
    def pays(self) -> bool:
        """Whether it is this success that pays the order."""
        return self.refund is None


def settled(order: OrderState, before: Standing, report: Report) -> Settled:
    """What the success of an attempt, which stood as `before`, does to its order. The first pays, others go back."""
    if order in (OrderState.PAID, OrderState.REFUNDING, OrderState.REFUNDED):
        return Settled(order, RefundReason.PAID_TWICE)
    if order is OrderState.ENDED:
        return Settled(OrderState.REFUNDING, RefundReason.AFTER_END)
    if not fits_amount(before, report):
        return Settled(order, RefundReason.WRONG_AMOUNT)
    if before.given_up or before.state is AttemptState.REVOKED:
        return Settled(order, RefundReason.AFTER_END)
    return Settled(OrderState.PAID)
