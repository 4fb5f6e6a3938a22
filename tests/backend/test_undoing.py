"""Money of a paid order went back without us: staff undo its posting, once, and only where the provider says so."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from typer.testing import CliRunner, Result

from backend import cli
from backend.bills.models import BillPosting, Receipt, ReceiptReversal, UndonePosting
from backend.payments.channel import NoAnswer, Told
from backend.payments.undoing import PostingStays, undo_posting
from tests.backend.paying import Paying
from tests.backend.test_payments_at_once import at_once
from tests.helpers.scripted_channel import FUNDS

WHY = "顾客在渠道投诉，钱已退回"


def paid(paying: Paying, code: str = FUNDS) -> tuple[dict[str, Any], str]:
    order = paying.order(2)
    paying.try_to_take(order, code)
    paying.pass_time(minutes=1)
    attempt = paying.look(order)["attempts"][0]
    assert paying.state(order) == ("paid", "success")
    return order, attempt["number"]


def went_back(paying: Paying, number: str, fen: int | None = None, told: Told = Told.REFUNDED) -> None:
    trade = paying.channel.trades[number]
    trade.refunds["by-hand"] = trade.fen if fen is None else fen
    trade.state = told


def undo(paying: Paying, order: dict[str, Any]) -> int:
    return undo_posting(paying.hall.house, order["id"], WHY)


def test_its_bills_are_owed_again_and_its_receipt_is_void(paying: Paying) -> None:
    before = paying.bills()
    order, number = paid(paying)
    went_back(paying, number)
    paying.pass_time(days=1)
    assert undo(paying, order) == 2
    now = paying.look(order)
    assert (now["state"], now["receipt"], now["attempts"][0]["state"]) == ("refunded", None, "revoked")
    assert [(bill["id"], bill["busy"]) for bill in paying.bills()] == [(bill["id"], False) for bill in before]
    assert not any(one.order_id for one in paying.rows(BillPosting))
    assert {(one.order_id, one.reason) for one in paying.rows(UndonePosting)} == {(order["id"], WHY)}
    (reversal,) = paying.rows(ReceiptReversal)
    assert (reversal.number, reversal.receipt, reversal.fen) == (2, 1, order["fen"])
    paying.check_books()


def test_they_can_be_paid_again_and_undone_again(paying: Paying) -> None:
    for place in range(2):
        order, number = paid(paying, f"10000000000000007{place}")
        went_back(paying, number, told=Told.REVOKED)
        assert undo(paying, order) == 2 * place + 2
    paid(paying)
    assert sorted(one.number for one in paying.rows(Receipt)) == [1, 3, 5]
    assert len(paying.rows(UndonePosting)) == 4
    paying.check_books()


def test_never_twice(paying: Paying) -> None:
    order, number = paid(paying)
    went_back(paying, number, told=Told.REVOKED)
    told: list[str] = []

    def once() -> None:
        try:
            told.append(str(undo(paying, order)))
        except PostingStays as stays:
            told.append(str(stays))

    at_once([once] * 4)
    with pytest.raises(PostingStays, match="it is refunded"):
        undo(paying, order)
    assert sorted(told) == ["2", *["it is refunded, not paid"] * 3]
    assert len(paying.rows(ReceiptReversal)) == 1
    paying.check_books()


@pytest.mark.parametrize("told", [Told.PAID, Told.WAITING, Told.PAYING, Told.NOT_YET, Told.FAILED])
def test_never_where_the_money_is_with_us(paying: Paying, told: Told) -> None:
    order, number = paid(paying)
    paying.channel.trades[number].state = told
    with pytest.raises(PostingStays, match="the money is with us"):
        undo(paying, order)
    assert paying.state(order) == ("paid", "success")
    assert paying.rows(ReceiptReversal) == []


def test_never_where_a_part_is_with_us(paying: Paying) -> None:
    """By the books of the days since then: today's are not there yet."""
    order, number = paid(paying)
    went_back(paying, number)
    with pytest.raises(PostingStays, match="0 of"):
        undo(paying, order)
    went_back(paying, number, order["fen"] - 1)
    paying.pass_time(days=2)
    with pytest.raises(PostingStays, match=f"{order['fen'] - 1} of {order['fen']}"):
        undo(paying, order)
    assert paying.look(order)["receipt"]["number"] == 1


def test_not_while_the_provider_is_silent(paying: Paying) -> None:
    order, number = paid(paying)
    went_back(paying, number, told=Told.REVOKED)
    paying.channel.lose_requests = ["ask"]
    with pytest.raises(NoAnswer):
        undo(paying, order)
    assert paying.state(order) == ("paid", "success")


def test_not_an_order_that_nobody_paid(paying: Paying) -> None:
    order = paying.order()
    paying.shown(order)
    with pytest.raises(PostingStays, match="it is open"):
        undo(paying, order)
    with pytest.raises(PostingStays, match="no such order"):
        undo(paying, {"id": "0" * 32})


@pytest.mark.parametrize("reason", ["", " ", "a\nb", "x" * 101])
def test_a_reason_is_a_line(paying: Paying, reason: str) -> None:
    with pytest.raises(ValueError, match="a reason"):
        undo_posting(paying.hall.house, "0" * 32, reason)


def test_a_callback_of_before_pays_nothing_more(paying: Paying) -> None:
    order, number = paid(paying)
    late = paying.channel.callback(number)
    went_back(paying, number, told=Told.REVOKED)
    undo(paying, order)
    assert paying.call_back(late).status_code == 204
    paying.pass_time(minutes=10)
    assert (paying.state(order), paying.look(order)["refunds"]) == (("refunded", "revoked"), [])
    paying.check_books()


def test_what_still_goes_back_of_another_attempt_is_not_told_as_returned(paying: Paying) -> None:
    """She paid the order twice; the second is owed back, and the provider does not answer."""
    order = paying.order(2)
    shown = paying.shown(order)["number"]
    paying.post(order, f"attempts/{shown}/close")
    paying.clerk.work_off()
    paying.try_to_take(order)
    paying.pass_time(minutes=1)
    assert paying.look(order)["state"] == "paid"
    paying.channel.lose_requests = ["refund", "ask_refund"] * 50
    paying.channel.pay_although_closed(shown)
    paying.call_back(paying.channel.callback(shown))
    paying.pass_time(minutes=1)
    (settled,) = (one["number"] for one in paying.look(order)["attempts"] if one["number"] != shown)
    went_back(paying, settled, told=Told.REVOKED)
    assert [one["state"] for one in paying.look(order)["refunds"]] != ["done"]
    undo(paying, order)
    assert paying.look(order)["state"] == "refunding"
    paying.channel.lose_requests = []
    paying.pass_time(days=3)
    assert paying.look(order)["state"] == "refunded"
    paying.check_books()


def by_hand(paying: Paying, *words: str) -> Result:
    settings = paying.hall.house.settings
    where = ["--database", settings.database_url, "--key-folder", str(settings.key_folder)]
    return CliRunner().invoke(cli.app, ["undo-posting", *words, *where])


def test_the_command(paying: Paying, monkeypatch: pytest.MonkeyPatch) -> None:
    order, number = paid(paying)
    went_back(paying, number, told=Told.REVOKED)
    alone = by_hand(paying, order["id"], "--reason", WHY)
    assert (alone.exit_code, "wechat cannot be asked here" in alone.stderr) == (1, True)
    monkeypatch.setattr(cli, "open_house", lambda *_: paying.hall.house)
    assert by_hand(paying, order["id"]).exit_code == 2
    assert by_hand(paying, order["id"], "--reason", "").exit_code == 2
    done = by_hand(paying, order["id"], "--reason", WHY)
    assert (done.exit_code, "reversal 2" in done.stderr + done.stdout) == (0, True)
    assert by_hand(paying, order["id"], "--reason", WHY).exit_code == 1


def test_the_database_itself_voids_a_receipt_once(paying: Paying) -> None:
    order, number = paid(paying)
    went_back(paying, number, told=Told.REVOKED)
    undo(paying, order)
    (one,) = paying.rows(ReceiptReversal)
    again = ReceiptReversal(site_id=one.site_id, number=9, receipt=one.receipt, fen=one.fen, issued_at=one.issued_at)
    with pytest.raises(IntegrityError), paying.hall.house.database.transaction() as session:
        session.add(again)
