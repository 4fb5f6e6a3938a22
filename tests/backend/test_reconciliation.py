"""The day after: what is only in the provider's books, only in ours, or in both and different."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from backend.payments.models import Attempt
from backend.payments.reconciliation import Difference, reconcile
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
