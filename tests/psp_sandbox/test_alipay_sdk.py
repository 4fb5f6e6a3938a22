"""The public SDK drives the Alipay side unmodified but for the host."""

import io
import zipfile
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qsl

import pytest
import requests
from alipay.exceptions import AliPayException, AliPayValidationError

from tests.helpers.psp_gateway import PATIENCE_S, Gateway, Heard, MerchantDoor
from tests.psp_sandbox.public_sdks import alipay_sdk

CHINA = timezone(timedelta(hours=8))


@pytest.fixture
def sdk(gateway: Gateway, door: MerchantDoor) -> Any:
    return alipay_sdk(gateway, door.url)


def precreated(sdk: Any, attempt: str, yuan: str = "12.34") -> str:
    told = sdk.api_alipay_trade_precreate("水费 2 笔", attempt, yuan)
    assert told["code"] == "10000", told
    return str(told["qr_code"])


def taken(sdk: Any, attempt: str, code: str) -> dict[str, Any]:
    told: dict[str, Any] = sdk.api_alipay_trade_pay(attempt, "bar_code", code, "水费", total_amount="12.34")
    return told


def status(sdk: Any, attempt: str) -> str:
    told = sdk.api_alipay_trade_query(out_trade_no=attempt)
    return str(told.get("trade_status") or told["sub_code"])


def form_of(heard: Heard) -> dict[str, str]:
    return dict(parse_qsl(heard.body.decode(), keep_blank_values=True))


def believes(sdk: Any, form: dict[str, str]) -> bool:
    form = dict(form)
    return bool(sdk.verify(form, form.pop("sign")))


def test_there_is_no_trade_before_somebody_scans(gateway: Gateway, sdk: Any, attempt: str, door: MerchantDoor) -> None:
    code = precreated(sdk, attempt)
    assert code.startswith("https://qr.alipay.com/")
    assert status(sdk, attempt) == "ACQ.TRADE_NOT_EXIST"
    gateway.ask("scan", "POST", code=code)
    assert status(sdk, attempt) == "WAIT_BUYER_PAY"
    gateway.pay(code)
    told = sdk.api_alipay_trade_query(out_trade_no=attempt)
    assert (told["trade_status"], told["total_amount"]) == ("TRADE_SUCCESS", "12.34")
    form = form_of(door.next())
    assert believes(sdk, form)
    assert (form["trade_status"], form["total_amount"]) == ("TRADE_SUCCESS", "12.34")
    assert (form["seller_id"], form["app_id"]) == tuple(
        gateway.merchant["alipay"][name] for name in ("seller_id", "app_id")
    )
    assert form["trade_no"] == told["trade_no"]
    assert form["subject"] == "水费 2 笔"


def test_the_same_number_again_is_the_same_code_and_another_amount_is_refused(sdk: Any, attempt: str) -> None:
    assert precreated(sdk, attempt) == precreated(sdk, attempt)
    assert sdk.api_alipay_trade_precreate("水费 2 笔", attempt, "12.35")["sub_code"] == "ACQ.CONTEXT_INCONSISTENT"


def test_a_code_on_her_phone_pays_at_once_and_only_once(gateway: Gateway, sdk: Any, attempt: str) -> None:
    code = gateway.payment_code("alipay")
    told = taken(sdk, attempt, code)
    assert (told["code"], told["total_amount"]) == ("10000", "12.34")
    assert taken(sdk, f"{attempt}x", code)["sub_code"] == "ACQ.PAYMENT_AUTH_CODE_INVALID"


def test_a_password_is_waited_for(gateway: Gateway, sdk: Any, attempt: str, door: MerchantDoor) -> None:
    assert taken(sdk, attempt, gateway.payment_code("alipay", "password"))["code"] == "10003"
    assert status(sdk, attempt) == "WAIT_BUYER_PAY"
    gateway.ask("pay", "POST", attempt=attempt, channel="alipay")
    assert status(sdk, attempt) == "TRADE_SUCCESS"
    assert form_of(door.next())["out_trade_no"] == attempt


def test_without_money_it_fails(gateway: Gateway, sdk: Any, attempt: str) -> None:
    told = taken(sdk, attempt, gateway.payment_code("alipay", "poor"))
    assert (told["code"], told["sub_code"]) == ("40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH")


def test_cancelling_gives_back_what_was_paid(gateway: Gateway, sdk: Any, attempt: str) -> None:
    taken(sdk, attempt, gateway.payment_code("alipay"))
    told = [sdk.api_alipay_trade_cancel(out_trade_no=attempt) for _ in range(2)]
    assert [(each["retry_flag"], each["action"]) for each in told] == [("N", "refund")] * 2
    assert status(sdk, attempt) == "TRADE_CLOSED"
    assert [(back["fen"], back["undoing"]) for back in gateway.refunds(attempt)] == [(1234, True)]


def test_cancelling_closes_what_waits(gateway: Gateway, sdk: Any, attempt: str) -> None:
    taken(sdk, attempt, gateway.payment_code("alipay", "password"))
    assert sdk.api_alipay_trade_cancel(out_trade_no=attempt)["action"] == "close"
    assert status(sdk, attempt) == "TRADE_CLOSED"
    assert gateway.try_to("pay", attempt=attempt, channel="alipay").status_code == 409
    assert gateway.refunds(attempt) == []


def test_cancelling_what_nobody_knows_is_a_yes_that_says_nothing(sdk: Any, attempt: str) -> None:
    told = sdk.api_alipay_trade_cancel(out_trade_no=attempt)
    assert (told["code"], told["retry_flag"]) == ("10000", "N")
    assert "action" not in told
    assert status(sdk, attempt) == "ACQ.TRADE_NOT_EXIST"


def test_cancelling_an_unscanned_code_kills_it(gateway: Gateway, sdk: Any, attempt: str) -> None:
    code = precreated(sdk, attempt)
    assert "action" not in sdk.api_alipay_trade_cancel(out_trade_no=attempt)
    assert gateway.try_to("pay", code=code).status_code == 409
    assert status(sdk, attempt) == "ACQ.TRADE_NOT_EXIST"


def test_cancel_may_want_to_be_asked_again(gateway: Gateway, sdk: Any, attempt: str) -> None:
    gateway.ask("scan", "POST", code=precreated(sdk, attempt))
    gateway.break_with("alipay.cancel", "ask_again")
    assert sdk.api_alipay_trade_cancel(out_trade_no=attempt)["retry_flag"] == "Y"
    assert status(sdk, attempt) == "WAIT_BUYER_PAY"
    assert sdk.api_alipay_trade_cancel(out_trade_no=attempt)["retry_flag"] == "N"
    assert status(sdk, attempt) == "TRADE_CLOSED"


def test_only_what_waits_is_closed(gateway: Gateway, sdk: Any, attempt: str) -> None:
    code = precreated(sdk, attempt)
    assert sdk.api_alipay_trade_close(out_trade_no=attempt)["sub_code"] == "ACQ.TRADE_NOT_EXIST"
    gateway.ask("scan", "POST", code=code)
    assert sdk.api_alipay_trade_close(out_trade_no=attempt)["code"] == "10000"
    assert status(sdk, attempt) == "TRADE_CLOSED"
    assert sdk.api_alipay_trade_close(out_trade_no=attempt)["sub_code"] == "ACQ.REASON_TRADE_STATUS_INVALID"


def test_money_goes_back_once_for_each_number(gateway: Gateway, sdk: Any, attempt: str, door: MerchantDoor) -> None:
    taken(sdk, attempt, gateway.payment_code("alipay"))
    door.next()
    told = [sdk.api_alipay_trade_refund("2.34", out_trade_no=attempt, out_request_no="R1") for _ in range(2)]
    assert [(each["fund_change"], each["refund_fee"]) for each in told] == [("Y", "2.34"), ("N", "2.34")]
    assert [back["fen"] for back in gateway.refunds(attempt)] == [234]
    found = sdk.api_alipay_trade_fastpay_refund_query("R1", out_trade_no=attempt)
    assert (found["refund_status"], found["refund_amount"]) == ("REFUND_SUCCESS", "2.34")
    form = form_of(door.next())
    assert believes(sdk, form)
    assert (form["refund_fee"], form["out_biz_no"], form["trade_status"]) == ("2.34", "R1", "TRADE_SUCCESS")
    sdk.api_alipay_trade_refund("10.00", out_trade_no=attempt, out_request_no="R2")
    assert status(sdk, attempt) == "TRADE_CLOSED"
    assert form_of(door.next())["trade_status"] == "TRADE_CLOSED"


def test_a_refund_that_is_not_there_is_an_empty_yes(gateway: Gateway, sdk: Any, attempt: str) -> None:
    taken(sdk, attempt, gateway.payment_code("alipay"))
    found = sdk.api_alipay_trade_fastpay_refund_query("R9", out_trade_no=attempt)
    assert found == {"code": "10000", "msg": "Success"}


def test_no_more_goes_back_than_came(gateway: Gateway, sdk: Any, attempt: str) -> None:
    taken(sdk, attempt, gateway.payment_code("alipay"))
    told = sdk.api_alipay_trade_refund("12.35", out_trade_no=attempt, out_request_no="R1")
    assert told["sub_code"] == "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL"
    assert gateway.refunds(attempt) == []


def test_the_bill_of_the_day_has_what_came_and_went(gateway: Gateway, sdk: Any, attempt: str) -> None:
    taken(sdk, attempt, gateway.payment_code("alipay"))
    sdk.api_alipay_trade_refund("2.34", out_trade_no=attempt, out_request_no="R1")
    day = datetime.now(CHINA).date().isoformat()
    told = sdk.server_api("alipay.data.dataservice.bill.downloadurl.query", {"bill_type": "trade", "bill_date": day})
    packed = requests.get(told["bill_download_url"], timeout=PATIENCE_S).content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("业务明细.csv"))
        text = archive.read(name).decode("gb18030")
    rows = [[cell.strip() for cell in line.split(",")] for line in text.splitlines() if f",{attempt}" in line]
    assert [(row[2], row[11], row[21]) for row in rows] == [("交易", "12.34", ""), ("退款", "-2.34", "R1")]
    assert text.splitlines()[0] == "#支付宝业务明细查询"


@pytest.mark.parametrize("yuan", ["0", "0.00", "-1", "1.234", "1e3", "100000001", "NaN", "一"])
def test_amounts_that_are_none_are_refused(gateway: Gateway, sdk: Any, attempt: str, yuan: str) -> None:
    assert sdk.api_alipay_trade_precreate("水费", attempt, yuan)["sub_code"] == "ACQ.INVALID_PARAMETER"
    assert gateway.trade(attempt) is None


def test_a_number_of_json_is_an_amount_too(gateway: Gateway, sdk: Any, attempt: str) -> None:
    precreated(sdk, attempt, 12.3)  # type: ignore[arg-type]  # many merchants send it so
    trade = gateway.trade(attempt)
    assert trade is not None
    assert trade["fen"] == 1230


def test_a_tampered_answer_is_refused_by_the_sdk(gateway: Gateway, sdk: Any, attempt: str) -> None:
    precreated(sdk, attempt)
    gateway.break_with("alipay.query", "tampered")
    with pytest.raises(AliPayValidationError):
        status(sdk, attempt)


def test_a_tampered_callback_is_refused_by_the_sdk(
    gateway: Gateway, sdk: Any, attempt: str, door: MerchantDoor
) -> None:
    gateway.break_with("alipay.notify", "tampered")
    door.says = [(200, b"fail")]
    gateway.pay(precreated(sdk, attempt))
    first, second = form_of(door.next()), form_of(door.next())
    assert not believes(sdk, first)
    assert believes(sdk, second)
    assert first["notify_id"] == second["notify_id"]


def test_any_change_of_a_callback_is_refused_by_the_sdk(
    gateway: Gateway, sdk: Any, attempt: str, door: MerchantDoor
) -> None:
    gateway.pay(precreated(sdk, attempt))
    form = form_of(door.next())
    assert believes(sdk, form)
    for name in form.keys() - {"sign", "sign_type"}:
        assert not believes(sdk, form | {name: form[name] + "1"}), name


def test_a_wrong_key_of_the_merchant_is_refused(gateway: Gateway, sdk: Any, attempt: str) -> None:
    from Cryptodome.PublicKey import RSA

    sdk._app_private_key = RSA.generate(2048)
    with pytest.raises(AliPayException, match=r"isv\.invalid-signature"):
        precreated(sdk, attempt)
    assert gateway.trade(attempt) is None


def test_a_day_on_which_nothing_happened_has_no_bill(sdk: Any) -> None:
    content = {"bill_type": "trade", "bill_date": "2020-01-01"}
    told = sdk.server_api("alipay.data.dataservice.bill.downloadurl.query", content)
    assert (told["code"], told["sub_code"]) == ("40004", "isp.bill_not_exist")


@pytest.mark.parametrize("until", [{"time_expire": "2020-01-01 00:00:00"}, {"timeout_express": "0m"}])
def test_after_its_time_nobody_pays(gateway: Gateway, sdk: Any, attempt: str, until: dict[str, str]) -> None:
    code = sdk.api_alipay_trade_precreate("水费", attempt, "1", **until)["qr_code"]
    assert gateway.try_to("scan", code=code).json()["detail"] == "too_late"
    assert status(sdk, attempt) == "ACQ.TRADE_NOT_EXIST"
