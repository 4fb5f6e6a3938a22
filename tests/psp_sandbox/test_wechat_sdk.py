"""The public SDK drives the WeChat side unmodified but for the host."""

import gzip
import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from wechatpayv3 import WeChatPayType

from tests.helpers.psp_gateway import Gateway, MerchantDoor
from tests.psp_sandbox.public_sdks import wechat_sdk

CHINA = timezone(timedelta(hours=8))
SCENE = {"store_info": {"id": "0001"}}


@pytest.fixture
def sdk(gateway: Gateway, tmp_path: Path, door: MerchantDoor) -> Any:
    return wechat_sdk(gateway, tmp_path / "certificates", door.url)


def asked(answer: tuple[int, str]) -> dict[str, Any]:
    assert answer[0] == 200, answer
    told: dict[str, Any] = json.loads(answer[1])
    return told


def state(sdk: Any, attempt: str) -> str:
    return str(asked(sdk.query(out_trade_no=attempt))["trade_state"])


def native(sdk: Any, attempt: str, fen: int = 1234) -> str:
    return str(asked(sdk.pay("水费 2 笔", attempt, {"total": fen, "currency": "CNY"}))["code_url"])


def by_code(sdk: Any, attempt: str, code: str, fen: int = 1234) -> tuple[int, str]:
    answer: tuple[int, str] = sdk.pay(
        "水费", attempt, {"total": fen}, {"auth_code": code}, scene_info=SCENE, pay_type=WeChatPayType.CODEPAY
    )
    return answer


def test_a_code_on_our_screen_is_paid_and_called_back(
    gateway: Gateway, sdk: Any, attempt: str, door: MerchantDoor
) -> None:
    code = native(sdk, attempt)
    assert code.startswith("weixin://wxpay/bizpayurl")
    assert state(sdk, attempt) == "NOTPAY"
    assert gateway.pay(code)["subject"] == "水费 2 笔"
    told = asked(sdk.query(out_trade_no=attempt))
    assert (told["trade_state"], told["amount"]["total"], told["trade_type"]) == ("SUCCESS", 1234, "NATIVE")
    heard = door.next()
    notice = sdk.callback(heard.headers, heard.body)
    assert notice["event_type"] == "TRANSACTION.SUCCESS"
    assert notice["resource"]["out_trade_no"] == attempt
    assert notice["resource"]["transaction_id"] == told["transaction_id"]
    assert notice["resource"]["success_time"].endswith("+08:00")


def test_the_same_order_again_is_the_same_code_and_another_is_refused(sdk: Any, attempt: str) -> None:
    assert native(sdk, attempt) == native(sdk, attempt)
    status, body = sdk.pay("水费 2 笔", attempt, {"total": 1235, "currency": "CNY"})
    assert (status, json.loads(body)["code"]) == (400, "INVALID_REQUEST")
    assert "268498688" in body


def test_closed_is_204_and_nobody_can_pay(gateway: Gateway, sdk: Any, attempt: str) -> None:
    code = native(sdk, attempt)
    assert sdk.close(attempt)[0] == 204
    assert state(sdk, attempt) == "CLOSED"
    assert gateway.try_to("pay", code=code).status_code == 409


def test_closed_while_she_types_her_password(gateway: Gateway, sdk: Any, attempt: str) -> None:
    gateway.pay(native(sdk, attempt), password_later=True)
    assert state(sdk, attempt) == "USERPAYING"
    assert sdk.close(attempt)[0] == 204
    assert state(sdk, attempt) == "CLOSED"
    assert gateway.try_to("pay", attempt=attempt).status_code == 409


def test_she_refuses(gateway: Gateway, sdk: Any, attempt: str) -> None:
    code = native(sdk, attempt)
    gateway.pay(code, password_later=True)
    gateway.ask("refuse", "POST", code=code)
    assert state(sdk, attempt) == "NOTPAY"
    by_code(sdk, f"{attempt}2", gateway.payment_code("wechat", "password"))
    gateway.ask("refuse", "POST", attempt=f"{attempt}2")
    assert state(sdk, f"{attempt}2") == "PAYERROR"


def test_a_paid_order_is_not_closed(gateway: Gateway, sdk: Any, attempt: str) -> None:
    gateway.pay(native(sdk, attempt))
    status, body = sdk.close(attempt)
    assert (status, json.loads(body)["code"]) == (400, "ORDER_PAID")


def test_closing_before_ordering_burns_the_number(sdk: Any, attempt: str) -> None:
    assert sdk.close(attempt)[0] == 204
    status, body = sdk.pay("水费", attempt, {"total": 1, "currency": "CNY"})
    assert (status, json.loads(body)["code"]) == (400, "INVALID_REQUEST")


def test_a_code_on_her_phone_pays_at_once_and_only_once(gateway: Gateway, sdk: Any, attempt: str) -> None:
    code = gateway.payment_code("wechat")
    assert (len(code), code[:2]) == (18, "13")
    assert asked(by_code(sdk, attempt, code))["trade_state"] == "SUCCESS"
    status, body = by_code(sdk, f"{attempt}x", code)
    assert (status, json.loads(body)["code"]) == (400, "AUTH_CODE_EXPIRED")


def test_a_password_is_waited_for(gateway: Gateway, sdk: Any, attempt: str) -> None:
    assert asked(by_code(sdk, attempt, gateway.payment_code("wechat", "password")))["trade_state"] == "USERPAYING"
    assert state(sdk, attempt) == "USERPAYING"
    gateway.ask("pay", "POST", attempt=attempt)
    assert state(sdk, attempt) == "SUCCESS"


def test_without_money_it_fails(gateway: Gateway, sdk: Any, attempt: str) -> None:
    status, body = by_code(sdk, attempt, gateway.payment_code("wechat", "poor"))
    assert (status, json.loads(body)["code"]) == (403, "NOT_ENOUGH")
    assert state(sdk, attempt) == "PAYERROR"


def test_a_code_on_her_phone_is_reversed_and_never_closed(gateway: Gateway, sdk: Any, attempt: str) -> None:
    by_code(sdk, attempt, gateway.payment_code("wechat"))
    status, body = sdk.close(attempt)
    assert status == 400
    assert "268449641" in body
    assert sdk.codepay_reverse(attempt)[0] == 200
    assert state(sdk, attempt) == "REVOKED"
    assert [(back["fen"], back["undoing"]) for back in gateway.refunds(attempt)] == [(1234, True)]
    assert sdk.codepay_reverse(attempt)[0] == 200
    assert len(gateway.refunds(attempt)) == 1


def test_reversed_before_she_typed_her_password(gateway: Gateway, sdk: Any, attempt: str) -> None:
    by_code(sdk, attempt, gateway.payment_code("wechat", "password"))
    assert sdk.codepay_reverse(attempt)[0] == 200
    assert state(sdk, attempt) == "REVOKED"
    assert gateway.try_to("pay", attempt=attempt).status_code == 409
    assert gateway.refunds(attempt) == []


def test_what_was_never_ordered_is_not_there(sdk: Any, attempt: str) -> None:
    status, body = sdk.query(out_trade_no=attempt)
    assert (status, json.loads(body)["code"]) == (404, "ORDER_NOT_EXIST")


def test_money_goes_back_once_for_each_refund_number(
    gateway: Gateway, sdk: Any, attempt: str, door: MerchantDoor
) -> None:
    gateway.pay(native(sdk, attempt))
    door.next()
    amount = {"refund": 1000, "total": 1234, "currency": "CNY"}
    told = [asked(sdk.refund(f"R{attempt}"[:32], amount, out_trade_no=attempt)) for _ in range(2)]
    assert told[0]["refund_id"] == told[1]["refund_id"]
    assert told[0]["status"] == "PROCESSING"
    heard = door.next()
    notice = sdk.callback(heard.headers, heard.body)
    assert notice["event_type"] == "REFUND.SUCCESS"
    assert notice["resource"]["amount"]["refund"] == 1000
    assert asked(sdk.query_refund(f"R{attempt}"[:32]))["status"] == "SUCCESS"
    assert [back["fen"] for back in gateway.refunds(attempt)] == [1000]
    assert state(sdk, attempt) == "REFUND"


def test_no_more_goes_back_than_came(gateway: Gateway, sdk: Any, attempt: str) -> None:
    gateway.pay(native(sdk, attempt))
    amount = {"refund": 1000, "total": 1234, "currency": "CNY"}
    asked(sdk.refund(f"R1{attempt}", amount, out_trade_no=attempt))
    status, body = sdk.refund(f"R2{attempt}", amount, out_trade_no=attempt)
    assert (status, json.loads(body)["code"]) == (400, "INVALID_REQUEST")
    assert [back["fen"] for back in gateway.refunds(attempt)] == [1000]


def test_the_bill_of_the_day_has_what_came_and_went(
    gateway: Gateway, sdk: Any, attempt: str, door: MerchantDoor
) -> None:
    gateway.pay(native(sdk, attempt))
    asked(sdk.refund(f"R{attempt}", {"refund": 5, "total": 1234, "currency": "CNY"}, out_trade_no=attempt))
    assert {sdk.callback(heard.headers, heard.body)["event_type"] for heard in (door.next(), door.next())} == {
        "TRANSACTION.SUCCESS",
        "REFUND.SUCCESS",
    }
    told = asked(sdk.trade_bill(datetime.now(CHINA).date().isoformat()))
    status, packed = sdk.download_bill(told["download_url"])
    plain = gzip.decompress(packed)
    assert status == 200
    assert hashlib.sha1(plain).hexdigest() == told["hash_value"]
    lines = [line for line in plain.decode("utf-8-sig").split("\r\n") if f"`{attempt}" in line]
    assert len(lines) == 2
    came, went = (line.replace("`", "").split(",") for line in lines)
    assert (came[9], came[12], came[24]) == ("SUCCESS", "12.34", "12.34")
    assert (went[9], went[15], went[16]) == ("REFUND", f"R{attempt}", "0.05")


def test_the_bill_that_was_named_is_the_one_that_comes(gateway: Gateway, sdk: Any, attempt: str) -> None:
    """Somebody pays between the two questions."""
    gateway.pay(native(sdk, attempt))
    told = asked(sdk.trade_bill(datetime.now(CHINA).date().isoformat()))
    gateway.pay(native(sdk, f"{attempt[:-1]}Z"))
    _, packed = sdk.download_bill(told["download_url"])
    assert hashlib.sha1(gzip.decompress(packed)).hexdigest() == told["hash_value"]


def test_the_bill_of_tomorrow_is_not_there(sdk: Any) -> None:
    tomorrow = datetime.now(CHINA).date() + timedelta(days=1)
    status, body = sdk.trade_bill(tomorrow.isoformat())
    assert (status, json.loads(body)["code"]) == (400, "NO_STATEMENT_EXIST")


def test_a_day_on_which_nothing_happened_has_no_bill(sdk: Any) -> None:
    status, body = sdk.trade_bill("2020-01-01")
    assert (status, json.loads(body)["code"]) == (400, "NO_STATEMENT_EXIST")


def test_the_certificates_are_fetched_sealed(gateway: Gateway, sdk: Any) -> None:
    sdk._core._certificates.clear()
    sdk._core._update_certificates()
    serials = [f"{certificate.serial_number:X}" for certificate in sdk._core._certificates]
    assert gateway.merchant["wechat"]["platform_serial"] in serials


def test_a_new_certificate_is_found_by_its_serial(gateway: Gateway, sdk: Any, attempt: str) -> None:
    serial = gateway.ask("renew-certificate", "POST")["serial"]
    native(sdk, attempt)
    assert serial in [f"{certificate.serial_number:X}" for certificate in sdk._core._certificates]


def test_the_mode_of_public_keys(gateway: Gateway, tmp_path: Path, attempt: str) -> None:
    sdk = wechat_sdk(gateway, tmp_path / "none", public_key=True)
    native(sdk, attempt)
    assert state(sdk, attempt) == "NOTPAY"


@pytest.mark.parametrize("operation", ["native", "query", "close"])
def test_a_tampered_answer_is_refused_by_the_sdk(gateway: Gateway, sdk: Any, attempt: str, operation: str) -> None:
    if operation != "native":
        native(sdk, attempt)
    gateway.break_with(f"wechat.{operation}", "tampered")
    calls: dict[str, Callable[[], object]] = {
        "native": lambda: native(sdk, attempt),
        "query": lambda: state(sdk, attempt),
        "close": lambda: sdk.close(attempt),
    }
    with pytest.raises(Exception, match="failed to verify the signature"):
        calls[operation]()


def test_a_tampered_callback_is_refused_by_the_sdk(
    gateway: Gateway, sdk: Any, attempt: str, door: MerchantDoor
) -> None:
    gateway.break_with("wechat.notify", "tampered")
    door.says = [(401, b"")]
    gateway.pay(native(sdk, attempt))
    first, second = door.next(), door.next()
    assert sdk.callback(first.headers, first.body) is None
    assert sdk.callback(second.headers, second.body)["resource"]["out_trade_no"] == attempt


def test_a_wrong_key_of_the_merchant_is_refused(gateway: Gateway, sdk: Any, attempt: str) -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa

    sdk._core._private_key = rsa.generate_private_key(65537, 2048)
    status, body = sdk.pay("水费", attempt, {"total": 1, "currency": "CNY"})
    assert (status, json.loads(body)["code"]) == (401, "SIGN_ERROR")
    assert gateway.trade(attempt) is None


@pytest.mark.parametrize("fen", [0, -1, 10**12])
def test_amounts_that_are_none_are_refused(gateway: Gateway, sdk: Any, attempt: str, fen: int) -> None:
    status, body = sdk.pay("水费", attempt, {"total": fen, "currency": "CNY"})
    assert (status, json.loads(body)["code"]) == (400, "PARAM_ERROR")
    assert gateway.trade(attempt) is None
