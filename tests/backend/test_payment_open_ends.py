"""What was known to be open in payments, and is not any more. Each was seen failing once."""

import json
import threading
import time
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend.app import create_app
from backend.house import system_now
from backend.payments.callbacks import NONCE_BYTES, PURPOSE
from backend.payments.channel import (
    MOST_TOLD_FEN,
    Callback,
    ChannelName,
    NotGenuine,
    RefundReport,
    RefundTold,
    Report,
    Told,
    Undone,
)
from backend.payments.models import Attempt, PayerCode, ProviderCallback
from backend.payments.reconciliation import DifferenceKind, reconcile
from backend.payments.service import forget_codes
from backend.payments.sweeper import Sweeper
from backend.settings import Settings
from tests.backend.asgi import client_of
from tests.backend.hall import Hall, TurnableClock, problem
from tests.backend.paying import Paying
from tests.backend.test_payments_at_once import at_once
from tests.helpers.scripted_channel import FUNDS, PASSWORD, ScriptedChannel

SECRET = "130000000000009917"


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    return "postgresql" if request.node.get_closest_marker("postgresql") else "sqlite"


def breaks(*_args: Any, **_other: Any) -> Any:
    raise RuntimeError(SECRET)


@pytest.mark.parametrize("operation", ["ask", "close", "show_code", "take_code"])
def test_what_nobody_expected_of_a_channel_is_an_alarm_and_no_answer(
    paying: Paying, operation: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    order = paying.order()
    if operation in ("ask", "close"):
        paying.shown(order)
    monkeypatch.setattr(paying.channel, operation, breaks)
    if operation == "take_code":
        paying.try_to_take(order, SECRET)
    elif operation == "show_code":
        paying.try_to_show(order)
    else:
        paying.post(order, "cancel")
    paying.clerk.work_off()
    assert paying.alarms() == {"stumbled"}
    assert paying.state(order)[0] == "open"
    told = capsys.readouterr()
    assert "RuntimeError" in told.out + told.err
    assert SECRET not in told.out + told.err
    monkeypatch.undo()
    paying.pass_time(minutes=40)
    assert paying.state(order) == ("ended", "closed")
    paying.check_books()


def test_a_refund_that_stumbles_is_an_alarm_and_goes_on(paying: Paying, monkeypatch: pytest.MonkeyPatch) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.post(order, "cancel")
    paying.pass_time(minutes=1)
    paying.channel.pay_although_closed(number)
    monkeypatch.setattr(paying.channel, "refund", breaks)
    paying.call_back(paying.channel.callback(number))
    paying.clerk.work_off()
    paying.clerk.work_off()
    paying.clerk.work_off()
    assert "stumbled" in paying.alarms()
    monkeypatch.undo()
    paying.pass_time(minutes=2)
    assert paying.look(order)["state"] == "refunded"
    paying.check_books()


def test_a_callback_that_stumbles_is_an_alarm_and_is_over(paying: Paying, monkeypatch: pytest.MonkeyPatch) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.pay(number)
    paying.call_back(paying.channel.callback(number))
    monkeypatch.setattr(paying.channel, "hear", breaks)
    paying.clerk.work_off()
    assert paying.alarms() == {"stumbled"}
    assert all(one.handled_at for one in paying.rows(ProviderCallback))
    paying.pass_time(seconds=5)
    assert paying.state(order) == ("paid", "success")


@pytest.mark.parametrize("fen", [-1, MOST_TOLD_FEN + 1, 10**30])
def test_an_amount_that_no_book_holds_is_not_read(fen: int) -> None:
    with pytest.raises(NotGenuine):
        Report("A1", Told.PAID, fen)
    with pytest.raises(NotGenuine):
        RefundReport("R1", RefundTold.DONE, fen)


def test_the_books_of_yesterday_end_what_is_younger_than_a_day(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.lose_requests = ["ask", "close"] * 10_000
    day = paying.hall.house.today()
    paying.pass_time(minutes=40)
    assert reconcile(paying.hall.house, ChannelName.WECHAT, day) == [], "today's books are not whole yet"
    paying.pass_time(hours=16)
    assert paying.rows(Attempt)[0].next_act_at is not None, "it is still asked about"
    found = reconcile(paying.hall.house, ChannelName.WECHAT, day)
    assert [(one.kind, one.number, one.mended) for one in found] == [(DifferenceKind.NO_END, number, True)]
    paying.channel.lose_requests = []
    paying.pass_time(minutes=1)
    assert paying.state(order) == ("ended", "closed")


def test_a_clock_that_is_set_back_stalls_nothing(paying: Paying) -> None:
    order = paying.order()
    paying.channel.pay(paying.shown(order)["number"])
    paying.clerk.work_off()
    paying.hall.clock.turn(hours=-5)
    paying.clerk.work_off()
    assert paying.state(order) == ("paid", "success")


def test_a_provider_that_hangs_starves_neither_the_other_nor_her_codes(settings: Settings) -> None:
    hang, paid = threading.Event(), threading.Event()
    channels = {name: ScriptedChannel(system_now, name) for name in (ChannelName.WECHAT, ChannelName.ALIPAY)}
    app = create_app(settings, system_now, channels)
    with client_of(app) as client:
        clock = TurnableClock(system_now())
        hall = Hall(client, app, app.state.house, clock)
        terminal, desk = hall.terminal(), app.state.house.payments

        def begin(place: int, wanted: dict[str, str]) -> str:
            found = terminal.post("/v1/bills/find", {"by": "household", "number": f"691{2_718_400 + place}"}).json()
            bills = [bill["id"] for account in found["accounts"] for bill in account["unpaid"]]
            order = terminal.post("/v1/orders", {"bills": bills}).json()
            made = terminal.post(f"/v1/orders/{order['id']}/attempts", wanted)
            assert made.status_code == 201, made.text
            return str(order["id"])

        def show(*_: Any) -> str:
            hang.wait(30)
            return "weixin://x"

        channels[ChannelName.WECHAT].show_code = show  # type: ignore[method-assign, assignment]
        for place in range(10):
            begin(place, {"way": "show_code", "channel": "wechat"})
        sweeper = Sweeper(app.state.house)
        try:
            others = [begin(10, {"way": "take_code", "code": FUNDS})]
            others.append(begin(11, {"way": "take_code", "code": "2812345678901234"}))
            ends = time.monotonic() + 15
            while time.monotonic() < ends and not paid.is_set():
                states = [terminal.get(f"/v1/orders/{one}").json()["state"] for one in others]
                if states == ["paid", "paid"]:
                    paid.set()
                paid.wait(0.05)
            assert paid.is_set()
        finally:
            hang.set()
            sweeper.close()
        assert desk.handed() == []
    app.state.house.close()


@pytest.mark.parametrize(("begun", "days"), [(True, 14), (False, 1)])
def test_a_refund_that_was_begun_may_take_days(
    paying: Paying, monkeypatch: pytest.MonkeyPatch, *, begun: bool, days: int
) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.post(order, "cancel")
    paying.pass_time(minutes=1)
    paying.channel.pay_although_closed(number)
    told = RefundTold.GOING_ON if begun else RefundTold.UNKNOWN_THERE
    for operation in ("refund", "ask_refund"):
        monkeypatch.setattr(paying.channel, operation, lambda *args: RefundReport(args[1], told))
    paying.call_back(paying.channel.callback(number))
    paying.pass_time(hours=days * 24 - 2)
    assert paying.look(order)["refunds"][0]["state"] == ("going_on" if begun else "owed")
    assert "not_refunded" not in paying.alarms()
    paying.pass_time(days=2)
    assert paying.look(order)["refunds"][0]["state"] == "stuck"
    assert "not_refunded" in paying.alarms()


def test_a_merchant_that_was_taken_away_is_an_alarm(paying: Paying) -> None:
    order = paying.order()
    paying.shown(order)
    paying.hall.house.payments.channels = {}
    paying.pass_time(minutes=3)
    assert paying.alarms() == {"no_merchant"}
    assert paying.state(order) == ("open", "pending")


def test_who_paid_and_her_code_are_not_kept(paying: Paying) -> None:
    order = paying.order()
    paying.try_to_take(order, FUNDS)
    paying.clerk.work_off()
    (attempt,) = paying.rows(Attempt)
    assert (attempt.state, attempt.payer_digest, attempt.payer_code_digest) == ("success", None, None)
    assert len(paying.rows(PayerCode)) == 1
    paying.hall.clock.turn(minutes=9)
    forget_codes(paying.hall.house)
    assert problem(paying.try_to_take(paying.order(), FUNDS)) == (409, "code-used")
    paying.hall.clock.turn(minutes=2)
    forget_codes(paying.hall.house)
    assert paying.rows(PayerCode) == []


@pytest.mark.parametrize("accepted", [True, False])
def test_a_code_that_nobody_scanned_ends_with_its_close(
    paying: Paying, monkeypatch: pytest.MonkeyPatch, *, accepted: bool
) -> None:
    """As at Alipay, where there is no trade before somebody scans. Refused, it can still be scanned."""
    order = paying.order()
    number = paying.shown(order)["number"]
    del paying.channel.trades[number]
    if accepted:
        monkeypatch.setattr(paying.channel, "close", lambda *_, **__: Undone.DONE)
    paying.post(order, f"attempts/{number}/close")
    paying.pass_time(minutes=4)
    assert paying.state(order) == ("open", "closed" if accepted else "pending")
    paying.pass_time(minutes=40)
    assert paying.state(order) == ("ended", "closed")
    paying.check_books()


@pytest.mark.parametrize(("pays", "found"), [(5, 11), (30, 61), (300, 601), (3000, 3601)])
@pytest.mark.parametrize("hers", [False, True])
def test_a_late_success_whose_callback_never_comes_is_found_and_goes_back(
    paying: Paying, pays: int, found: int, *, hers: bool
) -> None:
    order = paying.order()
    if hers:
        paying.try_to_take(order, PASSWORD)
        paying.clerk.work_off()
    else:
        paying.shown(order)
    number = paying.look(order)["attempts"][-1]["number"]
    paying.post(order, "cancel")
    paying.clerk.work_off()
    paying.clerk.work_off()
    assert paying.state(order) == ("ended", "revoked" if hers else "closed")
    paying.pass_time(seconds=pays)
    paying.channel.pay_although_closed(number)
    paying.channel.lose_replies = ["ask"]
    paying.pass_time(seconds=found + 4 - pays)
    assert paying.state(order) == ("refunded", "success")
    assert [one["reason"] for one in paying.look(order)["refunds"]] == ["after_end"]
    paying.check_books()


def test_what_was_closed_is_looked_at_a_few_times_and_no_more(paying: Paying) -> None:
    order = paying.order()
    paying.shown(order)
    paying.post(order, "cancel")
    paying.clerk.work_off()
    paying.clerk.work_off()
    before = len(paying.channel.calls)
    paying.pass_time(minutes=61)
    assert [call[0] for call in paying.channel.calls[before:]] == ["ask"] * 4
    paying.pass_time(days=3)
    assert len(paying.channel.calls) == before + 4
    assert paying.alarms() == set()


def test_a_close_that_gives_back_what_was_settled_meanwhile_is_an_alarm(paying: Paying) -> None:
    """Two processes: one's cancel is under way, and gives back; the other asks before that, and settles."""
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.pay(number)
    paying.channel.lose_requests = ["close"]
    paying.post(order, f"attempts/{number}/close")
    paying.clerk.work_off()
    assert paying.state(order) == ("paid", "success")
    trade = paying.channel.trades[number]
    trade.refunds["reversed"], trade.state = trade.fen, Told.REVOKED
    paying.pass_time(seconds=61)
    assert paying.alarms() == {"taken_back"}
    calls = len(paying.channel.calls)
    paying.pass_time(days=2)
    assert len(paying.channel.calls) == calls


def test_of_a_callback_only_what_the_provider_said_is_kept(paying: Paying) -> None:
    """Not who it came by; and by another way it is the same."""
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.pay(number)
    callback = paying.channel.callback(number)
    for way in ("10.0.0.7", "10.0.0.8"):
        paying.call_back(Callback(dict(callback.headers) | {"x-forwarded-for": way, "cookie": SECRET}, callback.body))
    (row,) = paying.rows(ProviderCallback)
    key = AESGCM(paying.hall.house.keys.derive(PURPOSE))
    plain = key.decrypt(row.sealed[:NONCE_BYTES], row.sealed[NONCE_BYTES:], row.digest.encode())
    assert set(json.loads(plain)[1]) == set(callback.headers)
    paying.clerk.work_off()
    assert paying.state(order) == ("paid", "success")


@pytest.mark.postgresql
def test_one_code_at_two_terminals_at_one_moment_is_taken_once(paying: Paying) -> None:
    """Nothing but the row keeps the second out: on PostgreSQL both requests run side by side."""
    made = [paying.order_of(place, 1) for place in range(4)]
    statuses: list[int] = []
    at_once([lambda one=one: statuses.append(paying.try_to_take(one).status_code) for one in made])  # type: ignore[misc]
    assert sorted(statuses) == [201, 409, 409, 409]
