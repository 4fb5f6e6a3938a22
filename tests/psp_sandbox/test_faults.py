"""Each fault of an answer does what its name says, and no more."""

import json
import time
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError

import pytest
import requests
from wechatpayv3.utils import build_authorization

from tests.helpers.psp_gateway import Gateway, MerchantDoor
from tests.psp_sandbox.both import FEN, Till, paid
from tests.psp_sandbox.public_sdks import wechat_sdk

LINE_IS_SLOW = (requests.Timeout, TimeoutError)
LINE_IS_DEAD = (requests.ConnectionError, URLError, HTTPException, ConnectionError)


def test_a_lost_request_was_never_there(gateway: Gateway, till: Till, attempt: str) -> None:
    gateway.break_with(till.shows, "lost_request")
    with pytest.raises(LINE_IS_DEAD):
        till.show(attempt)
    assert gateway.trade(attempt) is None
    till.show(attempt)
    assert gateway.trade(attempt) is not None


def test_a_lost_reply_was_done(gateway: Gateway, till: Till, attempt: str) -> None:
    gateway.break_with(till.shows, "lost_reply")
    with pytest.raises(LINE_IS_DEAD):
        till.show(attempt)
    assert gateway.trade(attempt) is not None


def test_a_bad_gateway_did_nothing(gateway: Gateway, till: Till, attempt: str) -> None:
    gateway.break_with(till.shows, "bad_gateway")
    try:
        said = till.show(attempt)
    except URLError as error:
        said = str(error)
    assert "502" in said
    assert gateway.trade(attempt) is None


@pytest.mark.parametrize(
    ("kind", "said"), [("system_error", "SYSTEM_ERROR 20000"), ("business_unknown", "BANKERROR 40004")]
)
def test_an_unclear_answer_was_done_all_the_same(
    gateway: Gateway, till: Till, attempt: str, kind: str, said: str
) -> None:
    gateway.break_with(till.shows, kind)
    answer = till.show(attempt)
    wechat, alipay = said.split()
    assert answer == alipay if till.channel == "alipay" else wechat in answer and answer.startswith("500")
    assert gateway.trade(attempt) is not None


def test_rubbish_was_done_and_says_nothing(gateway: Gateway, till: Till, attempt: str) -> None:
    gateway.break_with(till.shows, "rubbish")
    with pytest.raises(Exception):  # noqa: B017 (each SDK breaks in its own way)
        till.show(attempt)
    assert gateway.trade(attempt) is not None


@pytest.mark.parametrize("kind", ["slow", "slow_reply"])
def test_slow_is_slow(gateway: Gateway, till: Till, attempt: str, kind: str) -> None:
    gateway.break_with(till.shows, kind, seconds=0.3)
    began = time.monotonic()
    till.show(attempt)
    assert time.monotonic() - began >= 0.3


@pytest.mark.parametrize(("kind", "done"), [("slow", False), ("slow_reply", True)])
def test_who_hangs_up_on_a_slow_answer_has_ordered_all_the_same(
    gateway: Gateway, till: Till, attempt: str, kind: str, done: bool
) -> None:
    gateway.break_with(till.shows, kind, seconds=1.5)
    till.wait_at_most(0.5)
    with pytest.raises(LINE_IS_SLOW):
        till.show(attempt)
    assert (gateway.trade(attempt) is not None) == done
    ends = time.monotonic() + 10
    while gateway.trade(attempt) is None:
        assert time.monotonic() < ends


def test_a_wrong_amount_is_told_and_signed(gateway: Gateway, till: Till, attempt: str) -> None:
    paid(gateway, till, attempt)
    gateway.break_with(f"{till.channel}.query", "wrong_amount")
    assert till.told(attempt)[1] == FEN + 1
    assert till.told(attempt)[1] == FEN


def test_a_payment_may_come_after_closing(gateway: Gateway, till: Till, attempt: str, door: MerchantDoor) -> None:
    gateway.ask("scan", "POST", code=till.show(attempt))
    gateway.break_with(till.takes_back, "late_success", seconds=0.2)
    till.take_back(attempt)
    assert till.told(attempt)[0] in ("CLOSED", "TRADE_CLOSED")
    notice = till.hear(door.next())
    assert notice is not None
    assert notice["attempt"] == attempt
    assert till.told(attempt) in (("SUCCESS", FEN), ("TRADE_SUCCESS", FEN))
    assert gateway.ask("ledger")["payments_to_come"] == 0


def test_a_fault_happens_as_often_as_was_said(gateway: Gateway, till: Till, attempt: str) -> None:
    paid(gateway, till, attempt)
    operation = f"{till.channel}.query"
    gateway.break_with(operation, "wrong_amount", times=2)
    assert [till.told(attempt)[1] for _ in range(3)] == [FEN + 1, FEN + 1, FEN]
    gateway.break_with(operation, "wrong_amount", times=None)
    assert [till.told(attempt)[1] for _ in range(3)] == [FEN + 1] * 3
    gateway.ask("faults", "DELETE")
    assert till.told(attempt)[1] == FEN


def test_other_operations_stay_well(gateway: Gateway, till: Till, attempt: str) -> None:
    gateway.break_with(f"{till.channel}.refund", "lost_request")
    till.show(attempt)
    assert list(gateway.ask("faults")) == [f"{till.channel}.refund"]


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ("wechat.nothing", "slow"),
        ("wechat.query", "duplicate"),
        ("wechat.query", "late_success"),
        ("wechat.close", "ask_again"),
        ("alipay.query", "clock_skew"),
        ("alipay.notify", "bad_gateway"),
        ("wechat.query", "unheard_of"),
    ],
)
def test_what_cannot_go_wrong_so_is_refused(gateway: Gateway, operation: str, kind: str) -> None:
    assert gateway.try_to("faults", operation=operation, kind=kind).status_code == 422
    assert gateway.ask("faults") == {}


def test_a_clock_that_is_slow_is_well_signed(gateway: Gateway, tmp_path: Path, attempt: str) -> None:
    core = wechat_sdk(gateway, tmp_path / "certificates")._core
    path = f"/v3/pay/transactions/out-trade-no/{attempt}?mchid={core._mchid}"
    authorization = build_authorization(path, "GET", core._mchid, core._cert_serial_no, core._private_key)
    gateway.break_with("wechat.query", "clock_skew")
    answer = requests.get(gateway.url + path, headers={"Authorization": authorization}, timeout=10)
    assert 590 < time.time() - int(answer.headers["Wechatpay-Timestamp"]) < 640
    assert core._verify_signature(answer.headers, answer.text)
    assert json.loads(answer.text)["code"] == "ORDER_NOT_EXIST"
