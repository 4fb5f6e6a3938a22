"""The Alipay channel against a host that says what a test has written."""

import base64
import contextlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from backend.payments.alipay import told
from backend.payments.alipay.bill import MOST_BYTES, MOST_ENTRIES, lines_of
from backend.payments.alipay.channel import AlipayChannel
from backend.payments.channel import (
    BillLine,
    Channel,
    ChannelError,
    NoAnswer,
    NotGenuine,
    RefundReport,
    RefundTold,
    Refused,
    Report,
    Told,
    Undone,
)
from backend.payments.line import Deadlines
from backend.payments.wire_numbers import REVERSAL
from tests.agreement.rough_server import http, rough_server, says
from tests.helpers import alipay_far_end as far
from tests.helpers.alipay_far_end import ATTEMPT, NOW, REFUND, failed, good
from tests.helpers.rsa_keys import rsa_key
from tests.helpers.scripted_host import Heard, Reply, ScriptedHost, scripted_host

CODE = "289876543210987654"
UNTIL = NOW + timedelta(minutes=3)
DAY = date(2026, 11, 20)
Content = Mapping[str, object]


@pytest.fixture
def host() -> Iterator[ScriptedHost]:
    with scripted_host(lambda heard: Reply(500)) as found:
        yield found


@pytest.fixture
def channel(host: ScriptedHost) -> Iterator[AlipayChannel]:
    found = AlipayChannel(far.merchant(host.url, host.url), lambda: NOW)
    yield found
    found.close_line()


def show(channel: Channel) -> str:
    return channel.show_code(ATTEMPT, 8888, "水费 2 笔", UNTIL)


def take(channel: Channel) -> Report:
    return channel.take_code(ATTEMPT, 8888, "水费 2 笔", CODE)


OPERATIONS: Mapping[str, Callable[[Channel], object]] = {
    "show": show,
    "take": take,
    "ask": lambda channel: channel.ask(ATTEMPT),
    "close": lambda channel: channel.close(ATTEMPT, by_her_code=False),
    "cancel": lambda channel: channel.close(ATTEMPT, by_her_code=True),
    "refund": lambda channel: channel.refund(ATTEMPT, REFUND, 100, 8888),
    "ask_refund": lambda channel: channel.ask_refund(ATTEMPT, REFUND),
    "bill": lambda channel: channel.bill(DAY),
}


def outcome(channel: Channel, operation: str) -> str:
    """What comes of it, in one word."""
    try:
        found = OPERATIONS[operation](channel)
    except ChannelError as error:
        return type(error).__name__
    if isinstance(found, Report | RefundReport):
        return found.told.value
    return found.value if isinstance(found, Undone) else f"{found}"


def always(content: Content) -> Callable[[Heard], Reply]:
    return lambda heard: far.says(heard, content)


def by_method(**contents: Content) -> Callable[[Heard], Reply]:
    """An answer for each last word of a method."""
    return lambda heard: far.says(heard, contents[far.form(heard)["method"].rsplit(".", 1)[1]])


def asked(heard: Heard) -> dict[str, object]:
    found: dict[str, object] = json.loads(far.form(heard)["biz_content"])
    return found


def test_it_is_a_channel(channel: AlipayChannel) -> None:
    contract: Channel = channel
    assert contract.name == "alipay"


def test_a_request_as_alipay_verifies_it(host: ScriptedHost, channel: AlipayChannel) -> None:
    host.answer = always(good(qr_code="https://qr.alipay.com/bavh4wjlxf12tper3a"))
    assert show(channel) == "https://qr.alipay.com/bavh4wjlxf12tper3a"
    heard = host.heard[0]
    assert (heard.method, heard.target) == ("POST", "/gateway.do?charset=utf-8")  # no order in an address
    form = dict(far.form(heard))
    assert asked(heard) == {
        "out_trade_no": ATTEMPT,
        "total_amount": "88.88",
        "subject": "水费 2 笔",
        "time_expire": "2026-11-22 12:03:00",
    }
    signature = base64.b64decode(form.pop("sign"))
    text = "&".join(f"{name}={form[name]}" for name in sorted(form))
    rsa_key("merchant").public_key().verify(signature, text.encode(), PKCS1v15(), SHA256())
    assert form.pop("biz_content")
    assert form == {
        "app_id": far.APP,
        "method": "alipay.trade.precreate",
        "format": "JSON",
        "charset": "utf-8",
        "sign_type": "RSA2",
        "timestamp": "2026-11-22 12:00:00",
        "version": "1.0",
        "notify_url": "https://office.example/v1/psp/alipay/notify",
    }


def test_her_code_pays_at_once(host: ScriptedHost, channel: AlipayChannel) -> None:
    paid = good(trade_no="2013", total_amount="88.88", gmt_payment="2026-11-22 11:59:58", buyer_user_id="2088")
    host.answer = always(paid)
    paid_at = datetime(2026, 11, 22, 3, 59, 58, tzinfo=UTC)
    assert take(channel) == Report(ATTEMPT, Told.PAID, 8888, "CNY", "2013", paid_at, "2088")
    assert asked(host.heard[0]) == {
        "out_trade_no": ATTEMPT,
        "total_amount": "88.88",
        "subject": "水费 2 笔",
        "scene": "bar_code",
        "auth_code": CODE,
    }


def test_she_types_her_password(host: ScriptedHost, channel: AlipayChannel) -> None:
    host.answer = always({"code": "10003", "msg": " order success pay inprocess", "out_trade_no": ATTEMPT})
    assert outcome(channel, "take") == "paying"
    assert outcome(channel, "ask") == "NoAnswer"


@pytest.mark.parametrize("code", ["130061098828009406", "6212345678901234567", "", "28987654321098"])
def test_a_code_of_another_purse_is_not_sent(host: ScriptedHost, channel: AlipayChannel, code: str) -> None:
    with pytest.raises(Refused):
        channel.take_code(ATTEMPT, 8888, "水费 2 笔", code)
    assert host.heard == []


PAID_AT = {"send_pay_date": "2026-11-22 11:59:58"}


@pytest.mark.parametrize(
    ("trade", "expected"),
    [
        (far.trade("WAIT_BUYER_PAY"), "waiting"),
        (far.trade("TRADE_SUCCESS", **PAID_AT), "paid"),
        (far.trade("TRADE_FINISHED", **PAID_AT), "paid"),
        (far.trade("TRADE_CLOSED"), "closed"),
        (far.trade("TRADE_CLOSED", ext_infos='{"action":"cancel"}'), "closed"),
        (far.trade("TRADE_CLOSED", **PAID_AT), "refunded"),
        (far.trade("TRADE_CLOSED", ext_infos='{"action":"cancel"}', **PAID_AT), "revoked"),
        (far.trade("TRADE_CLOSED", ext_infos="no JSON", **PAID_AT), "refunded"),
        (far.trade("TRADE_CLOSED", ext_infos='"\\ud800"', **PAID_AT), "refunded"),
        (far.trade("A_STATE_OF_NEXT_YEAR"), "NoAnswer"),
        (far.trade("TRADE_SUCCESS"), "NotGenuine"),
        (far.trade("TRADE_SUCCESS", total_amount=88.88, **PAID_AT), "NotGenuine"),
        (far.trade("TRADE_SUCCESS", total_amount="8888分", **PAID_AT), "NotGenuine"),
        (far.trade("TRADE_SUCCESS", trade_no="", **PAID_AT), "NotGenuine"),
    ],
)
def test_every_state(host: ScriptedHost, channel: AlipayChannel, trade: Content, expected: str) -> None:
    host.answer = always(trade)
    assert outcome(channel, "ask") == expected


def test_what_she_paid_is_told(host: ScriptedHost, channel: AlipayChannel) -> None:
    host.answer = always(far.trade("TRADE_SUCCESS", **PAID_AT))
    report = channel.ask(ATTEMPT)
    assert (report.fen, report.transaction, report.payer) == (8888, "2013112011001004330000121536", "2088101117955611")
    assert report.paid_at == datetime(2026, 11, 22, 3, 59, 58, tzinfo=UTC)
    assert "2088101117955611" not in repr(report)


GATEWAY = {
    "20000": "NoAnswer",
    "20001": "Refused",
    "40001": "Refused",
    "40002": "Refused",
    "40003": "Refused",
    "40005": "NoAnswer",
    "40006": "Refused",
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_code_of_the_gateway(host: ScriptedHost, channel: AlipayChannel, operation: str) -> None:
    assert set(GATEWAY) == set(told.GATEWAY)
    for code, expected in {**GATEWAY, "12345": "NoAnswer"}.items():
        host.answer = always({"code": code, "msg": "x", "sub_code": "isv.x"})
        assert (code, outcome(channel, operation)) == (code, expected)


EVERYWHERE = """
ACQ.SYSTEM_ERROR NoAnswer
AQC.SYSTEM_ERROR NoAnswer
ACQ.INVALID_PARAMETER Refused
ACQ.ACCESS_FORBIDDEN Refused
ACQ.PARTNER_ERROR Refused
ACQ.EXIST_FORBIDDEN_WORD Refused
ACQ.TOTAL_FEE_EXCEED Refused
ACQ.INVALID_STORE_ID Refused
ACQ.SELLER_BEEN_BLOCKED Refused
"""
KNOWN_NUMBER = """
ACQ.TRADE_HAS_SUCCESS NoAnswer
ACQ.TRADE_HAS_CLOSE NoAnswer
ACQ.CONTEXT_INCONSISTENT NoAnswer
"""
CODES = {
    "show": (told.SHOW_CODE, EVERYWHERE + KNOWN_NUMBER),
    "take": (
        told.TAKE_CODE,
        EVERYWHERE
        + KNOWN_NUMBER
        + """
ACQ.PAYMENT_AUTH_CODE_INVALID failed
ACQ.BUYER_BALANCE_NOT_ENOUGH failed
ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH failed
ACQ.ERROR_BALANCE_PAYMENT_DISABLE failed
ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT failed
ACQ.BUYER_ENABLE_STATUS_FORBID failed
ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR failed
ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR failed
ACQ.BEYOND_PAY_RESTRICTION failed
ACQ.BEYOND_PER_RECEIPT_RESTRICTION failed
ACQ.BUYER_SELLER_EQUAL failed
ACQ.TRADE_BUYER_NOT_MATCH failed
ACQ.PULL_MOBILE_CASHIER_FAIL failed
ACQ.MOBILE_PAYMENT_SWITCH_OFF failed
ACQ.USER_FACE_PAYMENT_SWITCH_OFF failed
ACQ.PAYMENT_FAIL failed
ACQ.PAYMENT_REQUEST_HAS_RISK failed
ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE failed
ACQ.RISK_MERCHANT_IP_NOT_EXIST failed
""",
    ),
    "ask": (told.ASK, EVERYWHERE + "ACQ.TRADE_NOT_EXIST not_yet"),
    "cancel": (
        told.CANCEL,
        EVERYWHERE
        + """
ACQ.TRADE_NOT_EXIST done
ACQ.TRADE_HAS_CLOSE done
ACQ.SELLER_BALANCE_NOT_ENOUGH Refused
ACQ.REASON_TRADE_BEEN_FREEZEN Refused
ACQ.REASON_TRADE_REFUND_FEE_ERR Refused
ACQ.TRADE_CANCEL_TIME_OUT Refused
ACQ.TRADE_HAS_FINISHED Refused
ACQ.CANCEL_NOT_ALLOWED Refused
""",
    ),
    "refund": (
        told.REFUND,
        EVERYWHERE
        + """
ACQ.SELLER_BALANCE_NOT_ENOUGH Refused
ACQ.REFUND_AMT_NOT_EQUAL_TOTAL Refused
ACQ.REFUND_FEE_ERROR Refused
ACQ.REASON_TRADE_REFUND_FEE_ERR Refused
ACQ.REASON_TRADE_BEEN_FREEZEN Refused
ACQ.TRADE_NOT_EXIST Refused
ACQ.TRADE_HAS_FINISHED Refused
ACQ.TRADE_STATUS_ERROR Refused
ACQ.TRADE_NOT_ALLOW_REFUND Refused
ACQ.DISCORDANT_REPEAT_REQUEST Refused
""",
    ),
    "ask_refund": (told.ASK_REFUND, EVERYWHERE + "ACQ.TRADE_NOT_EXIST unknown_there"),
    "bill": (
        told.BILL,
        EVERYWHERE
        + """
isp.bill_not_exist []
BILL_NOT_EXIST []
isp.unknow-error NoAnswer
isv.invalid-arguments Refused
INVAILID_ARGUMENTS Refused
""",
    ),
}


def rows(text: str) -> dict[str, str]:
    return {row.split()[0]: row.split()[1] for row in text.splitlines() if row}


@pytest.mark.parametrize("operation", CODES)
def test_every_sub_code(host: ScriptedHost, channel: AlipayChannel, operation: str) -> None:
    table, text = CODES[operation]
    assert set(rows(text)) == set(table)  # a row without a test is no row
    for code, expected in rows(text).items():
        host.answer = always(failed(code))
        assert (code, outcome(channel, operation)) == (code, expected)


CLOSE = (
    EVERYWHERE
    + """
ACQ.TRADE_NOT_EXIST again
ACQ.TRADE_HAS_CLOSE done
ACQ.TRADE_STATUS_ERROR Refused
ACQ.REASON_TRADE_STATUS_INVALID Refused
ACQ.REASON_ILLEGAL_STATUS Refused
"""
)


def test_every_sub_code_of_closing_what_was_shown(host: ScriptedHost, channel: AlipayChannel) -> None:
    """What nobody scanned cannot be closed: its number is cancelled, which here has to be asked for again."""
    assert set(rows(CLOSE)) == set(told.CLOSE)
    for code, expected in rows(CLOSE).items():
        host.answer = by_method(close=failed(code), cancel=good(retry_flag="Y"))
        assert (code, outcome(channel, "close")) == (code, expected)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("code", ["ACQ.A_CODE_OF_NEXT_YEAR", "两个字"])
def test_an_unknown_sub_code_is_never_a_failure(
    host: ScriptedHost, channel: AlipayChannel, operation: str, code: str
) -> None:
    host.answer = always(failed(code))
    assert outcome(channel, operation) == "NoAnswer"


@pytest.mark.parametrize(
    ("cancelled", "expected"),
    [
        (good(retry_flag="N", action="close"), Undone.DONE),
        (good(retry_flag="N", action="refund"), Undone.DONE),
        (good(retry_flag="Y"), Undone.AGAIN),
        ({**failed("ACQ.SELLER_BALANCE_NOT_ENOUGH"), "retry_flag": "Y"}, Undone.AGAIN),
    ],
)
def test_cancelling(host: ScriptedHost, channel: AlipayChannel, cancelled: Content, expected: Undone) -> None:
    host.answer = by_method(cancel=cancelled)
    assert channel.close(ATTEMPT, by_her_code=True) is expected
    assert [far.form(heard)["method"] for heard in host.heard] == ["alipay.trade.cancel"]


def test_closing_what_was_shown_and_scanned(host: ScriptedHost, channel: AlipayChannel) -> None:
    host.answer = by_method(close=good(trade_no="2013"))
    assert channel.close(ATTEMPT, by_her_code=False) is Undone.DONE
    assert len(host.heard) == 1


def test_refunding(host: ScriptedHost, channel: AlipayChannel) -> None:
    host.answer = always(good(fund_change="Y", refund_fee="1.00"))
    assert channel.refund(ATTEMPT, REFUND, 100, 8888) == RefundReport(REFUND, RefundTold.DONE, 100)
    assert asked(host.heard[0]) == {"out_trade_no": ATTEMPT, "out_request_no": REFUND, "refund_amount": "1.00"}
    host.answer = always(good(fund_change="N", refund_fee="1.00"))
    assert channel.refund(ATTEMPT, REFUND, 100, 8888).told is RefundTold.GOING_ON


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (good(out_request_no=REFUND, refund_status="REFUND_SUCCESS", refund_amount="1.00"), "done"),
        (good(), "unknown_there"),
        (good(out_request_no=REFUND, refund_status=""), "unknown_there"),
        (good(out_request_no=REFUND, refund_status="REFUND_NEXT_YEAR", refund_amount="1.00"), "NoAnswer"),
        (good(out_request_no="R0OTHER", refund_status="REFUND_SUCCESS", refund_amount="1.00"), "NotGenuine"),
        (good(out_request_no=REFUND, refund_status="REFUND_SUCCESS", refund_amount="1"), "done"),
        (good(out_request_no=REFUND, refund_status="REFUND_SUCCESS"), "NotGenuine"),
    ],
)
def test_asking_for_a_refund(host: ScriptedHost, channel: AlipayChannel, content: Content, expected: str) -> None:
    host.answer = always(content)
    assert outcome(channel, "ask_refund") == expected


ANOTHER = "A0HALL0000000000000000000002"


@pytest.mark.parametrize("operation", ["show", "take", "ask", "refund"])
def test_a_signed_answer_about_another_attempt(host: ScriptedHost, channel: AlipayChannel, operation: str) -> None:
    host.answer = always(
        far.trade("TRADE_SUCCESS", out_trade_no=ANOTHER, qr_code="x", gmt_payment="2026-11-22 11:59:58", **PAID_AT)
    )
    assert outcome(channel, operation) == "NotGenuine"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_alipay_did_not_sign(host: ScriptedHost, channel: AlipayChannel, operation: str) -> None:
    host.answer = lambda heard: Reply(200, far.says(heard, good()).body.replace(b'"10000"', b'"10001"'))
    assert outcome(channel, operation) == "NotGenuine"
    host.answer = lambda heard: Reply(200, b'{"error_response":{"code":"40002","msg":"Invalid Arguments"}}')
    assert outcome(channel, operation) == "NoAnswer"
    host.answer = lambda heard: Reply(200, b"<html>")
    assert outcome(channel, operation) == "NotGenuine"
    for status in (301, 302, 400, 404, 500, 502):
        host.answer = lambda heard, status=status: Reply(  # type: ignore[misc]
            status, far.says(heard, failed("ACQ.TRADE_NOT_EXIST")).body, {"Location": f"{host.url}/elsewhere"}
        )
        assert outcome(channel, operation) == "NoAnswer"


def test_no_answer_in_time_and_half_of_one() -> None:
    for answer in (says(), says(http("200 OK", b"{}", declared=500)), says(http("200 OK", b" " * (300 * 1024)))):
        with rough_server(answer) as server:
            channel = AlipayChannel(far.merchant(server.url), lambda: NOW, deadlines=Deadlines(0.5, 0.2, 0.4))
            with pytest.raises(NoAnswer) as error:
                take(channel)
            channel.close_line()
            assert len(server.requests) == 1
        assert error.value.__context__ is None
        assert CODE not in str(error.value)


BILL_PATH = "/downloadBillFile.resource?bizType=trade&userId=2088&fileType=csv.zip&downloadFileName=a_b.csv.zip"


def bill_host(raw: bytes, status: int = 200, where: str = "") -> Callable[[Heard], Reply]:
    def answer(heard: Heard) -> Reply:
        if heard.method == "POST":
            return far.says(heard, good(bill_download_url=f"http://{where or heard.headers['host']}{BILL_PATH}"))
        return Reply(status, raw)

    return answer


ROWS = [
    far.bill_row(ATTEMPT, "交易", "88.88"),
    far.bill_row(ATTEMPT, "退款", "-1.00", REFUND),
    far.bill_row(ATTEMPT, "退款", "-87.88"),
    far.bill_row(ATTEMPT, "退款", "-1.00", ATTEMPT),
]


def test_a_bill(host: ScriptedHost, channel: AlipayChannel) -> None:
    host.answer = bill_host(far.bill(ROWS))
    transaction = "2013112011001004330000121536"
    assert channel.bill(DAY) == [
        BillLine(ATTEMPT, 8888, transaction),
        BillLine(ATTEMPT, 100, transaction, REFUND),
        BillLine(ATTEMPT, 8788, transaction, REVERSAL),
        BillLine(ATTEMPT, 100, transaction, REVERSAL),
    ]
    assert asked(host.heard[0]) == {"bill_type": "trade", "bill_date": "2026-11-20"}
    assert host.heard[1].target == BILL_PATH
    assert "authorization" not in host.heard[1].headers


def test_a_day_without_a_line(host: ScriptedHost, channel: AlipayChannel) -> None:
    host.answer = bill_host(far.bill([]))
    assert channel.bill(DAY) == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(bill_host(b""), "NotGenuine", id="nothing"),
        pytest.param(bill_host(b"<html>"), "NotGenuine", id="a page"),
        pytest.param(bill_host(far.bill(ROWS)[:-30]), "NotGenuine", id="cut off"),
        pytest.param(bill_host(far.bill([ROWS[0] + ",x"])), "NotGenuine", id="a longer line"),
        pytest.param(bill_host(far.bill([far.bill_row(ATTEMPT, "新的", "1.00")])), "NotGenuine", id="a new kind"),
        pytest.param(bill_host(far.bill([far.bill_row(ATTEMPT, "退款", "1.00")])), "NotGenuine", id="the wrong way"),
        pytest.param(bill_host(far.bill([far.bill_row(ATTEMPT, "交易", "-1.00")])), "NotGenuine", id="below nothing"),
        pytest.param(bill_host(far.bill([far.bill_row("", "交易", "1.00")])), "NotGenuine", id="of no attempt"),
        pytest.param(bill_host(far.bill(ROWS), where="elsewhere.example"), "NotGenuine", id="another place"),
        pytest.param(bill_host(far.bill(ROWS), status=404), "NoAnswer", id="run out"),
    ],
)
def test_a_bill_that_is_none(
    host: ScriptedHost, channel: AlipayChannel, answer: Callable[[Heard], Reply], expected: str
) -> None:
    host.answer = answer
    assert outcome(channel, "bill") == expected


def test_a_bill_with_any_bit_flipped_is_the_same_or_none() -> None:
    raw = far.bill(ROWS)
    whole = lines_of(raw)
    for bit in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        with contextlib.suppress(NotGenuine):
            assert lines_of(bytes(flipped)) == whole


def archive(*texts: bytes, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packed) as found:
        for number, text in enumerate(texts):
            found.writestr(f"{number}.csv", text)
    return file.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(archive(b"0" * (MOST_BYTES + 1)), id="a bomb"),
        pytest.param(archive(*[b"x"] * (MOST_ENTRIES + 1)), id="many"),
        pytest.param(archive(), id="empty"),
        pytest.param(archive(b""), id="nothing in it"),
        pytest.param(archive(b"\xff\xff"), id="no text"),
        pytest.param(archive("支付宝交易号,商户订单号".encode("gbk")), id="half a head"),
    ],
)
def test_archives_that_are_no_bills(raw: bytes) -> None:
    with pytest.raises(NotGenuine):
        lines_of(raw)


@given(st.binary(max_size=300))
def test_anything_for_a_bill(raw: bytes) -> None:
    for hostile in (raw, far.bill(ROWS)[:400] + raw, raw + far.bill(ROWS)[400:]):
        with contextlib.suppress(NotGenuine):
            lines_of(hostile)


def test_a_bill_that_is_not_made_yet(host: ScriptedHost, channel: AlipayChannel) -> None:
    host.answer = always(failed("isp.bill_not_exist"))
    assert channel.bill(date(2026, 11, 21)) == []  # it is noon of the 22nd in China
    with pytest.raises(Refused):
        channel.bill(date(2026, 11, 22))
