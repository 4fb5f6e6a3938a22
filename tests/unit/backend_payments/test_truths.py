"""What moves an attempt and an order: the table, and a machine that tries every order of events against a ledger."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from backend.payments.channel import Report, Told
from backend.payments.schedule import ask_again_after
from backend.payments.truths import (
    AlarmKind,
    AttemptState,
    Heard,
    OrderState,
    RefundReason,
    Settled,
    Standing,
    Verdict,
    judged,
    settled,
)

FEN = 4_700
A, H, T = AttemptState, Heard, Told
LIVE = [A.CREATED, A.PENDING, A.UNKNOWN]
PAID = Report("A1", T.PAID, FEN, transaction="T1")
NUMBERS = st.sampled_from(["A1", "A2"])
SHOWN = Standing(A.PENDING, FEN, by_her_code=False)
HERS = Standing(A.UNKNOWN, FEN, by_her_code=True)


@pytest.mark.parametrize("state", LIVE)
@pytest.mark.parametrize("heard", list(H))
def test_whatever_says_first_that_it_is_paid_is_believed(state: AttemptState, heard: Heard) -> None:
    assert judged(replace(SHOWN, state=state), PAID, heard) == Verdict(A.SUCCESS)


@pytest.mark.parametrize(
    ("standing", "told", "follows"),
    [
        (SHOWN, T.WAITING, Verdict(A.PENDING)),
        (SHOWN, T.NOT_YET, Verdict(A.PENDING)),
        (SHOWN, T.CLOSED, Verdict(A.CLOSED)),
        (SHOWN, T.REVOKED, Verdict(A.REVOKED)),
        (SHOWN, T.FAILED, Verdict(A.PENDING, close=True)),
        (SHOWN, T.REFUNDED, Verdict(A.REVOKED, AlarmKind.TAKEN_BACK)),
        (HERS, T.NOT_YET, Verdict(A.UNKNOWN)),
        (HERS, T.PAYING, Verdict(A.PENDING)),
        (replace(HERS, closing=True), T.PAYING, Verdict(A.PENDING, close=True)),
        (replace(HERS, closing=True), T.NOT_YET, Verdict(A.UNKNOWN, close=True)),
        (replace(HERS, closing=True, close_told=True), T.NOT_YET, Verdict(A.UNKNOWN, close=True)),
        (replace(HERS, closing=True, close_told=True, dead=True), T.NOT_YET, Verdict(A.CLOSED)),
        (replace(HERS, closing=True), T.REFUNDED, Verdict(A.REVOKED)),
        (replace(SHOWN, closing=True), T.NOT_YET, Verdict(A.PENDING, close=True)),
        (replace(SHOWN, closing=True, close_told=True), T.NOT_YET, Verdict(A.CLOSED)),
        (replace(SHOWN, closing=True, close_told=True), T.WAITING, Verdict(A.PENDING, close=True)),
        (replace(SHOWN, state=A.SUCCESS), T.WAITING, Verdict(A.SUCCESS)),
        (replace(SHOWN, state=A.SUCCESS), T.REVOKED, Verdict(A.SUCCESS, AlarmKind.TAKEN_BACK)),
        (replace(SHOWN, state=A.SUCCESS, refunds=True), T.REFUNDED, Verdict(A.SUCCESS)),
        (replace(SHOWN, state=A.CLOSED), T.WAITING, Verdict(A.CLOSED)),
        (replace(SHOWN, state=A.CLOSED), T.REFUNDED, Verdict(A.REVOKED)),
        (replace(SHOWN, state=A.REVOKED), T.CLOSED, Verdict(A.REVOKED)),
    ],
)
def test_what_an_answer_moves(standing: Standing, told: Told, follows: Verdict) -> None:
    assert judged(standing, Report("A1", told), H.ASKED) == follows


@pytest.mark.parametrize("told", [told for told in T if told is not T.PAID])
def test_a_callback_that_is_not_about_money_moves_nothing(told: Told) -> None:
    for standing in (SHOWN, HERS, replace(HERS, closing=True, close_told=True, dead=True)):
        assert judged(standing, Report("A1", told), H.CALLED) == Verdict(standing.state, ask=True)


@pytest.mark.parametrize("end", [A.CLOSED, A.REVOKED])
def test_a_late_success_is_asked_for_and_then_believed(end: AttemptState) -> None:
    standing = replace(SHOWN, state=end)
    assert judged(standing, PAID, H.CALLED) == Verdict(end, ask=True)
    assert judged(standing, PAID, H.ASKED) == Verdict(A.SUCCESS, AlarmKind.LATE_SUCCESS)


@pytest.mark.parametrize("wrong", [replace(PAID, fen=FEN - 1), replace(PAID, fen=0), replace(PAID, currency="USD")])
def test_another_amount_alarms_and_never_pays(wrong: Report) -> None:
    assert judged(SHOWN, wrong, H.CALLED) == Verdict(A.PENDING, AlarmKind.WRONG_AMOUNT, ask=True)
    assert judged(SHOWN, wrong, H.ASKED) == Verdict(A.SUCCESS, AlarmKind.WRONG_AMOUNT)
    assert settled(OrderState.OPEN, SHOWN, wrong) == Settled(OrderState.OPEN, RefundReason.WRONG_AMOUNT)


def test_the_second_report_of_a_success_must_agree() -> None:
    standing = replace(SHOWN, state=A.SUCCESS, transaction="T1")
    assert judged(standing, PAID, H.CALLED) == Verdict(A.SUCCESS)
    for other in (replace(PAID, transaction="T2"), replace(PAID, fen=1)):
        assert judged(standing, other, H.CALLED) == Verdict(A.SUCCESS, AlarmKind.DISAGREES)


def test_what_is_being_taken_back_pays_nothing() -> None:
    closing = replace(HERS, closing=True)
    assert judged(closing, PAID, H.CALLED) == Verdict(A.UNKNOWN, ask=True)
    assert judged(closing, PAID, H.ASKED) == Verdict(A.UNKNOWN, close=True)
    told = replace(closing, close_told=True)
    assert judged(told, PAID, H.ASKED) == Verdict(A.SUCCESS)
    assert settled(OrderState.OPEN, told, PAID) == Settled(OrderState.OPEN, RefundReason.AFTER_END)
    assert settled(OrderState.OPEN, replace(SHOWN, closing=True), PAID) == Settled(OrderState.PAID), (
        "a code of ours gives nothing back"
    )


@pytest.mark.parametrize(
    ("order", "follows"),
    [
        (OrderState.OPEN, Settled(OrderState.PAID)),
        (OrderState.PAID, Settled(OrderState.PAID, RefundReason.PAID_TWICE)),
        (OrderState.REFUNDING, Settled(OrderState.REFUNDING, RefundReason.PAID_TWICE)),
        (OrderState.REFUNDED, Settled(OrderState.REFUNDED, RefundReason.PAID_TWICE)),
        (OrderState.ENDED, Settled(OrderState.REFUNDING, RefundReason.AFTER_END)),
    ],
)
def test_the_first_success_pays_and_all_others_go_back(order: OrderState, follows: Settled) -> None:
    assert settled(order, SHOWN, PAID) == follows
    assert follows.pays is (order is OrderState.OPEN)


def test_questions_come_at_the_times_that_providers_advise() -> None:
    seconds, age, asked = [], timedelta(0), 0
    while (wait := ask_again_after(asked, age, shown=False)) is not None:
        seconds.append(int(wait.total_seconds()))
        age, asked = age + wait, asked + 1
    assert seconds[:5] == [3, 3, 4, 5, 5]
    assert sum(seconds[:13]) == 60
    assert seconds[13:20] == [60, 300, 900, 3600, 3600, 3600, 3600]
    assert timedelta(hours=24) <= age <= timedelta(hours=25)
    assert ask_again_after(50, timedelta(minutes=3), shown=True) == timedelta(seconds=10)


class Ledgers(RuleBasedStateMachine):
    """A provider with two attempts of one order: whatever comes in whatever order, no fen is lost or counted twice."""

    @initialize(hers=st.booleans(), several=st.booleans())
    def begin(self, hers: bool, several: bool) -> None:
        self.order = OrderState.OPEN
        self.standing = {
            "A1": Standing(A.CREATED, FEN, by_her_code=hers),
            "A2": Standing(A.CREATED, FEN, by_her_code=False),
        }
        if not several:
            del self.standing["A2"]
        self.truth = dict.fromkeys(self.standing, T.NOT_YET)
        self.past: list[Report] = []
        self.settlements: list[str] = []
        self.refunds: list[str] = []
        self.back: set[str] = set()
        self.cancelled: set[str] = set()

    def _there(self, number: str) -> str:
        return number if number in self.standing else "A1"

    def _say(self, number: str) -> Report:
        told = self.truth[number]
        if told in (T.PAID, T.REVOKED) and (told is T.PAID or number in self.back):
            return Report(number, told, FEN, transaction=f"T{number}")
        return Report(number, told)

    def _take(self, report: Report, heard: Heard) -> None:
        before = self.standing[report.attempt]
        verdict = judged(before, report, heard)
        after = replace(before, state=verdict.state)
        if verdict.close:
            after = replace(after, closing=True, close_told=False)
        if verdict.state is A.SUCCESS and before.state is not A.SUCCESS:
            after = replace(after, transaction=report.transaction)
            outcome = settled(self.order, before, report)
            self.order = outcome.order
            (self.settlements if outcome.pays else self.refunds).append(report.attempt)
            after = replace(after, refunds=not outcome.pays)
        self.standing[report.attempt] = after

    @rule(number=NUMBERS)
    def she_pays(self, number: str) -> None:
        number = self._there(number)
        if self.truth[number] in (T.NOT_YET, T.WAITING) and number not in self.cancelled:
            self.truth[number] = T.PAID
            self.past.append(self._say(number))

    @rule(number=NUMBERS)
    def the_provider_makes_a_mistake(self, number: str) -> None:
        number = self._there(number)
        if self.truth[number] is T.CLOSED or (number in self.cancelled and self.truth[number] is T.NOT_YET):
            self.truth[number] = T.PAID
            self.past.append(self._say(number))

    @rule(number=NUMBERS)
    def it_arrives(self, number: str) -> None:
        number = self._there(number)
        if self.truth[number] is T.NOT_YET and number not in self.cancelled:
            self.truth[number] = T.WAITING

    @rule(number=NUMBERS)
    def we_ask(self, number: str) -> None:
        number = self._there(number)
        self._take(self._say(number), H.ASKED)

    @rule(data=st.data())
    def an_old_callback_comes(self, data: st.DataObject) -> None:
        if self.past:
            self._take(data.draw(st.sampled_from(self.past)), H.CALLED)

    @rule(number=NUMBERS)
    def we_give_up(self, number: str) -> None:
        number = self._there(number)
        if not self.standing[number].state.is_end and not self.standing[number].closing:
            self.standing[number] = replace(self.standing[number], closing=True)

    @rule(number=NUMBERS, answered=st.booleans())
    def we_close(self, number: str, answered: bool) -> None:
        """The request is handled whether its answer comes or not, and however long it was on the way."""
        number = self._there(number)
        standing = self.standing[number]
        if not standing.closing or standing.close_told:
            return
        if standing.by_her_code:
            if self.truth[number] is T.PAID:
                self.back.add(number)
            self.truth[number] = T.REVOKED
        elif self.truth[number] is T.NOT_YET:
            self.cancelled.add(number)  # as at Alipay: of what nobody scanned there is no trade, also not afterwards
        elif self.truth[number] is not T.PAID:
            self.truth[number] = T.CLOSED
        self.standing[number] = replace(standing, close_told=answered)

    @rule()
    def the_order_ends(self) -> None:
        if self.order is OrderState.OPEN and all(one.state.is_end for one in self.standing.values()):
            self.order = OrderState.ENDED

    @invariant()
    def at_most_one_settles_and_nothing_is_counted_twice(self) -> None:
        if not hasattr(self, "settlements"):
            return
        assert len(self.settlements) <= 1
        counted = self.settlements + self.refunds
        assert len(counted) == len(set(counted))
        assert (self.order is OrderState.PAID) == bool(self.settlements) or self.order in (
            OrderState.REFUNDING,
            OrderState.REFUNDED,
        )

    def teardown(self) -> None:
        """In the end everything is asked and closed until nothing moves; then the books must be the same."""
        if not hasattr(self, "settlements"):
            return
        for _ in range(4):
            for number in self.standing:
                self.we_give_up(number)
                self.we_close(number, answered=True)
                self.we_ask(number)
        assert all(one.state.is_end for one in self.standing.values())
        paid = {number for number, told in self.truth.items() if told is T.PAID}
        assert paid <= set(self.settlements + self.refunds), "every success is settled or goes back"
        assert not set(self.settlements) & self.back, "nothing that was taken back settles an order"
        assert not set(self.refunds) & self.back, "nothing goes back twice"


TestLedgers = Ledgers.TestCase
TestLedgers.settings = hypothesis_settings(max_examples=400, stateful_step_count=16, deadline=None)
