"""Ways by which money was lost, or the truth was, that nobody had thought of. Each was seen failing once."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.bills.models import Bill, Receipt
from backend.kiosks.models import GivenAnswer
from backend.payments.channel import BillLine, Callback, ChannelName, RefundReport, Report, Told, Undone
from backend.payments.models import Attempt, Order, ProviderCallback
from backend.payments.reconciliation import DifferenceKind, reconcile
from backend.payments.truths import AlarmKind
from tests.backend.paying import WANG_WATER, Paying
from tests.helpers.scripted_channel import PASSWORD


@pytest.fixture
def engine() -> str:
    return "sqlite"


def ended(paying: Paying) -> tuple[dict[str, Any], str]:
    """An order that was cancelled, and its attempt, which was closed."""
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.post(order, "cancel")
    paying.pass_time(seconds=5)
    assert paying.state(order) == ("ended", "closed")
    return order, str(number)


@pytest.mark.parametrize("lost", [1, 5, 25])
def test_a_late_success_is_asked_about_until_there_is_an_answer(paying: Paying, lost: int) -> None:
    order, number = ended(paying)
    paying.channel.pay_although_closed(number)
    paying.channel.lose_replies = ["ask"] * lost
    assert paying.call_back(paying.channel.callback(number)).status_code == 204
    paying.pass_time(hours=20)
    assert paying.state(order) == ("refunded", "success")
    paying.check_books()


def test_a_late_success_that_nobody_answers_for_is_an_alarm(paying: Paying) -> None:
    _, number = ended(paying)
    paying.channel.pay_although_closed(number)
    callback = paying.channel.callback(number)
    paying.channel.lose_requests = ["ask"] * 1000
    paying.call_back(callback)
    paying.pass_time(hours=30)
    assert AlarmKind.NO_END in paying.alarms()
    assert all(one.next_act_at is None for one in paying.rows(Attempt))


def test_what_is_called_while_it_is_being_closed_is_asked_before_it_is_believed(paying: Paying) -> None:
    """Alipay's cancel takes back what is paid after its close: a callback in between tells of the past."""
    order = paying.order()
    number = paying.shown(order)["number"]
    trade = paying.channel.trades[number]
    plain = paying.channel.close

    def close(attempt: str, *, by_her_code: bool) -> Undone:
        paying.channel.pay(attempt)
        paying.call_back(paying.channel.callback(attempt))
        for job in paying.clerk.due():
            if job[0] == "callback":
                paying.clerk.act(job)
        trade.refunds["reversed"], trade.state = trade.fen, Told.REVOKED
        paying.channel.close = plain  # type: ignore[method-assign]
        return Undone.DONE

    paying.channel.close = close  # type: ignore[method-assign]
    paying.post(order, "cancel")
    paying.pass_time(minutes=10)
    assert paying.state(order) == ("ended", "revoked")
    assert paying.rows(Receipt) == []
    paying.check_books()


def test_a_code_of_hers_that_was_given_up_between_lease_and_sending_is_not_sent(paying: Paying) -> None:
    order = paying.order()
    number = paying.try_to_take(order).json()["attempts"][0]["number"]
    taken = paying.hall.house.payments.take_code

    def cancelled_just_now(attempt: str) -> str | None:
        paying.post(order, "cancel")
        return taken(attempt)

    paying.hall.house.payments.take_code = cancelled_just_now  # type: ignore[method-assign]
    paying.clerk.act(("attempt", number))
    paying.pass_time(minutes=1)
    assert paying.channel.codes_seen == []
    assert paying.state(order) == ("ended", "closed")


def test_a_code_of_hers_that_waited_too_long_for_a_hand_is_not_sent(paying: Paying) -> None:
    order = paying.order()
    number = paying.try_to_take(order).json()["attempts"][0]["number"]
    paying.hall.clock.turn(seconds=51)
    paying.clerk.act(("attempt", number))
    assert paying.channel.codes_seen == []
    assert paying.state(order) == ("open", "closed")


def test_a_code_of_hers_that_another_process_gave_up_is_forgotten(paying: Paying) -> None:
    order = paying.order()
    number = paying.try_to_take(order).json()["attempts"][0]["number"]
    here, desk = paying.clerk, paying.hall.house.payments
    paying.restart()  # the other process: it has not got the code
    paying.clerk.work_off()
    assert paying.state(order) == ("open", "closed")
    here.act(("attempt", number))
    assert not desk.has_code(number)


def test_what_the_books_say_was_paid_and_went_back_settles_nothing(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.lose_requests = ["ask", "close"] * 10_000
    paying.channel.pay(number)
    day = paying.hall.house.today()
    trade = paying.channel.trades[number]
    trade.refunds["reversed"] = trade.fen
    paying.channel.bill = lambda day: [  # type: ignore[method-assign]
        BillLine(number, trade.fen, f"T{number}"),
        BillLine(number, trade.fen, f"T{number}", "reversal"),
    ]
    paying.hall.clock.turn(hours=12)
    found = reconcile(paying.hall.house, ChannelName.WECHAT, day)
    assert [one.mended for one in found] == [True]
    assert paying.rows(Receipt) == []
    assert paying.look(order)["attempts"][0]["state"] == "revoked"
    paying.channel.lose_requests = []
    paying.pass_time(minutes=1)
    paying.check_books()


def test_an_attempt_over_midnight_that_never_got_an_end_gets_one_from_the_books(paying: Paying) -> None:
    clock = paying.hall.clock
    midnight = (clock.now() + timedelta(days=1)).replace(hour=16, minute=0, second=0, microsecond=0)  # of China
    clock.moment = midnight - timedelta(minutes=2)
    first = paying.hall.house.today()
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.lose_requests = ["ask", "close"] * 10_000
    paying.pass_time(hours=40)
    assert AlarmKind.NO_END in paying.alarms()
    paying.channel.lose_requests = []
    found = [
        one
        for day in (first, first + timedelta(days=1))
        for one in reconcile(paying.hall.house, ChannelName.WECHAT, day)
    ]
    assert [(one.kind, one.number, one.mended) for one in found] == [(DifferenceKind.NO_END, number, True)]
    paying.pass_time(minutes=1)
    assert paying.state(order) == ("ended", "closed")
    assert not any(one.held_by for one in paying.rows(Bill))


def test_a_kept_callback_is_read_outside_of_transactions(paying: Paying) -> None:
    """WeChat's keys may have to be fetched for it: nobody waits for the database meanwhile."""
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.pay(number)
    paying.call_back(paying.channel.callback(number))
    plain, seen = paying.channel.hear, list[bool]()

    def hear(callback: Callback, now: datetime, *, waits: bool = False) -> Report | RefundReport:
        assert waits, "what was kept is worth a fetch"
        with paying.hall.house.database.transaction() as session:
            seen.append(bool(session.execute(select(Order)).scalars().all()))
        return plain(callback, now, waits=waits)

    paying.channel.hear = hear  # type: ignore[method-assign]
    paying.clerk.work_off()
    assert seen == [True]
    assert paying.state(order) == ("paid", "success")


def test_a_kept_callback_that_cannot_be_opened_any_more_is_an_alarm_and_is_over(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.pay(number)
    paying.call_back(paying.channel.callback(number))
    with paying.hall.house.database.transaction() as session:
        session.execute(update(ProviderCallback).values(sealed=b"0" * 40))
    paying.clerk.work_off()
    assert AlarmKind.NOT_GENUINE in paying.alarms()
    assert not [job for job in paying.clerk.due() if job[0] == "callback"]
    paying.pass_time(minutes=1)
    assert paying.state(order) == ("paid", "success")


@pytest.mark.parametrize(
    ("target", "body"),
    [
        ("/v1/bills/find", {"by": "household", "number": WANG_WATER}),
        ("/v1/orders/claims", {"code": "123456789012"}),
    ],
)
def test_who_reads_the_database_cannot_try_out_what_was_asked(
    paying: Paying, target: str, body: dict[str, str]
) -> None:
    """Of a household number there is a keyed digest: the digest of the request that named it is keyed, too."""
    sent = paying.terminal.post(target, body)
    tried = hashlib.sha256(f"POST\n{target}\n\n".encode() + sent.request.content).hexdigest()
    kept = [one.request_digest for one in paying.rows(GivenAnswer)]
    assert tried not in kept


def test_a_code_of_hers_that_the_provider_did_not_take_has_its_end_at_once(paying: Paying) -> None:
    """It answered, so no request is under way any more: she need not wait until her code is dead."""
    order = paying.order()
    plain = paying.channel.take_code

    def expired(attempt: str, fen: int, subject: str, code: str) -> Report:
        assert (fen, bool(subject), len(code)) == (order["fen"], True, 18)
        return Report(attempt, Told.FAILED)

    paying.channel.take_code = expired  # type: ignore[method-assign]
    paying.try_to_take(order)
    paying.pass_time(seconds=5)
    assert paying.state(order) == ("open", "closed")
    paying.channel.take_code = plain  # type: ignore[method-assign]
    assert paying.try_to_take(order, PASSWORD).status_code == 201
