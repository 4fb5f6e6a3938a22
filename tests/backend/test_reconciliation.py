"""The day after: what is only in the provider's books, only in ours, or in both and different."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from backend.payments.channel import BillLine, Told
from backend.payments.models import Attempt
from backend.payments.reconciliation import Difference, reconcile
from backend.payments.undoing import undo_posting
from tests.backend.paying import Paying
from tests.helpers.scripted_channel import FUNDS, PASSWORD

TODAY = date(2026, 11, 21)


@pytest.fixture
def engine() -> str:
    return "sqlite"


def differences(paying: Paying) -> list[tuple[str, int, int, bool]]:
    found = reconcile(paying.hall.house, paying.channel.name, TODAY)
    assert all(isinstance(one, Difference) for one in found)
    return [(one.kind.value, one.ours_fen, one.theirs_fen, one.mended) for one in found]


def paid(paying: Paying) -> dict[str, Any]:
    order = paying.order()
    paying.try_to_take(order, FUNDS)
    paying.pass_time(minutes=1)
    assert paying.look(order)["state"] == "paid"
    return order


def test_a_day_without_a_difference(paying: Paying) -> None:
    """Among it what was taken back, and a refund of ours: both stand in the books twice."""
    paid(paying)
    order = paying.order()
    paying.try_to_take(order, PASSWORD)
    paying.clerk.work_off()
    number = paying.look(order)["attempts"][0]["number"]
    paying.post(order, "cancel")
    paying.channel.pay(number)
    paying.pass_time(minutes=1)
    assert paying.state(order) == ("ended", "revoked")
    paying.channel.lose_requests = []
    assert differences(paying) == []


def test_a_success_that_we_never_heard_of_settles_its_order(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.lose_requests = ["ask", "close"] * 500
    paying.channel.pay(number)
    paying.pass_time(hours=27)
    assert paying.state(order) == ("open", "pending")
    assert differences(paying) == [("only_theirs", 0, order["fen"], True)]
    assert paying.look(order)["state"] == "paid"
    assert differences(paying) == []
    paying.check_books()


def test_what_nobody_paid_ends_at_last(paying: Paying) -> None:
    order = paying.order()
    paying.shown(order)
    paying.channel.lose_requests = ["ask", "close"] * 500
    paying.pass_time(hours=27)
    assert differences(paying) == [("no_end", 0, 0, True)]
    paying.pass_time(minutes=2)
    assert paying.state(order) == ("ended", "closed")


def test_a_success_that_they_do_not_know_is_for_staff(paying: Paying) -> None:
    order = paid(paying)
    paying.channel.trades.clear()
    assert differences(paying) == [("only_ours", order["fen"], 0, False)]
    assert paying.alarms() == {"difference"}


def test_another_amount_is_for_staff(paying: Paying) -> None:
    order = paid(paying)
    (trade,) = paying.channel.trades.values()
    trade.fen += 1
    assert differences(paying) == [("amount", order["fen"], order["fen"] + 1, False)]


def test_a_number_that_is_not_ours_is_told(paying: Paying) -> None:
    paid(paying)
    (trade,) = paying.channel.trades.values()
    paying.channel.trades["X1"] = trade
    assert [kind for kind, *_ in differences(paying)] == ["foreign"]


def test_money_that_they_gave_back_without_us_is_for_staff(paying: Paying) -> None:
    order = paid(paying)
    (trade,) = paying.channel.trades.values()
    trade.refunds["R-by-hand"] = 5
    assert differences(paying) == [("refund_only_theirs", 0, 5, False)]
    assert paying.look(order)["state"] == "paid"


def test_a_refund_whose_end_we_missed_is_mended(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.post(order, "cancel")
    paying.pass_time(minutes=1)
    paying.channel.pay_although_closed(number)
    with paying.hall.house.database.transaction() as session:
        session.execute(update(Attempt).values(next_act_at=paying.hall.clock.now()))
    paying.channel.lose_replies = ["refund"] * 5
    paying.clerk.work_off()
    paying.clerk.work_off()
    assert paying.look(order)["refunds"][0]["state"] == "owed"
    assert differences(paying) == [("refund_only_theirs", 0, order["fen"], True)]
    assert paying.look(order)["state"] == "refunded"


MIDNIGHT = datetime(2026, 11, 21, 16, tzinfo=UTC)
"""Of China: here TODAY ends."""
TOMORROW = TODAY + timedelta(days=1)


def all_of(paying: Paying) -> list[tuple[date, str]]:
    """What three days differ in, each looked at in the noon after it."""
    found = []
    for day in (TODAY, TOMORROW, TOMORROW + timedelta(days=1)):
        paying.hall.clock.moment = datetime.combine(day + timedelta(days=1), time(4), UTC)
        found += [(day, one.kind.value) for one in reconcile(paying.hall.house, paying.channel.name, day)]
    return found


def booked(paying: Paying, *lines: tuple[date, BillLine]) -> None:
    """The provider's books, whatever its clock made of it."""
    paying.channel.bill = lambda day: [line for on, line in lines if on == day]  # type: ignore[method-assign]


@pytest.mark.parametrize(("ours", "theirs"), [(-1, TOMORROW), (1, TODAY), (-1, TODAY), (1, TOMORROW)])
def test_paid_about_midnight_is_no_difference(paying: Paying, ours: int, theirs: date) -> None:
    paying.hall.clock.moment = MIDNIGHT + timedelta(minutes=2 * ours)
    order = paying.order()
    paying.try_to_take(order, FUNDS)
    paying.clerk.work_off()
    (attempt,) = paying.look(order)["attempts"]
    assert attempt["state"] == "success"
    booked(paying, (theirs, BillLine(attempt["number"], order["fen"], f"T{attempt['number']}")))
    assert all_of(paying) == []
    booked(paying)
    assert [kind for _, kind in all_of(paying)] == ["only_ours"]


@pytest.mark.parametrize("theirs", [TODAY, TOMORROW])
@pytest.mark.parametrize("ours", [-2, 2])
def test_a_refund_about_midnight_is_no_difference(paying: Paying, ours: int, theirs: date) -> None:
    paying.hall.clock.moment = MIDNIGHT - timedelta(hours=1)
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.post(order, "cancel")
    paying.pass_time(minutes=1)
    paying.channel.pay_although_closed(number)
    with paying.hall.house.database.transaction() as session:
        session.execute(update(Attempt).values(next_act_at=paying.hall.clock.now()))
    paying.clerk.act(("attempt", number))
    paying.hall.clock.moment = MIDNIGHT + timedelta(minutes=ours)
    paying.clerk.work_off()
    (refund,) = paying.look(order)["refunds"]
    assert refund["state"] == "done"
    came = (TODAY, BillLine(number, order["fen"], f"T{number}"))
    booked(paying, came, (theirs, BillLine(number, order["fen"], f"T{number}", refund["number"])))
    assert all_of(paying) == []
    booked(paying, came)
    assert [kind for _, kind in all_of(paying)] == ["refund_only_ours"]


@pytest.mark.parametrize(("back_on", "wanted"), [(TODAY, []), (TOMORROW, []), (None, ["only_theirs"])])
def test_taken_back_about_midnight_is_no_difference(paying: Paying, back_on: date | None, wanted: list[str]) -> None:
    paying.hall.clock.moment = MIDNIGHT - timedelta(minutes=1)
    order = paying.order()
    paying.try_to_take(order, PASSWORD)
    paying.clerk.work_off()
    number = paying.look(order)["attempts"][0]["number"]
    paying.post(order, "cancel")
    paying.channel.pay(number)
    paying.pass_time(minutes=2)
    assert paying.state(order) == ("ended", "revoked")
    came = (TODAY, BillLine(number, order["fen"], f"T{number}"))
    back = [(back_on, BillLine(number, order["fen"], f"T{number}", "REVERSAL"))] if back_on else []
    booked(paying, came, *back)
    assert [kind for _, kind in all_of(paying)] == wanted


def test_another_transaction_of_the_same_attempt_is_for_staff(paying: Paying) -> None:
    order = paid(paying)
    (number,) = paying.channel.trades
    mine = BillLine(number, order["fen"], f"T{number}")
    booked(paying, (TODAY, mine), (TODAY, replace(mine, transaction="T-once-more")))
    assert all_of(paying) == [(TODAY, "transaction")]
    assert paying.alarms() == {"difference"}


def test_a_posting_that_was_undone_is_no_difference(paying: Paying) -> None:
    order = paid(paying)
    ((number, trade),) = paying.channel.trades.items()
    trade.state = Told.REVOKED
    undo_posting(paying.hall.house, order["id"], "went back")
    came = BillLine(number, order["fen"], f"T{number}")
    booked(paying, (TODAY, came), (TOMORROW, replace(came, refund="by-hand")))
    assert all_of(paying) == []
