"""Callbacks: repeated until they are heard, and each fault of them."""

import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.helpers.psp_gateway import Gateway, MerchantDoor, running
from tests.psp_sandbox.both import FEN, Till, paid
from tests.psp_sandbox.public_sdks import alipay_sdk, wechat_sdk

CHINA = timezone(timedelta(hours=8))


def test_it_comes_again_until_somebody_hears(gateway: Gateway, till: Till, attempt: str, door: MerchantDoor) -> None:
    door.says = [(500, b"success"), (302, b"success")]
    paid(gateway, till, attempt)
    notices = [till.hear(door.next()) for _ in range(3)]
    assert notices[0] == notices[1] == notices[2]
    assert notices[0] is not None
    assert (notices[0]["attempt"], notices[0]["fen"]) == (attempt, FEN)


def test_alipay_wants_the_very_word(gateway: Gateway, attempt: str, door: MerchantDoor) -> None:
    door.says = [(200, b""), (200, b"SUCCESS!")]
    gateway.pay(alipay_sdk(gateway, door.url).api_alipay_trade_precreate("水费", attempt, "1")["qr_code"])
    forms = [dict(parse_qsl(door.next().body.decode())) for _ in range(3)]
    assert len({form["notify_id"] for form in forms}) == 1


def test_a_lost_callback_comes_later(gateway: Gateway, till: Till, attempt: str, door: MerchantDoor) -> None:
    gateway.break_with(f"{till.channel}.notify", "lost_request")
    paid(gateway, till, attempt)
    notice = till.hear(door.next())
    assert notice is not None
    assert notice["attempt"] == attempt
    assert door.came.empty()


def test_a_callback_whose_answer_was_lost_comes_again(
    gateway: Gateway, till: Till, attempt: str, door: MerchantDoor
) -> None:
    gateway.break_with(f"{till.channel}.notify", "lost_reply")
    paid(gateway, till, attempt)
    assert till.hear(door.next()) == till.hear(door.next())


def test_a_duplicate_is_the_same_twice(gateway: Gateway, till: Till, attempt: str, door: MerchantDoor) -> None:
    gateway.break_with(f"{till.channel}.notify", "duplicate")
    paid(gateway, till, attempt)
    assert door.next().body == door.next().body


def test_out_of_order_the_refund_is_told_before_the_payment(
    gateway: Gateway, till: Till, attempt: str, door: MerchantDoor
) -> None:
    gateway.break_with(f"{till.channel}.notify", "out_of_order", seconds=60)
    paid(gateway, till, attempt)
    _until_no_fault(gateway)
    till.refund(attempt, f"R{attempt}", 34)
    first, second = till.hear(door.next()), till.hear(door.next())
    assert first is not None
    assert second is not None
    assert [(each["refund"], each["fen"]) for each in (first, second)] == [(True, 34), (False, FEN)]


def _until_no_fault(gateway: Gateway) -> None:
    ends = time.monotonic() + 10
    while gateway.ask("faults"):
        assert time.monotonic() < ends


def test_out_of_order_alone_it_comes_late(gateway: Gateway, till: Till, attempt: str, door: MerchantDoor) -> None:
    gateway.break_with(f"{till.channel}.notify", "out_of_order", seconds=0.3)
    began = time.monotonic()
    paid(gateway, till, attempt)
    assert till.hear(door.next()) is not None
    assert time.monotonic() - began >= 0.3


def test_slow_is_slow(gateway: Gateway, till: Till, attempt: str, door: MerchantDoor) -> None:
    gateway.break_with(f"{till.channel}.notify", "slow", seconds=0.3)
    began = time.monotonic()
    paid(gateway, till, attempt)
    door.next()
    assert time.monotonic() - began >= 0.3


def test_a_wrong_amount_is_well_signed(gateway: Gateway, till: Till, attempt: str, door: MerchantDoor) -> None:
    gateway.break_with(f"{till.channel}.notify", "wrong_amount")
    paid(gateway, till, attempt)
    notice = till.hear(door.next())
    assert notice is not None
    assert notice["fen"] == FEN + 1
    assert till.told(attempt)[1] == FEN


def test_a_stale_callback_is_well_signed(gateway: Gateway, till: Till, attempt: str, door: MerchantDoor) -> None:
    gateway.break_with(f"{till.channel}.notify", "clock_skew", seconds=86400)
    paid(gateway, till, attempt)
    heard = door.next()
    assert till.hear(heard) is not None
    if till.channel == "wechat":
        when = float(heard.headers["Wechatpay-Timestamp"])
    else:
        told = dict(parse_qsl(heard.body.decode()))["notify_time"]
        when = datetime.strptime(told, "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA).timestamp()
    assert abs(time.time() - 86400 - when) < 30


def test_rubbish_is_no_callback(gateway: Gateway, till: Till, attempt: str, door: MerchantDoor) -> None:
    gateway.break_with(f"{till.channel}.notify", "rubbish")
    door.says = [(400, b"")]
    paid(gateway, till, attempt)
    assert b"rubbish" in door.next().body
    assert till.hear(door.next()) is not None


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """It waits for nothing, and signs with its public key."""
    folder = tmp_path_factory.mktemp("hasty")
    with running(folder, "--pace", "0", "--signs-with", "public_key") as gateway:
        yield gateway


def _code(sdk: Any, attempt: str) -> str:
    return str(json.loads(sdk.pay("水费", attempt, {"total": 1, "currency": "CNY"})[1])["code_url"])


@pytest.mark.parametrize(("channel", "times"), [("wechat", 16), ("alipay", 8)])
def test_one_day_it_gives_up(
    hasty: Gateway, tmp_path: Path, attempt: str, door: MerchantDoor, channel: str, times: int
) -> None:
    door.always = (500, b"")
    if channel == "wechat":
        code = _code(wechat_sdk(hasty, tmp_path / "none", door.url, public_key=True), attempt)
    else:
        code = alipay_sdk(hasty, door.url).api_alipay_trade_precreate("水费", attempt, "0.01")["qr_code"]
    hasty.pay(code)
    for _ in range(times):
        door.next()
    ends = time.monotonic() + 10
    while hasty.ask("ledger")["callbacks_to_come"]:
        assert time.monotonic() < ends
    assert door.came.empty()


def test_callbacks_in_the_mode_of_public_keys(hasty: Gateway, tmp_path: Path, attempt: str, door: MerchantDoor) -> None:
    sdk = wechat_sdk(hasty, tmp_path / "none", door.url, public_key=True)
    hasty.pay(_code(sdk, attempt))
    heard = door.next()
    assert heard.headers["Wechatpay-Serial"].startswith("PUB_KEY_ID_")
    assert sdk.callback(heard.headers, heard.body)["resource"]["out_trade_no"] == attempt
