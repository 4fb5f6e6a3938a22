"""What was known to be open in payments, and is not any more. Each was seen failing once."""

from typing import Any

import pytest

from backend.payments.channel import MOST_TOLD_FEN, NotGenuine, RefundReport, RefundTold, Report, Told
from backend.payments.models import ProviderCallback
from tests.backend.paying import Paying

SECRET = "130000000000009917"


@pytest.fixture
def engine() -> str:
    return "sqlite"


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
