"""The WeChat channel against a host that says what a test has written."""

import hashlib
import json
import re
import socket
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

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
from backend.payments.wechat import told
from backend.payments.wechat.channel import WechatChannel
from backend.payments.wire_numbers import REVERSAL
from tests.agreement.rough_server import RoughServer, http, rough_server, says
from tests.helpers import wechat_far_end as far
from tests.helpers.rsa_keys import rsa_key
from tests.helpers.scripted_host import Heard, Reply, ScriptedHost, scripted_host
from tests.helpers.wechat_far_end import ATTEMPT, NOW, REFUND, SERIAL

CODE = "130061098828009406"
UNTIL = NOW + timedelta(minutes=3)
DAY = date(2026, 11, 20)


@pytest.fixture
def host() -> Iterator[ScriptedHost]:
    with scripted_host(lambda heard: Reply(500)) as found:
        yield found


@pytest.fixture
def channel(host: ScriptedHost) -> Iterator[WechatChannel]:
    found = WechatChannel(far.merchant(host.url), lambda: NOW)
    yield found
    found.close_line()


def show(channel: Channel) -> str:
    return channel.show_code(ATTEMPT, 8888, "水费 2 笔", UNTIL)


def take(channel: Channel) -> Report:
    return channel.take_code(ATTEMPT, 8888, "水费 2 笔", CODE)


def give_back(channel: Channel) -> RefundReport:
    return channel.refund(ATTEMPT, REFUND, 100, 8888)


OPERATIONS: Mapping[str, Callable[[Channel], object]] = {
    "show": show,
    "take": take,
    "ask": lambda channel: channel.ask(ATTEMPT),
    "close": lambda channel: channel.close(ATTEMPT, by_her_code=False),
    "reverse": lambda channel: channel.close(ATTEMPT, by_her_code=True),
    "refund": give_back,
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


def test_it_is_a_channel(channel: WechatChannel) -> None:
    contract: Channel = channel
    assert contract.name == "wechat"


def test_a_request_as_wechat_verifies_it(host: ScriptedHost, channel: WechatChannel) -> None:
    host.answer = lambda heard: far.says(200, {"code_url": "weixin://wxpay/bizpayurl?pr=p4lpSuKzz"})
    assert show(channel) == "weixin://wxpay/bizpayurl?pr=p4lpSuKzz"
    heard = host.heard[0]
    assert (heard.method, heard.target) == ("POST", "/v3/pay/transactions/native")
    assert json.loads(heard.body) == {
        "appid": "wxd678efh567hg6787",
        "mchid": "1900000109",
        "description": "水费 2 笔",
        "out_trade_no": ATTEMPT,
        "amount": {"total": 8888, "currency": "CNY"},
        "time_expire": "2026-11-22T12:03:00+08:00",
        "notify_url": "https://office.example/v1/psp/wechat/notify",
    }
    assert heard.headers["wechatpay-serial"] == far.PUBLIC_KEY
    assert "cookie" not in heard.headers
    scheme, _, rest = heard.headers["authorization"].partition(" ")
    members = dict(re.findall(r'(\w+)="([^"]*)"', rest))
    assert scheme == "WECHATPAY2-SHA256-RSA2048"
    assert set(members) == {"mchid", "nonce_str", "signature", "timestamp", "serial_no"}
    assert members["timestamp"] == str(int(NOW.timestamp()))
    text = f"POST\n{heard.target}\n{members['timestamp']}\n{members['nonce_str']}\n".encode() + heard.body + b"\n"
    rsa_key("merchant").public_key().verify(b64decode(members["signature"]), text, PKCS1v15(), SHA256())


def test_the_same_attempt_has_the_same_body_and_a_fresh_nonce(host: ScriptedHost, channel: WechatChannel) -> None:
    host.answer = lambda heard: far.says(200, {"code_url": "weixin://x"})
    show(channel)
    show(channel)
    assert host.heard[0].body == host.heard[1].body
    assert host.heard[0].headers["authorization"] != host.heard[1].headers["authorization"]


def test_her_code_pays_at_once(host: ScriptedHost, channel: WechatChannel) -> None:
    host.answer = lambda heard: far.says(200, far.order("SUCCESS"))
    paid_at = datetime(2026, 11, 22, 3, 59, 58, tzinfo=UTC)
    assert take(channel) == Report(
        ATTEMPT, Told.PAID, 8888, "CNY", "4200000925202101284997714292", paid_at, "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"
    )
    said = json.loads(host.heard[0].body)
    assert said["payer"] == {"auth_code": CODE}
    assert said["scene_info"] == {"store_info": {"id": "hall-1"}}
    assert host.heard[0].target == "/v3/pay/transactions/codepay"


@pytest.mark.parametrize("code", ["289876543210987654", "6212345678901234567", "", "13006109882800940"])
def test_a_code_of_another_purse_is_not_sent(host: ScriptedHost, channel: WechatChannel, code: str) -> None:
    with pytest.raises(Refused):
        channel.take_code(ATTEMPT, 8888, "水费 2 笔", code)
    assert host.heard == []


STATES = {
    "SUCCESS": "paid",
    "REFUND": "refunded",
    "NOTPAY": "waiting",
    "CLOSED": "closed",
    "REVOKED": "revoked",
    "USERPAYING": "paying",
    "ACCEPT": "paying",
    "PAYERROR": "failed",
}


def test_every_state(host: ScriptedHost, channel: WechatChannel) -> None:
    assert set(STATES) == set(told.TRADE_STATES)
    for state, expected in STATES.items():
        host.answer = lambda heard, state=state: far.says(200, far.order(state))  # type: ignore[misc]
        assert outcome(channel, "ask") == outcome(channel, "take") == expected
    assert host.heard[0].target == f"/v3/pay/transactions/out-trade-no/{ATTEMPT}?mchid=1900000109"
    host.answer = lambda heard: far.says(200, far.order("A_STATE_OF_NEXT_YEAR"))
    assert outcome(channel, "ask") == "NoAnswer"


def test_every_state_of_a_refund(host: ScriptedHost, channel: WechatChannel) -> None:
    states = {"SUCCESS": "done", "PROCESSING": "going_on", "CLOSED": "not_possible", "ABNORMAL": "not_possible"}
    assert set(states) == set(told.REFUND_STATES)
    for state, expected in states.items():
        host.answer = lambda heard, state=state: far.says(200, far.refund(state))  # type: ignore[misc]
        assert outcome(channel, "refund") == outcome(channel, "ask_refund") == expected
    host.answer = lambda heard: far.says(200, far.refund("A_STATE_OF_NEXT_YEAR"))
    assert outcome(channel, "ask_refund") == "NoAnswer"


EVERYWHERE = """
PARAM_ERROR Refused
INVALID_REQUEST Refused
SIGN_ERROR Refused
NO_AUTH Refused
NOAUTH Refused
MCH_NOT_EXISTS Refused
APPID_MCHID_NOT_MATCH Refused
RULE_LIMIT Refused
RULELIMIT Refused
ACCOUNT_ERROR Refused
SYSTEM_ERROR NoAnswer
SYSTEMERROR NoAnswer
BANK_ERROR NoAnswer
BANKERROR NoAnswer
FREQUENCY_LIMITED NoAnswer
FREQUENCY_LIMIT_EXCEED NoAnswer
RATELIMIT_EXCEEDED NoAnswer
"""
KNOWN_NUMBER = """
OUT_TRADE_NO_USED NoAnswer
ORDER_PAID NoAnswer
ORDERPAID NoAnswer
ORDER_CLOSED NoAnswer
ORDERCLOSED NoAnswer
ORDER_REVERSED NoAnswer
ORDERREVERSED NoAnswer
TRADE_ERROR NoAnswer
INVALID_REQUEST NoAnswer
268498688 NoAnswer
"""
CODES = {
    "show": (told.SHOW_CODE, EVERYWHERE + KNOWN_NUMBER),
    "take": (
        told.TAKE_CODE,
        EVERYWHERE
        + KNOWN_NUMBER
        + """
USERPAYING paying
USER_PAYING paying
AUTH_CODE_EXPIRED failed
AUTHCODEEXPIRE failed
AUTH_CODE_ERROR failed
AUTH_CODE_INVALID failed
NOT_ENOUGH failed
NOTENOUGH failed
NOTSUPORTCARD failed
NOT_SUPPORT_CARD failed
BUYER_MISMATCH failed
USER_ACCOUNT_ABNORMAL failed
ACCOUNT_ERROR failed
RULE_LIMIT failed
RULELIMIT failed
TRADE_ERROR failed
""",
    ),
    "ask": (told.ASK, EVERYWHERE + "ORDER_NOT_EXIST not_yet\nORDERNOTEXIST not_yet"),
    "close": (
        told.CLOSE,
        EVERYWHERE
        + """
ORDER_CLOSED done
ORDERCLOSED done
ORDER_NOT_EXIST done
ORDERNOTEXIST done
ORDER_PAID Refused
ORDERPAID Refused
268449641 Refused
""",
    ),
    "reverse": (
        told.REVERSE,
        EVERYWHERE
        + """
ORDER_REVERSED done
ORDERREVERSED done
ORDER_CLOSED done
ORDERCLOSED done
ORDER_NOT_EXIST done
ORDERNOTEXIST done
USERPAYING again
USER_PAYING again
REVERSE_EXPIRE Refused
""",
    ),
    "refund": (
        told.REFUND,
        EVERYWHERE
        + """
NOT_ENOUGH Refused
NOTENOUGH Refused
RESOURCE_NOT_EXISTS Refused
USER_ACCOUNT_ABNORMAL Refused
REFUND_NOT_EXISTS Refused
""",
    ),
    "ask_refund": (
        told.ASK_REFUND,
        EVERYWHERE
        + """
RESOURCE_NOT_EXISTS unknown_there
REFUND_NOT_EXISTS unknown_there
REFUNDNOTEXIST unknown_there
""",
    ),
    "bill": (told.BILL, EVERYWHERE + "NO_STATEMENT_EXIST []\nSTATEMENT_CREATING Refused"),
}


def rows(text: str) -> dict[str, str]:
    """The last row of a code counts."""
    return {row.split()[0]: row.split()[1] for row in text.splitlines() if row}


@pytest.mark.parametrize("operation", CODES)
def test_every_code(host: ScriptedHost, channel: WechatChannel, operation: str) -> None:
    table, text = CODES[operation]
    assert set(rows(text)) == set(table)  # a row without a test is no row
    for code, expected in rows(text).items():
        host.answer = lambda heard, code=code: far.says(403, {"code": code, "message": "不行"})  # type: ignore[misc]
        assert (code, outcome(channel, operation)) == (code, expected)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("code", ["A_CODE_OF_NEXT_YEAR", "268400000", "两个字", "x" * 200])
def test_an_unknown_code_is_never_a_failure(
    host: ScriptedHost, channel: WechatChannel, operation: str, code: str
) -> None:
    host.answer = lambda heard: far.says(400, {"code": code, "message": "不行"})
    assert outcome(channel, operation) == "NoAnswer"


def test_the_finer_code_in_the_message(host: ScriptedHost, channel: WechatChannel) -> None:
    host.answer = lambda heard: far.says(400, {"code": "PARAM_ERROR", "message": "[268498688] 与首次请求不同"})
    assert outcome(channel, "show") == "NoAnswer"
    assert outcome(channel, "ask") == "Refused"
    host.answer = lambda heard: far.says(400, {"code": "NEW", "message": "[268449641] 付款码订单只能撤销"})
    with pytest.raises(Refused) as refused:
        channel.close(ATTEMPT, by_her_code=False)
    assert refused.value.code == "268449641"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_broken_at_their_end_is_no_answer_whatever_code_it_carries(
    host: ScriptedHost, channel: WechatChannel, operation: str
) -> None:
    host.answer = lambda heard: far.says(500, {"code": "PARAM_ERROR", "message": ""})
    assert outcome(channel, operation) == "NoAnswer"


def test_closing_and_reversing(host: ScriptedHost, channel: WechatChannel) -> None:
    host.answer = lambda heard: far.says(204, None)
    assert channel.close(ATTEMPT, by_her_code=False) is Undone.DONE
    assert host.heard[-1].target == f"/v3/pay/transactions/out-trade-no/{ATTEMPT}/close"
    assert json.loads(host.heard[-1].body) == {"mchid": "1900000109"}
    host.answer = lambda heard: far.says(200, {"mchid": "1900000109", "out_trade_no": ATTEMPT})
    assert channel.close(ATTEMPT, by_her_code=True) is Undone.DONE
    assert host.heard[-1].target == f"/v3/pay/transactions/out-trade-no/{ATTEMPT}/reverse"
    host.answer = lambda heard: far.says(200, {"out_trade_no": ATTEMPT, "recall": "Y"})
    assert channel.close(ATTEMPT, by_her_code=True) is Undone.AGAIN


def test_refunding(host: ScriptedHost, channel: WechatChannel) -> None:
    host.answer = lambda heard: far.says(200, far.refund("PROCESSING"))
    assert give_back(channel) == RefundReport(REFUND, RefundTold.GOING_ON, 100)
    said = json.loads(host.heard[-1].body)
    assert said["amount"] == {"refund": 100, "total": 8888, "currency": "CNY"}
    assert (said["out_trade_no"], said["out_refund_no"]) == (ATTEMPT, REFUND)
    assert channel.ask_refund(ATTEMPT, REFUND).told is RefundTold.GOING_ON
    assert host.heard[-1].target == f"/v3/refund/domestic/refunds/{REFUND}"


ANOTHER = "A0HALL0000000000000000000002"


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        ("ask", far.order("SUCCESS", out_trade_no=ANOTHER)),
        ("ask", far.order("SUCCESS", mchid="1900000110")),
        ("take", far.order("SUCCESS", out_trade_no=ANOTHER)),
        ("reverse", {"out_trade_no": ANOTHER}),
        ("refund", far.refund("SUCCESS", out_refund_no=ANOTHER)),
        ("ask_refund", far.refund("SUCCESS", out_refund_no=ANOTHER)),
        ("show", {}),
        ("show", {"code_url": 1}),
        ("bill", {"hash_type": "SHA1"}),
    ],
)
def test_a_signed_answer_about_something_else(
    host: ScriptedHost, channel: WechatChannel, operation: str, said: dict[str, object]
) -> None:
    host.answer = lambda heard: far.says(200, said)
    assert outcome(channel, operation) == "NotGenuine"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_nobody_signed(host: ScriptedHost, channel: WechatChannel, operation: str) -> None:
    """A good answer would be forged; a refusal may be a proxy's, so nothing is known."""
    host.answer = lambda heard: Reply(200, json.dumps(far.order("SUCCESS")).encode())
    assert outcome(channel, operation) == "NotGenuine"
    host.answer = lambda heard: Reply(204)
    assert outcome(channel, operation) == "NotGenuine"
    for status in (400, 401, 403, 404, 429, 500, 502):
        host.answer = lambda heard, status=status: Reply(status, b'{"code":"ORDER_NOT_EXIST"}')  # type: ignore[misc]
        assert outcome(channel, operation) == "NoAnswer"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_was_tampered_with(host: ScriptedHost, channel: WechatChannel, operation: str) -> None:
    for status in (200, 404):
        good = far.says(status, far.order("SUCCESS"))
        host.answer = lambda heard, good=good: Reply(good.status, good.body + b" ", good.headers)  # type: ignore[misc]
        assert outcome(channel, operation) == "NotGenuine"


def test_an_answer_of_yesterday(host: ScriptedHost, channel: WechatChannel) -> None:
    body = json.dumps(far.order("SUCCESS")).encode()
    host.answer = lambda heard: Reply(200, body, far.signed(body, at=NOW - timedelta(days=1)))
    with pytest.raises(NotGenuine, match="stale"):
        channel.ask(ATTEMPT)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_it_is_not_sent_elsewhere(host: ScriptedHost, channel: WechatChannel, status: int) -> None:
    host.answer = lambda heard: Reply(status, b"", {"Location": f"{host.url}/elsewhere"})
    with pytest.raises(NoAnswer):
        channel.ask(ATTEMPT)
    assert len(host.heard) == 1


SHORT = Deadlines(connect=0.5, read=0.2, whole=0.4)


def rough(server: RoughServer) -> WechatChannel:
    return WechatChannel(far.merchant(server.url), lambda: NOW, deadlines=SHORT)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(says(), id="hangs up"),
        pytest.param(says(b"HTTP/1.1 200 OK\r\nContent-Le"), id="half a head"),
        pytest.param(says(http("200 OK", b"{}", declared=500)), id="half a body"),
        pytest.param(says(b"not http at all\r\n\r\n"), id="another tongue"),
        pytest.param(says(http("200 OK", b" " * (300 * 1024))), id="giant"),
        pytest.param(says(http("200 OK", b"\x1f\x8b", "Content-Encoding: gzip")), id="packed"),
        pytest.param(says(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"), id="giant head"),
    ],
)
@pytest.mark.parametrize("operation", ["take", "ask"])
def test_a_line_that_breaks(answer: Callable[..., None], operation: str) -> None:
    with rough_server(answer) as server:
        channel = rough(server)
        assert outcome(channel, operation) == "NoAnswer"
        assert len(server.requests) == 1  # her code is never sent twice
        channel.close_line()


def test_no_answer_in_time() -> None:
    asked = threading.Event()

    def silence(line: object, request: bytes) -> None:
        asked.wait(5)

    with rough_server(silence) as server:
        channel = rough(server)
        with pytest.raises(NoAnswer) as error:
            take(channel)
        asked.set()
        channel.close_line()
    assert error.value.__cause__ is error.value.__context__ is None  # the request, with her code, hangs on no error
    assert CODE not in str(error.value)


@pytest.mark.parametrize(
    ("begin", "drop"),
    [
        pytest.param(b"", b"HTTP/1.1 100 Continue\r\n\r\n", id="never its own answer"),
        pytest.param(b"HTTP/1.1 200 ", b"O", id="status"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: ", b"y", id="head"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b" ", id="body"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0", id="size of a chunk"),
    ],
)
def test_an_answer_that_trickles_for_ever(begin: bytes, drop: bytes) -> None:
    stopped = threading.Event()

    def trickle(line: socket.socket, request: bytes) -> None:
        with suppress(OSError):  # we hang up
            line.sendall(begin)
            for _ in range(300):
                line.sendall(drop)
                if stopped.wait(0.1):
                    return

    with rough_server(trickle) as server:
        channel = rough(server)
        begun = time.monotonic()
        assert outcome(channel, "ask") == "NoAnswer"
        assert time.monotonic() - begun < 10  # it would take 30 s to its end
        stopped.set()
        channel.close_line()


def test_nobody_there() -> None:
    with rough_server(says()) as server:
        url = server.url
    channel = WechatChannel(far.merchant(url), lambda: NOW, deadlines=SHORT)
    assert outcome(channel, "ask") == "NoAnswer"
    channel.close_line()


@pytest.mark.parametrize(
    "url", ["http://far.example", "ftp://127.0.0.1", "https://", "https://u@far.example", "https://far.example/x"]
)
def test_hosts_that_are_never_asked(url: str) -> None:
    with pytest.raises(ValueError, match="host"):
        WechatChannel(far.merchant(url), lambda: NOW)


@pytest.mark.parametrize("fen", [0, -1, 5_000_001])
def test_amounts_that_are_never_asked_for(host: ScriptedHost, channel: WechatChannel, fen: int) -> None:
    with pytest.raises(ValueError, match="MOST_FEN"):
        channel.show_code(ATTEMPT, fen, "水费 2 笔", UNTIL)
    with pytest.raises(ValueError, match="MOST_FEN"):
        channel.refund(ATTEMPT, REFUND, fen, 8888)
    assert host.heard == []


def with_certificates(heard: Heard) -> Reply:
    if heard.target == "/v3/certificates":
        return far.certificates(SERIAL)
    body = json.dumps(far.order("NOTPAY")).encode()
    return Reply(200, body, far.signed(body, SERIAL, key=rsa_key(SERIAL)))


def test_certificates_are_fetched_when_they_are_needed(host: ScriptedHost) -> None:
    host.answer = with_certificates
    channel = WechatChannel(far.merchant(host.url, by_certificates=True), lambda: NOW)
    assert outcome(channel, "ask") == outcome(channel, "ask") == "waiting"
    assert [heard.target.split("?")[0] for heard in host.heard].count("/v3/certificates") == 1
    assert "wechatpay-serial" not in host.heard[0].headers
    channel.close_line()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (lambda: Reply(502), "NoAnswer"),
        (lambda: Reply(200, far.certificates(SERIAL).body), "NotGenuine"),
        (
            lambda: Reply(200, far.certificates(SERIAL).body, far.signed(far.certificates(SERIAL).body, SERIAL)),
            "NotGenuine",
        ),
        (lambda: far.certificates("5" + SERIAL[1:]), "NotGenuine"),
    ],
)
def test_certificates_that_are_not_to_be_had(host: ScriptedHost, answer: Callable[[], Reply], expected: str) -> None:
    host.answer = lambda heard: answer() if heard.target == "/v3/certificates" else with_certificates(heard)
    channel = WechatChannel(far.merchant(host.url, by_certificates=True), lambda: NOW)
    assert outcome(channel, "ask") == expected
    channel.close_line()


def test_a_callback_whose_key_is_not_to_be_had_is_not_believed(host: ScriptedHost) -> None:
    host.answer = lambda heard: Reply(502)
    channel = WechatChannel(far.merchant(host.url, by_certificates=True), lambda: NOW)
    said = far.callback("transaction", far.order("SUCCESS"))
    with pytest.raises(NotGenuine):
        channel.hear(type(said)({**said.headers, "wechatpay-serial": SERIAL}, said.body), NOW, waits=True)
    assert [heard.target for heard in host.heard] == ["/v3/certificates"]
    channel.close_line()


def test_a_callback_at_the_door_does_not_wait_for_its_key(host: ScriptedHost) -> None:
    """While WeChat's certificates take long to come."""
    go_on = threading.Event()

    def slow(heard: Heard) -> Reply:
        assert go_on.wait(10)
        return with_certificates(heard)

    host.answer = slow
    channel = WechatChannel(far.merchant(host.url, by_certificates=True), lambda: NOW)
    said = far.callback("transaction", far.order("SUCCESS"))
    begun = time.monotonic()
    for _ in range(50):
        with pytest.raises(NotGenuine, match="an unknown serial"):
            channel.hear(type(said)({**said.headers, "wechatpay-serial": SERIAL}, said.body), NOW)
    assert time.monotonic() - begun < 5  # the fetch alone would take ten
    go_on.set()
    assert outcome(channel, "ask") == "waiting"
    assert [heard.target.split("?")[0] for heard in host.heard].count("/v3/certificates") == 1
    channel.close_line()


# The two heads and the first line: wechatpay-java's and others' public tests show them so, `cipher code` and all.
HEAD = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,"
    "代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,"
    "申请退款金额,费率备注"
)
TOTALS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"
PAID = (
    "`2021-01-28 17:07:11,`wx81be3101902f7cb2,`1601959334,`0,`,`4200000925202101284997714292,`S20210128170702357723,"
    "`ofyak5qR_1wYsC99CsWA6R9MJazA,`NATIVE,`SUCCESS,`OTHERS,`CNY,`0.01,`0.00,`0,`0,`0.00,`0.00,`,`,`a, b,`cipher code,"
    "`0.00000,`1.00%,`0.01,`0.00,`"
)
WENT_BACK = (
    PAID.replace("`SUCCESS", "`REFUND")
    .replace("`0,`0,`0.00", f"`503,`{REFUND},`0.01")
    .replace("`0.01,`0.00,`", "`0.00,`1.42,`")
)
REVERSED = WENT_BACK.replace("`REFUND", "`REVOKED")


BILL_URL = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=a-b_c"


def bill(*lines: str, count: int | None = None) -> bytes:
    totals = f"`{len(lines) if count is None else count},`0.01,`1.42,`0.00,`0.0,`0.01,`1.42"
    return "\ufeff".encode() + "".join(f"{line}\r\n" for line in (HEAD, *lines, TOTALS, totals)).encode()


def bill_host(raw: bytes, digest: str | None = None, url: str = BILL_URL) -> Callable[[Heard], Reply]:
    found = hashlib.sha1(raw, usedforsecurity=False).hexdigest() if digest is None else digest

    def answer(heard: Heard) -> Reply:
        if heard.target.startswith("/v3/bill/tradebill?"):
            return far.says(200, {"hash_type": "SHA1", "hash_value": found, "download_url": url})
        return Reply(200, raw)

    return answer


def test_a_bill(host: ScriptedHost, channel: WechatChannel) -> None:
    host.answer = bill_host(bill(PAID, WENT_BACK, REVERSED))
    attempt, transaction = "S20210128170702357723", "4200000925202101284997714292"
    assert channel.bill(DAY) == [
        BillLine(attempt, 1, transaction),
        BillLine(attempt, 142, transaction, REFUND),
        BillLine(attempt, 142, transaction, REVERSAL),
    ]
    assert [heard.target for heard in host.heard] == [
        "/v3/bill/tradebill?bill_date=2026-11-20&bill_type=ALL",
        "/v3/billdownload/file?token=a-b_c",
    ]
    assert "authorization" in host.heard[1].headers


@pytest.mark.parametrize("state", ["FAIL", "CHANGE", "CLOSED", "ABNORMAL"])
def test_what_could_not_go_back_is_no_line_of_a_bill(host: ScriptedHost, channel: WechatChannel, state: str) -> None:
    stayed = WENT_BACK.replace("`,`,`a, b", f"`ORIGINAL,`{state},`a, b")
    host.answer = bill_host(bill(PAID, stayed, WENT_BACK))
    assert [line.refund for line in channel.bill(DAY)] == ["", REFUND]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(bill_host(bill(PAID), digest="0" * 40), id="another file"),
        pytest.param(bill_host(bill(PAID), digest="十" * 40), id="no hash"),
        pytest.param(bill_host(bill(PAID, count=2)), id="a line missing"),
        pytest.param(bill_host(bill(PAID + ",`")), id="a longer line"),
        pytest.param(bill_host(bill(PAID.replace("SUCCESS", "NEW"))), id="a new state"),
        pytest.param(bill_host(bill(PAID.replace("`0.01,`0.00,`", "`0.001,`0.00,`"))), id="no amount"),
        pytest.param(bill_host(bill(PAID.replace("`0.01,`0.00,`", "`-0.01,`0.00,`"))), id="below nothing"),
        pytest.param(bill_host(b""), id="nothing"),
        pytest.param(bill_host(b"\xff\xfe"), id="no text"),
        pytest.param(bill_host(bill(PAID), url="https://api.mch.weixin.qq.com/../secret?x=1"), id="another place"),
        pytest.param(bill_host(bill(PAID), url="no url"), id="no place"),
    ],
)
def test_a_bill_that_is_none(host: ScriptedHost, channel: WechatChannel, answer: Callable[[Heard], Reply]) -> None:
    host.answer = answer
    assert outcome(channel, "bill") == "NotGenuine"


def test_a_bill_that_is_not_made_yet(host: ScriptedHost, channel: WechatChannel) -> None:
    host.answer = lambda heard: far.says(400, {"code": "NO_STATEMENT_EXIST", "message": ""})
    assert channel.bill(date(2026, 11, 21)) == []  # it is noon of the 22nd in China
    with pytest.raises(Refused):
        channel.bill(date(2026, 11, 22))


def test_a_bill_that_does_not_come(host: ScriptedHost, channel: WechatChannel) -> None:
    named = bill_host(bill(PAID))
    host.answer = lambda heard: named(heard) if "tradebill" in heard.target else Reply(404)
    assert outcome(channel, "bill") == "NoAnswer"
