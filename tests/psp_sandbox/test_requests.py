"""Requests that are not a merchant's, or not as they must be: refused, and nothing changes."""

import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
import requests
from wechatpayv3.utils import rsa_sign

from tests.helpers.psp_gateway import Gateway
from tests.psp_sandbox.public_sdks import alipay_sdk, wechat_sdk

NATIVE = "/v3/pay/transactions/native"


@pytest.fixture
def sdk(gateway: Gateway, tmp_path: Path) -> Any:
    return wechat_sdk(gateway, tmp_path / "certificates")


def order(gateway: Gateway, attempt: str, **more: object) -> bytes:
    wechat = gateway.merchant["wechat"]
    plain = {
        "appid": wechat["appid"],
        "mchid": wechat["mchid"],
        "description": "水费",
        "out_trade_no": attempt,
        "notify_url": "http://127.0.0.1:9/notify",
        "amount": {"total": 1, "currency": "CNY"},
    }
    return json.dumps(plain | more, ensure_ascii=False).encode()


def authorization(sdk: Any, body: bytes, path: str = NATIVE, when: int | None = None, method: str = "POST") -> str:
    moment = int(time.time()) if when is None else when
    signature = rsa_sign(sdk._core._private_key, f"{method}\n{path}\n{moment}\nabc\n{body.decode()}\n")
    words = {
        "mchid": sdk._core._mchid,
        "nonce_str": "abc",
        "signature": signature,
        "timestamp": moment,
        "serial_no": sdk._core._cert_serial_no,
    }
    return "WECHATPAY2-SHA256-RSA2048 " + ",".join(f'{name}="{word}"' for name, word in words.items())


def post(gateway: Gateway, body: bytes, header: str, path: str = NATIVE) -> requests.Response:
    headers = {"Authorization": header, "Content-Type": "application/json"}
    return requests.post(gateway.url + path, data=body, headers=headers, timeout=10)


def test_the_very_bytes_are_signed(gateway: Gateway, sdk: Any, attempt: str) -> None:
    body = order(gateway, attempt)
    refused = post(gateway, body + b" ", authorization(sdk, body))
    assert (refused.status_code, refused.json()["code"]) == (401, "SIGN_ERROR")
    assert sdk._core._verify_signature(refused.headers, refused.text)
    assert gateway.trade(attempt) is None
    assert post(gateway, body, authorization(sdk, body)).status_code == 200


@pytest.mark.parametrize("ago", [301, -301, 86400])
def test_a_stale_request_is_refused(gateway: Gateway, sdk: Any, attempt: str, ago: int) -> None:
    body = order(gateway, attempt)
    refused = post(gateway, body, authorization(sdk, body, when=int(time.time()) - ago))
    assert refused.status_code == 401
    assert gateway.trade(attempt) is None


@pytest.mark.parametrize(
    ("what", "by"), [("mchid=", "mchid=0"), ("serial_no=", "serial="), ("WECHATPAY2", "WECHATPAY1"), ('abc"', 'abd"')]
)
def test_each_word_of_the_signature_counts(gateway: Gateway, sdk: Any, attempt: str, what: str, by: str) -> None:
    body = order(gateway, attempt)
    assert post(gateway, body, authorization(sdk, body).replace(what, by)).status_code == 401
    assert post(gateway, body, "").status_code == 401
    assert gateway.trade(attempt) is None


def test_a_signature_for_another_path_is_refused(gateway: Gateway, sdk: Any, attempt: str) -> None:
    body = order(gateway, attempt)
    assert post(gateway, body, authorization(sdk, body), f"{NATIVE}?x=1").status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": {"total": "1"}},
        {"amount": {"total": 1.0}},
        {"amount": {"total": True}},
        {"amount": {"total": 1, "currency": "USD"}},
        {"description": ""},
        {"description": "长" * 128},
        {"out_trade_no": "short"},
        {"out_trade_no": "x" * 33},
        {"out_trade_no": "with space"},
        {"notify_url": "http://127.0.0.1/?with=query"},
        {"time_expire": "2026-11-22T10:00:00"},
        {"appid": 7},
    ],
)
def test_orders_that_are_none_are_refused(gateway: Gateway, sdk: Any, attempt: str, wrong: dict[str, object]) -> None:
    body = order(gateway, attempt, **wrong)
    refused = post(gateway, body, authorization(sdk, body))
    assert (refused.status_code, refused.json()["code"]) == (400, "PARAM_ERROR")
    assert gateway.trade(attempt) is None


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 10_000])
def test_bodies_that_are_no_order_are_refused(gateway: Gateway, sdk: Any, body: bytes) -> None:
    header = authorization(sdk, b"{}")
    if body != b"\xff":
        header = authorization(sdk, body)
    assert post(gateway, body, header).status_code in (400, 401)


def test_somebody_elses_order_is_refused(gateway: Gateway, sdk: Any, attempt: str) -> None:
    body = order(gateway, attempt, appid="wxsomebodyelse")
    assert post(gateway, body, authorization(sdk, body)).json()["code"] == "APPID_MCHID_NOT_MATCH"


def test_after_its_time_nobody_pays_but_it_is_not_closed(gateway: Gateway, sdk: Any, attempt: str) -> None:
    body = order(gateway, attempt, time_expire="2020-01-01T00:00:00+08:00")
    code = post(gateway, body, authorization(sdk, body)).json()["code_url"]
    assert gateway.try_to("pay", code=code).json()["detail"] == "too_late"
    assert json.loads(sdk.query(out_trade_no=attempt)[1])["trade_state"] == "NOTPAY"


def test_a_giant_body_is_not_read(gateway: Gateway) -> None:
    answer = requests.post(f"{gateway.url}{NATIVE}", data=b"x" * 70_000, timeout=10)
    assert answer.status_code == 413


def test_an_unknown_path_is_refused(gateway: Gateway, sdk: Any) -> None:
    body = b"{}"
    answer = post(gateway, body, authorization(sdk, body, "/v3/nothing"), "/v3/nothing")
    assert answer.status_code == 404


def test_alipay_takes_a_form_too(gateway: Gateway, attempt: str) -> None:
    sdk = alipay_sdk(gateway)
    data = sdk.build_body(
        "alipay.trade.precreate", {"out_trade_no": attempt, "total_amount": "1.00", "subject": "水费 & 电费"[:2]}
    )
    form = dict(parse_qsl(sdk.sign_data(data)))
    answer = requests.post(f"{gateway.url}/gateway.do", data=form, timeout=10)
    assert answer.json()["alipay_trade_precreate_response"]["code"] == "10000"
    assert "\\/" in answer.text


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("app_id", "2021000000000000", "isv.invalid-app-id"),
        ("sign_type", "RSA", "isv.invalid-signature-type"),
        ("timestamp", "2026-01-01 00:00:00", "isv.invalid-signature"),
        ("biz_content", "{}", "isv.invalid-signature"),
    ],
)
def test_each_parameter_of_alipay_is_signed(gateway: Gateway, attempt: str, name: str, value: str, said: str) -> None:
    sdk = alipay_sdk(gateway)
    content = {"out_trade_no": attempt, "total_amount": "1.00", "subject": "水费"}
    form = dict(parse_qsl(sdk.sign_data(sdk.build_body("alipay.trade.precreate", content))))
    answer = requests.post(f"{gateway.url}/gateway.do", data=form | {name: value}, timeout=10)
    assert answer.json()["error_response"]["sub_code"] == said
    assert gateway.trade(attempt) is None


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"a=" + b"x" * 60_000, b"&".join([b"a=1"] * 5000)])
def test_alipay_refuses_rubbish(gateway: Gateway, body: bytes) -> None:
    answer = requests.post(f"{gateway.url}/gateway.do", data=body, timeout=10)
    assert answer.json()["error_response"]["code"] == "40002"


def test_a_bill_address_that_was_never_given_is_none(gateway: Gateway) -> None:
    assert requests.get(f"{gateway.url}/bills/nothing", timeout=10).status_code == 404


def test_the_payers_side_wants_its_token(gateway: Gateway) -> None:
    for header in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer ü".encode().decode("latin-1")}):
        assert requests.get(f"{gateway.url}/payer/ledger", headers=header, timeout=10).status_code == 401


def test_a_code_that_nobody_showed_is_unknown(gateway: Gateway) -> None:
    answer = gateway.try_to("scan", code="https://example.org")
    assert (answer.status_code, answer.json()["detail"]) == (409, "unknown")
