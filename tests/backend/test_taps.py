"""Money that the payment terminal of a hall took: told by whoever began it, settled once, and given back if it must."""

import secrets
from collections import Counter
from functools import partial
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from typer.testing import CliRunner, Result

from backend.bills.models import Bill, BillPosting, Receipt
from backend.cli import app
from backend.payments.models import Attempt, Order, Refund
from tests.backend.hall import Terminal, problem
from tests.backend.paying import Paying
from tests.backend.test_payments_at_once import at_once
from tests.helpers.scripted_channel import FUNDS

NOT_TAKEN = {"result": "not_taken", "fen": 0, "receipt": 0, "trace": 0, "terminal": ""}
DISPUTED = (409, "outcome-disputed")


def approved(fen: int, **other: object) -> dict[str, object]:
    return {"result": "approved", "fen": fen, "receipt": 17, "trace": 217, "terminal": "T0000042"} | other


def try_to_tap(paying: Paying, order: dict[str, Any]) -> httpx.Response:
    return paying.terminal.post(f"/v1/orders/{order['id']}/attempts", {"way": "tap"})


def tapped(paying: Paying, order: dict[str, Any]) -> str:
    """The number under which the payment terminal is asked for the money."""
    made = try_to_tap(paying, order)
    assert made.status_code == 201, made.text
    attempt = made.json()["attempts"][-1]
    assert (attempt["channel"], attempt["way"], attempt["state"], attempt["code"]) == ("card", "tap", "pending", None)
    return str(attempt["number"])


def tell(
    paying: Paying, order: dict[str, Any], number: str, outcome: object, by: Terminal | None = None
) -> httpx.Response:
    return (by or paying.terminal).post(f"/v1/orders/{order['id']}/attempts/{number}/outcome", outcome)


def tell_back(paying: Paying, order: dict[str, Any], number: str, by: Terminal | None = None) -> httpx.Response:
    return (by or paying.terminal).post(f"/v1/orders/{order['id']}/attempts/{number}/taken-back", {})


def paid_meanwhile(paying: Paying) -> tuple[dict[str, Any], str]:
    """An order whose first code was paid late, while she was tapping: it is paid, and the tap goes on."""
    order = paying.order()
    first = paying.shown(order)
    paying.post(order, f"attempts/{first['number']}/close")
    paying.clerk.work_off()
    number = tapped(paying, order)
    paying.channel.pay_although_closed(first["number"])
    paying.hall.clock.turn(seconds=1)
    paying.call_back(paying.channel.callback(first["number"]))
    paying.pass_time(seconds=10)
    assert paying.state(order) == ("paid", "pending")
    return order, number


def test_what_is_approved_pays_the_bills_once(paying: Paying) -> None:
    order = paying.order(2)
    number = tapped(paying, order)
    for _ in range(3):  # its answer was lost twice
        told = tell(paying, order, number, approved(order["fen"]))
        assert told.status_code == 200, told.text
        assert (told.json()["state"], told.json()["attempts"][-1]["state"]) == ("paid", "success")
        assert told.json()["receipt"]["number"] == 1
    assert not paying.bills()
    assert sum(one.fen for one in paying.rows(BillPosting) if one.order_id) == order["fen"]
    assert (len(paying.rows(Receipt)), paying.rows(Refund), paying.alarms()) == (1, [], set())
    paying.pass_time(hours=30)
    assert (paying.channel.calls, paying.alarms()) == ([], set()), "no provider is asked about it"


def test_what_was_not_taken_leaves_the_order_open_for_another_try(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    for receipt in (0, 3):
        told = tell(paying, order, number, NOT_TAKEN | {"receipt": receipt}).json()
        assert (told["state"], told["attempts"][-1]["state"]) == ("open", "closed")
    paying.try_to_take(order, FUNDS)
    paying.clerk.work_off()
    assert paying.state(order) == ("paid", "success")
    paying.check_books()


def test_one_live_try_whatever_its_way(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    for again in (paying.try_to_show(order), paying.try_to_take(order), try_to_tap(paying, order)):
        assert problem(again) == (409, "attempt-live")
    tell(paying, order, number, NOT_TAKEN)
    paying.shown(order)
    assert problem(try_to_tap(paying, order)) == (409, "attempt-live")


def test_the_same_key_is_the_same_tap(paying: Paying) -> None:
    order = paying.order()
    target, key = f"/v1/orders/{order['id']}/attempts", secrets.token_hex(16)
    answers = [paying.terminal.post(target, {"way": "tap"}, key=key).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(paying.rows(Attempt)) == 1


def test_nobody_else_tells_of_it(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    other = paying.hall.terminal()
    for answer in (
        tell(paying, order, number, approved(order["fen"]), other),
        tell_back(paying, order, number, other),
        tell(paying, paying.order(), number, approved(order["fen"])),
        tell(paying, order, "A" * 31, approved(order["fen"])),
    ):
        assert problem(answer) == (404, "not-found")
    assert (paying.state(order), paying.alarms()) == (("open", "pending"), set())


def test_what_a_code_of_ours_took_is_not_told_by_a_terminal(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    assert problem(tell(paying, order, number, approved(order["fen"]))) == (404, "not-found")
    assert problem(tell_back(paying, order, number)) == (404, "not-found")
    assert paying.state(order) == ("open", "pending")


@pytest.mark.parametrize(
    "bent",
    [
        {"fen": 0},
        {"fen": -1},
        {"fen": 1.0},
        {"fen": "1"},
        {"fen": True},
        {"fen": 2**31},
        {"fen": 10**30},
        {"receipt": -1},
        {"receipt": None},
        {"trace": 10**9},
        {"terminal": "x" * 33},
        {"terminal": "a b"},
        {"terminal": "T1\n"},
        {"terminal": "\x00"},
        {"result": "unknown"},
        {"result": "not_taken"},
        {"card": "6212345678901234567"},
    ],
)
def test_an_outcome_that_cannot_be_changes_nothing(paying: Paying, bent: dict[str, object]) -> None:
    order = paying.order()
    number = tapped(paying, order)
    answer = tell(paying, order, number, approved(order["fen"]) | bent)
    assert problem(answer) == (422, "malformed")
    assert "6212345678901234567" not in answer.text
    for body in (b"", b"[]", b"{", b'"approved"', {"result": "approved"}):
        assert problem(tell(paying, order, number, body)) == (422, "malformed")
    assert paying.state(order) == ("open", "pending")


@pytest.mark.parametrize(
    "second",
    [NOT_TAKEN, {"fen": 1}, {"receipt": 18}, {"trace": 1}, {"terminal": ""}],
)
def test_what_contradicts_an_approval_is_for_staff_and_changes_nothing(
    paying: Paying, second: dict[str, object]
) -> None:
    order = paying.order()
    number = tapped(paying, order)
    tell(paying, order, number, approved(order["fen"]))
    before = paying.look(order)
    assert problem(tell(paying, order, number, approved(order["fen"]) | second)) == DISPUTED
    assert paying.look(order) == before
    assert paying.alarms() == {"disagrees"}


def test_money_after_not_taken_is_for_staff_and_changes_nothing(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    tell(paying, order, number, NOT_TAKEN)
    assert problem(tell(paying, order, number, approved(order["fen"]))) == DISPUTED
    assert (paying.state(order), paying.alarms()) == (("open", "closed"), {"disagrees"})
    assert tell(paying, order, number, NOT_TAKEN).status_code == 200


def test_another_amount_is_owed_back_and_pays_nothing(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    told = tell(paying, order, number, approved(order["fen"] - 1)).json()
    assert (told["state"], told["attempts"][-1]["state"], told["receipt"]) == ("open", "success", None)
    (refund,) = told["refunds"]
    assert (refund["reason"], refund["state"], refund["fen"]) == ("wrong_amount", "owed", order["fen"] - 1)
    assert refund["attempt"] == number
    assert paying.alarms() == {"wrong_amount"}
    paying.pass_time(minutes=59)
    assert paying.alarms() == {"wrong_amount"}, "its terminal has an hour to take it back"
    for _ in range(2):
        assert tell_back(paying, order, number).json()["refunds"][0]["state"] == "done"
    paying.pass_time(hours=30)
    assert (paying.look(order)["state"], paying.alarms()) == ("ended", {"wrong_amount"})


def test_paid_twice_is_owed_back_to_the_card_and_no_provider_hears_of_it(paying: Paying) -> None:
    order, number = paid_meanwhile(paying)
    told = tell(paying, order, number, approved(order["fen"])).json()
    assert [(one["reason"], one["state"]) for one in told["refunds"]] == [("paid_twice", "owed")]
    paying.pass_time(minutes=10)
    assert paying.look(order)["refunds"][0]["state"] == "owed"
    assert "refund" not in [call for call, _ in paying.channel.calls]
    back = tell_back(paying, order, number).json()
    assert (back["state"], [one["state"] for one in back["refunds"]]) == ("paid", ["done"])
    assert len(paying.rows(Receipt)) == 1
    assert tell(paying, order, number, approved(order["fen"])).status_code == 200, "told again, it is the same"
    assert problem(tell(paying, order, number, NOT_TAKEN)) == DISPUTED


def test_after_the_end_it_is_owed_back(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    with paying.hall.house.database.transaction() as session:
        session.execute(update(Order).values(state="ended", live_attempt=None, next_act_at=None))
    told = tell(paying, order, number, approved(order["fen"])).json()
    assert (told["state"], told["refunds"][0]["reason"]) == ("refunding", "after_end")
    assert tell_back(paying, order, number).json()["state"] == "refunded"


def test_what_nobody_takes_back_is_for_staff_and_can_still_be_taken_back(paying: Paying) -> None:
    order, number = paid_meanwhile(paying)
    tell(paying, order, number, approved(order["fen"]))
    paying.restart()
    paying.pass_time(minutes=61)
    assert "not_refunded" in paying.alarms()
    assert paying.look(order)["refunds"][0]["state"] == "owed"
    assert tell_back(paying, order, number).json()["refunds"][0]["state"] == "done"


def test_a_part_is_not_taken_back_by_a_terminal(paying: Paying) -> None:
    """A reversal takes all back; what is owed is one bill of two that was paid at the counter meanwhile."""
    order = paying.order(2)
    number = tapped(paying, order)
    at_counter = order["lines"][0]
    with paying.hall.house.database.transaction() as session:
        session.execute(update(Bill).where(Bill.id == at_counter["bill"]).values(paid_at=paying.hall.clock.now()))
        session.add(BillPosting(bill_id=at_counter["bill"], fen=1, posted_at=paying.hall.clock.now()))
    told = tell(paying, order, number, approved(order["fen"])).json()
    assert [(one["reason"], one["fen"]) for one in told["refunds"]] == [("bill_was_paid", at_counter["fen"])]
    paying.clerk.work_off()
    assert paying.alarms() == {"not_refunded"}
    assert problem(tell_back(paying, order, number)) == DISPUTED
    assert paying.look(order)["refunds"][0]["state"] == "owed"


def test_taken_back_although_nothing_was_owed_is_for_staff(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    assert problem(tell_back(paying, order, number)) == DISPUTED
    tell(paying, order, number, approved(order["fen"]))
    assert problem(tell_back(paying, order, number)) == DISPUTED
    assert (paying.state(order), paying.alarms()) == (("paid", "success"), {"taken_back"})


@pytest.mark.parametrize("what", ["close", "cancel"])
def test_given_up_and_paid_all_the_same_pays(paying: Paying, what: str) -> None:
    order = paying.order()
    number = tapped(paying, order)
    paying.post(order, what if what == "cancel" else f"attempts/{number}/close")
    paying.pass_time(hours=1)
    assert paying.state(order) == ("open", "pending"), "only its terminal knows"
    assert paying.look(order)["attempts"][-1]["closing"]
    assert all(bill["busy"] for bill in paying.bills() if bill["id"] == order["lines"][0]["bill"])
    assert tell(paying, order, number, approved(order["fen"])).json()["state"] == "paid"


def test_given_up_and_not_taken_ends_and_lets_its_bills_go(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    paying.post(order, "cancel")
    paying.pass_time(minutes=1)
    tell(paying, order, number, NOT_TAKEN)
    paying.clerk.work_off()
    assert paying.state(order) == ("ended", "closed")
    assert not any(bill["busy"] for bill in paying.bills())


def test_untold_it_holds_its_order_and_staff_is_called_after_a_day(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    paying.pass_time(hours=23, minutes=59)
    paying.restart()
    paying.clerk.work_off()
    assert (paying.state(order), paying.alarms()) == (("open", "pending"), set())
    paying.pass_time(minutes=1)
    assert paying.alarms() == {"no_end"}
    paying.pass_time(hours=48)
    assert paying.state(order) == ("open", "pending"), "not known is no end"
    assert any(bill["busy"] for bill in paying.bills())
    assert paying.channel.calls == []
    assert tell(paying, order, number, approved(order["fen"])).json()["state"] == "paid"


def test_two_outcomes_at_one_moment(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    outcomes = [approved(order["fen"]), NOT_TAKEN] * 2
    answers: list[httpx.Response] = []
    at_once([lambda one=one: answers.append(tell(paying, order, number, one)) for one in outcomes])  # type: ignore[misc]
    assert Counter(one.status_code for one in answers) == {200: 2, 409: 2}
    assert paying.state(order) in {("paid", "success"), ("open", "closed")}
    assert paying.alarms() == {"disagrees"}
    assert len(paying.rows(Receipt)) == (paying.state(order)[0] == "paid")


def test_the_same_outcome_at_one_moment_settles_once(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    at_once([partial(tell, paying, order, number, approved(order["fen"])) for _ in range(4)])
    assert paying.state(order) == ("paid", "success")
    assert (len(paying.rows(Receipt)), paying.rows(Refund), paying.alarms()) == (1, [], set())


def by_hand(paying: Paying, number: str, *words: str) -> Result:
    settings = paying.hall.house.settings
    where = ["--database", settings.database_url, "--key-folder", str(settings.key_folder)]
    return CliRunner().invoke(app, ["end-tap", number, *words, *where])


def test_what_nobody_tells_is_ended_by_staff(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    paying.pass_time(hours=25)
    assert paying.alarms() == {"no_end"}
    assert by_hand(paying, number, "--not-taken").exit_code == 0
    paying.pass_time(minutes=1)
    assert paying.state(order) == ("ended", "closed")
    assert not any(bill["busy"] for bill in paying.bills())


def test_what_its_books_have_pays_and_may_still_be_told(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    booking = ["--fen", str(order["fen"]), "--receipt", "17", "--trace", "217", "--terminal", "T0000042"]
    for _ in range(2):
        assert by_hand(paying, number, *booking).exit_code == 0
    assert paying.state(order) == ("paid", "success")
    assert tell(paying, order, number, approved(order["fen"])).status_code == 200
    assert paying.alarms() == set()
    assert by_hand(paying, number, "--not-taken").exit_code == 1
    assert (len(paying.rows(Receipt)), paying.state(order)) == (1, ("paid", "success"))


def test_staff_end_nothing_but_taps_and_say_how(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    for words, status in (
        ((number, "--not-taken"), 1),
        (("A9", "--not-taken"), 1),
        ((number,), 2),
        ((number, "--not-taken", "--fen", "1"), 2),
        ((number, "--fen", "1", "--terminal", "a b"), 2),
    ):
        assert by_hand(paying, *words).exit_code == status
    assert paying.state(order) == ("open", "pending")
