"""Orders and attempts from a terminal's call to the last fen."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from backend.bills.models import Bill, BillPosting
from backend.kiosks.service import add_hall
from backend.payments.callbacks import forget_old
from backend.payments.channel import Callback
from backend.payments.clerk import Clerk
from backend.payments.models import Attempt, Order, ProviderCallback, Refund
from backend.payments.outcomes import owe_refund
from backend.payments.repository import PaymentsRepository
from backend.payments.truths import RefundReason
from tests.backend.hall import problem
from tests.backend.paying import Paying
from tests.helpers.scripted_channel import FUNDS, PASSWORD, REFUSES


def test_two_bills_by_a_code_on_the_screen(paying: Paying) -> None:
    order = paying.order(2)
    assert (order["state"], len(order["claim_code"]), order["subject"]) == ("open", 12, "水费 2 笔")
    made = paying.try_to_show(order).json()
    assert made["attempts"][0]["state"] == "created", "the request does not wait for the provider"
    assert paying.channel.calls == []
    paying.clerk.work_off()
    attempt = paying.look(order)["attempts"][0]
    assert attempt["code"] == f"weixin://wxpay/bizpayurl?pr={attempt['number']}"
    assert paying.channel.pay(attempt["number"])
    assert paying.call_back(paying.channel.callback(attempt["number"])).status_code == 204
    assert paying.state(order) == ("open", "pending"), "stored first, handled after"
    paying.clerk.work_off()
    paid = paying.look(order)
    assert (paid["state"], paid["attempts"][0]["state"], paid["receipt"]["number"]) == ("paid", "success", 1)
    assert not paying.bills()
    paying.pass_time(hours=1)
    paying.check_books()


def test_her_own_code_is_sent_once_and_kept_nowhere(paying: Paying, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    order = paying.order()
    paying.try_to_take(order, FUNDS)
    paying.clerk.work_off()
    assert paying.state(order) == ("paid", "success")
    assert FUNDS not in caplog.text
    assert FUNDS not in repr([vars(row) for row in paying.rows(Attempt)])
    database = paying.hall.house.database.engine
    if database.dialect.name == "sqlite":
        for file in Path(str(database.url.database)).parent.rglob("hall*"):
            assert FUNDS.encode() not in file.read_bytes()
    paying.check_books()


def test_a_number_is_in_the_database_before_the_provider_hears_it(
    paying: Paying, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    show = paying.channel.show_code

    def spy(attempt: str, *rest: Any) -> str:
        seen.append(attempt in {row.number for row in paying.rows(Attempt)})
        return show(attempt, *rest)

    monkeypatch.setattr(paying.channel, "show_code", spy)
    paying.shown(paying.order())
    assert seen == [True]


def test_a_code_that_is_refused_leaves_the_order_open_for_another_try(paying: Paying) -> None:
    order = paying.order()
    paying.try_to_take(order, REFUSES)
    paying.clerk.work_off()
    attempt = paying.look(order)["attempts"][0]
    assert (attempt["state"], attempt["refusal"]) == ("closed", "AUTH_CODE_INVALID")
    assert problem(paying.try_to_take(order, REFUSES)) == (409, "code-used")
    paying.try_to_take(order, FUNDS)
    paying.clerk.work_off()
    assert paying.state(order) == ("paid", "success")
    paying.check_books()


def test_no_second_try_while_the_first_may_be_paid(paying: Paying) -> None:
    order = paying.order()
    attempt = paying.shown(order)
    assert problem(paying.try_to_show(order)) == (409, "attempt-live")
    paying.post(order, f"attempts/{attempt['number']}/close")
    assert problem(paying.try_to_show(order)) == (409, "attempt-live"), "proved closed, not only wanted"
    paying.clerk.work_off()
    assert paying.state(order) == ("open", "closed")
    assert paying.try_to_show(order).status_code == 201
    paying.pass_time(hours=1)
    paying.check_books()


def test_the_same_callback_twice_and_many_that_say_the_same(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.pay(number)
    same = paying.channel.callback(number)
    assert [paying.call_back(same).status_code for _ in range(2)] == [204, 204]
    assert len(paying.rows(ProviderCallback)) == 1
    paying.hall.clock.turn(seconds=1)
    for _ in range(3):
        paying.hall.clock.turn(seconds=1)
        paying.call_back(paying.channel.callback(number))
        paying.clerk.work_off()
    assert paying.state(order) == ("paid", "success")
    assert len(paying.rows(ProviderCallback)) == 4
    assert paying.alarms() == set()
    paying.check_books()


def test_a_callback_that_was_lost_is_asked_for(paying: Paying) -> None:
    order = paying.order()
    paying.channel.pay(paying.shown(order)["number"])
    paying.pass_time(seconds=3)
    assert paying.state(order) == ("paid", "success")


@pytest.mark.parametrize("lost", ["lose_requests", "lose_replies"])
def test_her_code_without_an_answer_is_unknown_and_never_a_failure(paying: Paying, lost: str) -> None:
    order = paying.order()
    getattr(paying.channel, lost).append("take_code")
    paying.try_to_take(order)
    paying.clerk.work_off()
    assert paying.state(order) == ("open", "unknown")
    paying.pass_time(minutes=5)
    expected = ("paid", "success") if lost == "lose_replies" else ("open", "closed")
    assert paying.state(order) == expected
    assert [call for call, _ in paying.channel.calls].count("take_code") == 1
    paying.check_books()


@pytest.mark.parametrize("lost", ["lose_requests", "lose_replies"])
def test_a_code_to_show_is_asked_for_again_under_the_same_number(paying: Paying, lost: str) -> None:
    order = paying.order()
    getattr(paying.channel, lost).append("show_code")
    paying.try_to_show(order)
    paying.clerk.work_off()
    assert paying.state(order) == ("open", "created")
    paying.pass_time(seconds=3)
    assert paying.look(order)["attempts"][0]["code"]
    assert len(paying.channel.trades) == 1


def test_a_password_that_nobody_types_is_taken_back_in_time(paying: Paying) -> None:
    order = paying.order()
    paying.try_to_take(order, PASSWORD)
    paying.clerk.work_off()
    assert paying.state(order) == ("open", "pending")
    paying.pass_time(seconds=49)
    assert ("close", paying.rows(Attempt)[0].number) not in paying.channel.calls
    paying.channel.closes_wanted_twice = 1
    paying.pass_time(seconds=10)
    assert paying.state(order) == ("open", "revoked")
    assert [call for call, _ in paying.channel.calls].count("close") == 2
    paying.check_books()


@pytest.mark.parametrize("lost", ["lose_requests", "lose_replies"])
def test_paid_at_the_moment_it_is_taken_back(paying: Paying, lost: str) -> None:
    """Her password came with our reversal on the way: the money goes back, and no order is paid by it."""
    order = paying.order()
    paying.try_to_take(order, PASSWORD)
    paying.clerk.work_off()
    number = paying.rows(Attempt)[0].number
    getattr(paying.channel, lost).extend(["close"])
    paying.post(order, f"attempts/{number}/close")
    paying.channel.pay(number)
    paying.call_back(paying.channel.callback(number))
    paying.pass_time(minutes=5)
    assert paying.state(order) == ("open", "revoked")
    assert paying.channel.net == 0
    paying.check_books()


def test_a_code_of_ours_that_is_paid_in_the_last_second_pays(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.post(order, "cancel")
    paying.channel.pay(number)
    paying.clerk.work_off()
    paying.pass_time(minutes=1)
    assert paying.state(order) == ("paid", "success"), "the provider would not close it, for it was paid"
    paying.check_books()


def test_an_order_that_nobody_pays_ends_and_lets_its_bills_go(paying: Paying) -> None:
    order = paying.order(2)
    paying.shown(order)
    assert all(bill["busy"] for bill in paying.bills())
    assert problem(paying.ask_for([order["lines"][0]["bill"]])) == (409, "bill-busy")
    paying.pass_time(minutes=6)
    assert paying.state(order) == ("open", "closed")
    paying.pass_time(minutes=25)
    assert paying.look(order)["state"] == "ended"
    assert not any(bill["busy"] for bill in paying.bills())
    assert problem(paying.try_to_show(order)) == (409, "order-over")
    paying.check_books()


def test_a_cancelled_order_without_a_try_ends_at_once(paying: Paying) -> None:
    order = paying.order()
    assert paying.post(order, "cancel").json()["cancelled"] is True
    paying.clerk.work_off()
    assert paying.look(order)["state"] == "ended"


def _late(paying: Paying, order: dict[str, Any]) -> None:
    number = paying.look(order)["attempts"][0]["number"]
    paying.channel.pay_although_closed(number)
    for _ in range(2):
        paying.hall.clock.turn(seconds=1)
        paying.call_back(paying.channel.callback(number))
    paying.pass_time(minutes=5)


def test_a_late_success_of_an_order_that_is_paid_goes_back_once(paying: Paying) -> None:
    order = paying.order()
    first = paying.shown(order)
    paying.post(order, f"attempts/{first['number']}/close")
    paying.clerk.work_off()
    paying.try_to_take(order)
    paying.clerk.work_off()
    assert paying.look(order)["state"] == "paid"
    _late(paying, order)
    after = paying.look(order)
    assert (after["state"], [(one["reason"], one["state"]) for one in after["refunds"]]) == (
        "paid",
        [("paid_twice", "done")],
    )
    assert [call for call, _ in paying.channel.calls].count("refund") == 1
    assert paying.alarms() == {"late_success"}
    paying.check_books()


def test_a_late_success_of_an_order_that_ended_goes_back(paying: Paying) -> None:
    order = paying.order()
    paying.shown(order)
    paying.post(order, "cancel")
    paying.pass_time(minutes=1)
    assert paying.look(order)["state"] == "ended"
    _late(paying, order)
    assert paying.look(order)["state"] == "refunded"
    paying.check_books()


def test_a_late_success_while_she_tries_again_pays_and_the_other_try_is_closed(paying: Paying) -> None:
    order = paying.order()
    first = paying.shown(order)
    paying.post(order, f"attempts/{first['number']}/close")
    paying.clerk.work_off()
    second = paying.shown(order)
    paying.channel.pay_although_closed(first["number"])
    paying.hall.clock.turn(seconds=1)
    paying.call_back(paying.channel.callback(first["number"]))
    paying.pass_time(seconds=10)
    now = paying.look(order)
    assert (now["state"], [one["state"] for one in now["attempts"]]) == ("paid", ["success", "closed"])
    assert not paying.channel.pay(second["number"])
    paying.check_books()


def test_both_tries_paid_one_goes_back(paying: Paying) -> None:
    order = paying.order()
    first = paying.shown(order)
    paying.post(order, f"attempts/{first['number']}/close")
    paying.clerk.work_off()
    second = paying.shown(order)
    paying.channel.pay_although_closed(first["number"])
    paying.channel.pay(second["number"])
    for attempt in (first, second):
        paying.call_back(paying.channel.callback(attempt["number"]))
    paying.pass_time(minutes=5)
    assert [one.reason for one in paying.rows(Refund)] == ["paid_twice"]
    paying.check_books()


@pytest.mark.parametrize("lost", ["lose_requests", "lose_replies"])
def test_a_refund_whose_answer_is_lost_is_sent_under_the_same_number(paying: Paying, lost: str) -> None:
    order = paying.order()
    paying.shown(order)
    paying.post(order, "cancel")
    paying.pass_time(minutes=1)
    paying.channel.refunds_take_time = True
    getattr(paying.channel, lost).extend(["refund", "refund", "ask_refund"])
    _late(paying, order)
    assert paying.look(order)["state"] == "refunded"
    assert len({number for call, number in paying.channel.calls if call == "refund"}) == 1
    paying.check_books()


def test_a_refund_that_the_provider_will_not_make_is_for_staff(paying: Paying) -> None:
    order = paying.order()
    paying.shown(order)
    paying.post(order, "cancel")
    paying.pass_time(minutes=1)
    paying.channel.refuse = ["refund"] * 100
    _late(paying, order)
    assert paying.alarms() >= {"refused"}
    paying.pass_time(hours=26)
    assert paying.look(order)["refunds"][0]["state"] == "stuck"
    assert paying.alarms() >= {"not_refunded"}


def test_a_bill_that_was_paid_at_the_counter_meanwhile_goes_back_alone(paying: Paying) -> None:
    order = paying.order(2)
    number = paying.shown(order)["number"]
    at_counter = order["lines"][0]
    with paying.hall.house.database.transaction() as session:
        session.execute(update(Bill).where(Bill.id == at_counter["bill"]).values(paid_at=paying.hall.clock.now()))
        session.add(BillPosting(bill_id=at_counter["bill"], fen=1, posted_at=paying.hall.clock.now()))
    paying.channel.pay(number)
    paying.pass_time(minutes=1)
    now = paying.look(order)
    assert (now["state"], now["refunds"][0]["reason"], now["refunds"][0]["fen"]) == (
        "paid",
        "bill_was_paid",
        at_counter["fen"],
    )
    paying.check_books()


def test_a_wrong_amount_in_a_callback_is_asked_about(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.pay(number)
    paying.call_back(paying.channel.callback(number, fen=1))
    paying.clerk.work_off()
    assert paying.alarms() == {"wrong_amount"}
    paying.pass_time(seconds=3)
    assert paying.state(order) == ("paid", "success")
    paying.check_books()


def test_another_amount_than_we_asked_for_goes_back(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.trades[number].fen -= 1
    paying.channel.pay(number)
    paying.pass_time(minutes=1)
    assert paying.state(order) == ("open", "success")
    assert paying.channel.net == 0
    assert paying.alarms() == {"wrong_amount"}


def test_a_callback_that_is_not_the_providers_changes_nothing(paying: Paying, subtests: pytest.Subtests) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.pay(number)
    good = paying.channel.callback(number)
    a_day_old = dict(good.headers) | {"wechatpay-sent": "2026-11-20T01:42:00+00:00"}
    for name, callback in {
        "unsigned": replace(good, headers={}),
        "bad signature": replace(good, headers=dict(good.headers) | {"wechatpay-signature": "bad"}),
        "a day old": replace(good, headers=a_day_old),
        "nothing": Callback({}, b""),
        "rubbish": Callback({"wechatpay-signature": "bad"}, bytes(range(256))),
    }.items():
        with subtests.test(name):
            answer = paying.call_back(callback)
            assert problem(answer) == (422, "not-genuine")
            assert number not in answer.text
    assert problem(paying.call_back(replace(good, body=b"x" * 20_000))) == (413, "too-large")
    assert problem(paying.hall.client.post("/v1/psp/alipay/notify", content=b"x")) == (404, "not-found")
    assert paying.rows(ProviderCallback) == []
    assert paying.state(order) == ("open", "pending")


def test_what_a_callback_said_is_sealed(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.pay(number)
    paying.call_back(paying.channel.callback(number))
    (row,) = paying.rows(ProviderCallback)
    assert number.encode() not in row.sealed
    assert b"payer-1" not in row.sealed
    paying.clerk.work_off()
    assert "payer-1" not in repr([vars(one) for one in paying.rows(Attempt)])


def test_callbacks_are_forgotten_in_time_if_they_were_handled(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.pay(number)
    paying.call_back(paying.channel.callback(number))
    paying.hall.clock.turn(days=31)
    forget_old(paying.hall.house)
    assert len(paying.rows(ProviderCallback)) == 1, "nobody has handled it"
    paying.clerk.work_off()
    paying.hall.clock.turn(days=29)
    forget_old(paying.hall.house)
    assert len(paying.rows(ProviderCallback)) == 1
    paying.hall.clock.turn(days=2)
    forget_old(paying.hall.house)
    assert paying.rows(ProviderCallback) == []


def test_the_code_of_a_slip_finds_the_order_in_its_hall_only(paying: Paying) -> None:
    order = paying.order()
    found = paying.terminal.post("/v1/orders/claims", {"code": order["claim_code"]})
    assert (found.status_code, found.json()["id"]) == (200, order["id"])
    assert "claim_code" not in found.json()
    wrong = f"{(int(order['claim_code']) + 1) % 10**12:012}"
    assert problem(paying.terminal.post("/v1/orders/claims", {"code": wrong})) == (404, "not-found")
    with paying.hall.house.database.transaction() as session:
        add_hall(session, "elsewhere", "别处便民服务馆")
        session.execute(update(Order).values(site_id="elsewhere"))
    for answer in (
        paying.terminal.post("/v1/orders/claims", {"code": order["claim_code"]}),
        paying.terminal.get(f"/v1/orders/{order['id']}"),
        paying.try_to_show(order),
        paying.post(order, "cancel"),
    ):
        assert problem(answer) == (404, "not-found")


def test_codes_of_slips_are_not_to_be_guessed(paying: Paying) -> None:
    statuses = [paying.terminal.post("/v1/orders/claims", {"code": f"{n:012}"}).status_code for n in range(12)]
    assert statuses == [404] * 10 + [429] * 2


def test_she_who_is_logged_in_finds_what_she_paid(paying: Paying) -> None:
    token = paying.terminal.session()
    bill = paying.bills()[0]["id"]
    order = paying.ask_for([bill], **{"Linli-Session": token}).json()
    assert [one["id"] for one in paying.terminal.get("/v1/orders", token).json()["orders"]] == [order["id"]]
    assert problem(paying.terminal.get("/v1/orders")) == (401, "session-over")


def test_orders_that_cannot_be(paying: Paying, subtests: pytest.Subtests) -> None:
    bill = paying.bills()[0]["id"]
    for bills in ([], [bill, bill], ["x"], [bill] * 11, "all", [1]):
        with subtests.test(bills=str(bills)[:40]):
            answer = paying.terminal.post("/v1/orders", {"bills": bills})
            assert problem(answer) == (422, "malformed")
    assert problem(paying.ask_for(["0" * 32])) == (404, "not-found")
    order = paying.order()
    with paying.hall.house.database.transaction() as session:
        session.execute(update(Bill).where(Bill.id == bill).values(fen=5_000_001, held_by=None))
    assert problem(paying.ask_for([bill])) == (409, "amount-refused")
    assert problem(paying.try_to_show(order, "alipay")) == (403, "no-channel")
    assert problem(paying.try_to_show(order, "cash")) == (422, "malformed")
    for code, purse in {"62" + "1" * 17: "unionpay", "01" + "1" * 16: "ecny", "9" * 18: "unknown"}.items():
        answer = paying.try_to_take(order, code)
        assert problem(answer) == (422, "code-not-taken")
        assert (answer.json()["purse"], code in answer.text) == (purse, False)
    assert problem(paying.try_to_take(order, "28" + "1" * 16)) == (403, "no-channel"), "no contract with Alipay"
    for code in ("", "1" * 15, "1" * 25, "１" * 18, "x" * 18):
        assert problem(paying.try_to_take(order, code)) == (422, "malformed")


def test_the_same_order_again_is_the_same_order(paying: Paying) -> None:
    body = {"bills": [paying.bills()[0]["id"]]}
    answers = [paying.terminal.post("/v1/orders", body, key="k" * 32) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len(paying.rows(Order)) == 1


def test_of_one_cause_there_is_one_refund(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    for _ in range(2):
        with paying.hall.house.database.transaction() as session:
            row = PaymentsRepository(session).order(order["id"])
            assert row is not None
            owe_refund(paying.hall.house, session, row, number, 5, RefundReason.PAID_TWICE)
    assert [one.fen for one in paying.rows(Refund)] == [5]


def test_nobody_knows_for_a_day_and_staff_is_called(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.lose_requests = ["ask", "close"] * 500
    paying.pass_time(hours=30)
    assert paying.state(order) == ("open", "pending")
    assert paying.alarms() == {"no_end"}
    assert len([call for call, one in paying.channel.calls if one == number]) < 200


def test_what_a_clerk_of_before_left_is_taken_up_at_the_start(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.pass_time(seconds=40)
    with paying.hall.house.database.transaction() as session:
        session.execute(update(Attempt).values(next_act_at=paying.hall.clock.now().replace(year=2027)))
    paying.channel.pay(number)
    clerk = Clerk(paying.hall.house)
    assert clerk.work_off() == 0
    clerk.begin()
    assert clerk.work_off() > 0
    assert paying.state(order) == ("paid", "success")
