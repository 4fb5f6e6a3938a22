"""What is believed of Alipay: its own word, over the very characters, whichever bit was turned."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.payments.alipay.channel import MOST_CALLBACK_BYTES, AlipayChannel
from backend.payments.alipay.signing import verified_answer
from backend.payments.channel import Callback, NotGenuine, Report, Told
from tests.helpers import alipay_far_end as far
from tests.helpers.alipay_far_end import NOW

METHOD, MEMBER = "alipay.trade.query", "alipay_trade_query_response"
CONTENT = far.trade("TRADE_SUCCESS", subject="水费 2 笔", nested={"list": [1, {"sign": "x"}], "quote": '"}],'})
BODY = far.response(MEMBER, CONTENT)
TEXT = BODY[BODY.index(b":") + 1 : BODY.rindex(b',"sign"')].decode()


def read(body: bytes) -> Mapping[str, object] | None:
    found = verified_answer(far.merchant(), METHOD, body)
    return None if found is None else found.members


def test_its_own_word_is_believed() -> None:
    assert read(BODY) == CONTENT


@given(st.integers(0, len(BODY) * 8 - 1))
def test_any_flipped_bit(bit: int) -> None:
    flipped = bytearray(BODY)
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotGenuine):
        read(bytes(flipped))


def signed(member: str, text: str, over: str | None = None, extra: str = "") -> bytes:
    return f'{{"{member}":{text},{extra}"sign":"{far.sign(text if over is None else over)}"}}'.encode()


def test_the_order_of_members_and_blanks_around_them_are_free() -> None:
    spread = f' {{ "sign" : "{far.sign(TEXT)}" ,\n\t"alipay_cert_sn":"x", "{MEMBER}" :\r\n {TEXT} }} \n'
    assert read(spread.encode()) == CONTENT


def test_blanks_within_are_signed() -> None:
    text = json.dumps(CONTENT, indent=2)
    assert read(signed(MEMBER, text)) == CONTENT
    with pytest.raises(NotGenuine):
        read(signed(MEMBER, text, over=json.dumps(CONTENT)))


def test_slashes_that_were_escaped_after_signing() -> None:
    text = '{"code":"10000","qr_code":"https:\\/\\/qr.alipay.com\\/bax03431"}'
    assert read(signed(MEMBER, text)) == read(signed(MEMBER, text, over=text.replace("\\/", "/")))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{}", id="empty"),
        pytest.param(b"[]", id="list"),
        pytest.param(b"\xff", id="no text"),
        pytest.param(b"<html>", id="a page"),
        pytest.param(BODY[:-1], id="cut off"),
        pytest.param(BODY + b"x", id="more behind"),
        pytest.param(BODY.replace(b'"sign"', b'"sigm"'), id="no signature"),
        pytest.param(f'{{"{MEMBER}":{TEXT},"sign":1}}'.encode(), id="a number"),
        pytest.param(f'{{"{MEMBER}":{TEXT},"sign":null}}'.encode(), id="null"),
        pytest.param(f'{{"{MEMBER}":{TEXT},"sign":""}}'.encode(), id="empty signature"),
        pytest.param(signed("alipay_trade_pay_response", TEXT), id="to another question"),
        pytest.param(signed(MEMBER, TEXT, extra=f'"{MEMBER}":{{}},'), id="twice"),
        pytest.param(signed(MEMBER, TEXT, extra='"sign":"x",'), id="two signatures"),
        pytest.param(signed(MEMBER, '"text"'), id="no object"),
        pytest.param(signed(MEMBER, '{"a":1,"a":2}'), id="a member twice"),
        pytest.param(signed(MEMBER, '{"a":NaN}'), id="no number"),
        pytest.param(signed(MEMBER, "[" * 50_000 + "]" * 50_000), id="deep"),
    ],
)
def test_answers_that_are_none(body: bytes) -> None:
    with pytest.raises(NotGenuine):
        read(body)


@given(st.binary(max_size=300))
def test_anything(body: bytes) -> None:
    with pytest.raises(NotGenuine):
        read(body)


def test_an_error_of_the_gateway() -> None:
    text = '{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-signature"}'
    assert read(f'{{"error_response":{text}}}'.encode()) is None
    found = read(signed("error_response", text))
    assert found is not None
    assert found["code"] == "40002"
    with pytest.raises(NotGenuine):
        read(signed("error_response", text, over="{}"))


def channel() -> AlipayChannel:
    return AlipayChannel(far.merchant(), lambda: NOW)


PAID = Report(
    far.ATTEMPT,
    Told.PAID,
    8888,
    "CNY",
    "2013112011001004330000121536",
    datetime(2026, 11, 22, 3, 59, 58, tzinfo=UTC),
    "2088101117955611",
)


def test_a_notice_of_a_payment() -> None:
    assert channel().hear(far.notice(), NOW) == PAID
    assert channel().hear(far.notice(more={"trade_status": "TRADE_FINISHED"}), NOW) == PAID


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"gmt_refund": "2026-11-22 11:59:59", "refund_fee": "1.00"}, Told.REFUNDED),
        ({"trade_status": "TRADE_CLOSED"}, Told.REFUNDED),
        ({"trade_status": "TRADE_CLOSED", "gmt_payment": ""}, Told.CLOSED),
        ({"trade_status": "WAIT_BUYER_PAY", "gmt_payment": ""}, Told.WAITING),
    ],
)
def test_other_notices(more: dict[str, str], told: Told) -> None:
    heard = channel().hear(far.notice(more=more), NOW)
    assert isinstance(heard, Report)
    assert heard.told is told


NOTICE = far.notice().body


@given(st.integers(0, len(NOTICE) * 8 - 1))
def test_any_flipped_bit_of_a_notice_changes_nothing_or_is_refused(bit: int) -> None:
    """The form has two spellings of a sign (%3a, %3A): what means the same may be believed, and is the same."""
    flipped = bytearray(NOTICE)
    flipped[bit // 8] ^= 1 << bit % 8
    if flipped.isascii() and dict(parse_qsl(bytes(flipped).decode())) == dict(parse_qsl(NOTICE.decode())):
        assert channel().hear(Callback({}, bytes(flipped)), NOW) == PAID
        return
    with pytest.raises(NotGenuine):
        channel().hear(Callback({}, bytes(flipped)), NOW)


@pytest.mark.parametrize(
    "more",
    [
        {"app_id": "2014072300007149"},
        {"seller_id": "2088102146225136"},
        {"total_amount": "88.888"},
        {"total_amount": ""},
        {"trade_status": "A_STATE_OF_NEXT_YEAR"},
        {"trade_no": ""},
        {"gmt_payment": "just now"},
        {"out_trade_no": ""},
        {"charset": "GBK"},
        {"notify_time": "2026-11-22T12:00:00"},
    ],
)
def test_a_signed_notice_that_says_what_it_must_not(more: dict[str, str]) -> None:
    with pytest.raises(NotGenuine):
        channel().hear(far.notice(more=more), NOW)


@pytest.mark.parametrize("minutes", [-5, 0, 5])
def test_five_minutes_are_fresh(minutes: int) -> None:
    assert channel().hear(far.notice(at=NOW + timedelta(minutes=minutes)), NOW) == PAID


@pytest.mark.parametrize(
    "apart", [timedelta(minutes=5, seconds=1), timedelta(minutes=-5, seconds=-1), timedelta(days=-1)]
)
def test_more_is_stale_however_well_it_is_signed(apart: timedelta) -> None:
    with pytest.raises(NotGenuine, match="stale"):
        channel().hear(far.notice(at=NOW + apart), NOW)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"sign",
        b"sign=x&sign_type=RSA2",
        NOTICE + b"&total_amount=0.01",
        NOTICE + b"&extra=1",
        NOTICE.replace(b"sign_type=RSA2", b"sign_type=RSA"),
        NOTICE.replace(b"sign_type=RSA2", b"sign_type="),
        NOTICE.replace(b"body=&", b""),
        NOTICE + b"&x=%ff",
        b"&".join(b"a%d=1" % number for number in range(101)),
        b"a=" + b"x" * MOST_CALLBACK_BYTES,
    ],
)
def test_notices_that_are_none(body: bytes) -> None:
    with pytest.raises(NotGenuine):
        channel().hear(Callback({}, body), NOW)


@given(st.binary(max_size=300))
def test_anything_at_the_door(body: bytes) -> None:
    with pytest.raises(NotGenuine):
        channel().hear(Callback({}, body), NOW)
