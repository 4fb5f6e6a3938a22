"""What is believed of WeChat: its own word, over the bytes that came, fresh; nothing else, whichever bit was turned."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from hypothesis import given
from hypothesis import strategies as st

from backend.payments.channel import Callback, NoAnswer, NotGenuine, RefundReport, RefundTold, Report, Told
from backend.payments.rsa import private_key_of, public_key_of
from backend.payments.strict import json_object
from backend.payments.wechat.certificates import KeyRing, PlatformKey, platform_keys
from backend.payments.wechat.channel import MOST_CALLBACK_BYTES, WechatChannel
from backend.payments.wechat.merchant import WechatMerchant
from backend.payments.wechat.verification import verify
from tests.helpers import wechat_far_end as far
from tests.helpers.rsa_keys import certificate_pem, rsa_key
from tests.helpers.wechat_far_end import NOW, PUBLIC_KEY, SERIAL

BODY = json.dumps(far.order("SUCCESS")).encode()
HEADERS = {name.lower(): value for name, value in far.signed(BODY).items()}
OTHER_SERIAL = "7" + SERIAL[1:]


def key_of(serial: str) -> RSAPublicKey | None:
    return rsa_key("wechat").public_key() if serial == PUBLIC_KEY else None


def test_its_own_word_is_believed() -> None:
    verify(HEADERS, BODY, key_of, NOW)


@given(st.integers(0, len(BODY) * 8 - 1))
def test_any_flipped_bit_of_the_body(bit: int) -> None:
    flipped = bytearray(BODY)
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotGenuine):
        verify(HEADERS, bytes(flipped), key_of, NOW)


@given(st.sampled_from(sorted(HEADERS)), st.data())
def test_any_flipped_bit_of_a_header(name: str, data: st.DataObject) -> None:
    bit = data.draw(st.integers(0, len(HEADERS[name]) * 8 - 1))
    flipped = bytearray(HEADERS[name].encode())
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotGenuine):
        verify(HEADERS | {name: flipped.decode("latin-1")}, BODY, key_of, NOW)


@given(st.sampled_from(sorted(HEADERS)), st.text(max_size=400))
def test_any_other_header(name: str, value: str) -> None:
    headers = HEADERS | {name: value}
    if value == HEADERS[name]:
        return
    with pytest.raises(NotGenuine):
        verify(headers, BODY, key_of, NOW)


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_a_header_that_is_missing(name: str) -> None:
    with pytest.raises(NotGenuine):
        verify({other: value for other, value in HEADERS.items() if other != name}, BODY, key_of, NOW)


@pytest.mark.parametrize(
    "body", [BODY + b" ", BODY + b"\n", b"", json.dumps(json.loads(BODY), separators=(",", ":")).encode()]
)
def test_the_same_meaning_in_other_bytes(body: bytes) -> None:
    with pytest.raises(NotGenuine):
        verify(HEADERS, body, key_of, NOW)


@pytest.mark.parametrize("apart", [timedelta(minutes=5), timedelta(minutes=-5), timedelta(0)])
def test_five_minutes_are_fresh(apart: timedelta) -> None:
    verify(HEADERS, BODY, key_of, NOW + apart)


@pytest.mark.parametrize(
    "apart", [timedelta(minutes=5, seconds=1), timedelta(minutes=-5, seconds=-1), timedelta(days=1)]
)
def test_more_is_stale_however_well_it_is_signed(apart: timedelta) -> None:
    with pytest.raises(NotGenuine, match="stale"):
        verify(HEADERS, BODY, key_of, NOW + apart)


def test_the_probe_of_wechat_is_refused() -> None:
    """WeChat sends wrong signatures now and then, to see whether anybody looks."""
    with pytest.raises(NotGenuine):
        verify(HEADERS | {"wechatpay-signature": "WECHATPAY/SIGNTEST/" + "A" * 344}, BODY, key_of, NOW)


def channel(merchant: WechatMerchant | None = None) -> WechatChannel:
    return WechatChannel(merchant or far.merchant(), lambda: NOW)


def test_a_callback_of_a_payment() -> None:
    assert channel().hear(far.callback("transaction", far.order("SUCCESS")), NOW) == Report(
        far.ATTEMPT,
        Told.PAID,
        8888,
        "CNY",
        "4200000925202101284997714292",
        datetime(2026, 11, 22, 3, 59, 58, tzinfo=UTC),
        "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
    )


@pytest.mark.parametrize(
    ("state", "told"),
    [("SUCCESS", RefundTold.DONE), ("ABNORMAL", RefundTold.NOT_POSSIBLE), ("CLOSED", RefundTold.NOT_POSSIBLE)],
)
def test_a_callback_of_a_refund(state: str, told: RefundTold) -> None:
    said = far.refund("", mchid="1900000109", refund_status=state)
    assert channel().hear(far.callback("refund", said), NOW) == RefundReport(far.REFUND, told, 100)


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("transaction", far.order("SUCCESS", mchid="1900000110")),
        ("transaction", far.order("SUCCESS", appid="wx0000000000000000")),
        ("transaction", far.order("SOMETHING_NEW")),
        ("transaction", far.order("SUCCESS", amount={"total": "8888"})),
        ("transaction", far.order("SUCCESS", amount={"total": 88.88})),
        ("transaction", far.order("SUCCESS", success_time="")),
        ("transaction", far.order("SUCCESS", transaction_id=None)),
        ("refund", far.refund("", refund_status="SUCCESS")),
        ("refund", far.refund("", mchid="1900000110", refund_status="SUCCESS")),
        ("score", far.order("SUCCESS")),
    ],
)
def test_a_callback_about_somebody_or_something_else(about: str, said: dict[str, object]) -> None:
    with pytest.raises(NotGenuine):
        channel().hear(far.callback(about, said), NOW)


def test_a_day_old_callback_signed_by_wechat_itself() -> None:
    with pytest.raises(NotGenuine, match="stale"):
        channel().hear(far.callback("transaction", far.order("SUCCESS"), at=NOW - timedelta(days=1)), NOW)


def test_a_callback_sealed_under_another_secret() -> None:
    other = replace(far.merchant(), secret=b"f" * 32)
    with pytest.raises(NotGenuine, match="seal"):
        channel(other).hear(far.callback("transaction", far.order("SUCCESS")), NOW)


@given(st.binary(max_size=300), st.dictionaries(st.sampled_from(sorted(HEADERS)), st.text(max_size=40)))
def test_anything_at_the_door(body: bytes, headers: dict[str, str]) -> None:
    with pytest.raises(NotGenuine):
        channel().hear(Callback(headers, body), NOW)


@given(st.binary(max_size=300))
def test_anything_that_is_signed(body: bytes) -> None:
    headers = {name.lower(): value for name, value in far.signed(body).items()}
    with pytest.raises(NotGenuine):
        channel().hear(Callback(headers, body), NOW)


def test_more_than_any_callback() -> None:
    with pytest.raises(NotGenuine, match="too long"):
        channel().hear(Callback(HEADERS, b" " * (MOST_CALLBACK_BYTES + 1)), NOW)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def ring(clock: Clock, *answers: dict[str, PlatformKey] | Exception) -> tuple[KeyRing, list[int]]:
    asked: list[int] = []

    def fetch() -> dict[str, PlatformKey]:
        asked.append(1)
        answer = answers[min(len(asked), len(answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer

    return KeyRing({PUBLIC_KEY: rsa_key("wechat").public_key()}, fetch, clock), asked


def platform(days: int = 30) -> PlatformKey:
    return PlatformKey(rsa_key("platform").public_key(), NOW - timedelta(days=1), NOW + timedelta(days=days))


def test_certificates_are_fetched_once_for_all() -> None:
    keys, asked = ring(Clock(), {SERIAL: platform()})
    assert keys.key_of(SERIAL) is keys.key_of(SERIAL) is not None
    assert len(asked) == 1


def test_an_unknown_serial_has_them_fetched_at_most_once_a_minute() -> None:
    clock = Clock()
    keys, asked = ring(clock, {SERIAL: platform()}, {OTHER_SERIAL: platform()})
    assert keys.key_of(OTHER_SERIAL) is None
    clock.now += timedelta(seconds=59)
    assert keys.key_of(OTHER_SERIAL) is None
    assert len(asked) == 1
    clock.now += timedelta(seconds=1)
    assert keys.key_of(OTHER_SERIAL) is not None
    assert keys.key_of(SERIAL) is None  # what WeChat has withdrawn is believed no more
    assert len(asked) == 2


def test_a_clock_that_was_put_back_does_not_stop_it() -> None:
    clock = Clock()
    keys, asked = ring(clock, {SERIAL: platform()}, {OTHER_SERIAL: platform()})
    keys.key_of(SERIAL)
    clock.now -= timedelta(hours=1)
    assert keys.key_of(OTHER_SERIAL) is not None
    assert len(asked) == 2


def test_a_certificate_that_has_run_out() -> None:
    clock = Clock()
    keys, asked = ring(clock, {SERIAL: platform(days=1)})
    assert keys.key_of(SERIAL) is not None
    clock.now += timedelta(days=2)
    assert keys.key_of(SERIAL) is None
    assert len(asked) == 2


def test_a_public_key_is_given_and_never_fetched() -> None:
    keys, asked = ring(Clock(), {})
    assert keys.key_of(PUBLIC_KEY) is not None
    assert keys.key_of("PUB_KEY_ID_0000") is None
    assert asked == []


def test_what_fetching_raises_is_told_and_counts() -> None:
    keys, asked = ring(Clock(), NoAnswer("x"))
    with pytest.raises(NoAnswer):
        keys.key_of(SERIAL)
    assert keys.key_of(SERIAL) is None
    assert len(asked) == 1


def test_many_at_once_fetch_once() -> None:
    asked: list[int] = []
    found: list[object] = []
    begun, go_on = threading.Event(), threading.Event()

    def fetch() -> dict[str, PlatformKey]:
        asked.append(1)
        begun.set()
        go_on.wait(10)
        return {SERIAL: platform()}

    keys = KeyRing({}, fetch, Clock())
    threads = [threading.Thread(target=lambda: found.append(keys.key_of(SERIAL))) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert begun.wait(10)
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert len(asked) == 1
    assert len(found) == 8
    assert None not in found


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 10
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.005)


def test_strangers_with_serials_of_their_own_wait_for_nothing() -> None:
    """And have one thread fetch, however many come; then no more for a minute."""
    asked: list[int] = []
    go_on = threading.Event()
    clock = Clock()

    def fetch() -> dict[str, PlatformKey]:
        asked.append(1)
        go_on.wait(10)
        return {SERIAL: platform()}

    keys = KeyRing({}, fetch, clock)
    threads = threading.active_count()
    for place in range(200):
        assert keys.key_at_hand(f"7{place:039d}") is None
    assert keys.key_at_hand(SERIAL) is None
    assert threading.active_count() <= threads + 1
    go_on.set()
    until(lambda: keys.key_at_hand(SERIAL) is not None)
    until(lambda: threading.active_count() <= threads)
    assert keys.key_at_hand(OTHER_SERIAL) is None
    assert (len(asked), threading.active_count()) == (1, threads)
    clock.now += timedelta(minutes=1)
    assert keys.key_at_hand(OTHER_SERIAL) is None
    until(lambda: len(asked) == 2)


@pytest.mark.parametrize("error", [NoAnswer("x"), RuntimeError("x")])
def test_a_fetch_in_the_background_that_goes_wrong_is_made_again(error: Exception) -> None:
    clock = Clock()
    keys, asked = ring(clock, error, {SERIAL: platform()})
    threads = threading.active_count()
    assert keys.key_at_hand(SERIAL) is None
    until(lambda: len(asked) == 1 and threading.active_count() <= threads)
    assert keys.key_at_hand(SERIAL) is None
    clock.now += timedelta(minutes=1)
    until(lambda: keys.key_at_hand(SERIAL) is not None)
    assert len(asked) == 2


def test_a_public_key_is_at_hand() -> None:
    keys, asked = ring(Clock(), {})
    assert keys.key_at_hand(PUBLIC_KEY) is not None
    assert keys.key_at_hand("PUB_KEY_ID_0000") is None
    assert asked == []


def listed(serial: str, pem: bytes) -> bytes:
    return json.dumps({"data": [{"serial_no": serial, "encrypt_certificate": far.sealed(pem, "certificate")}]}).encode()


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda: listed(OTHER_SERIAL, certificate_pem(rsa_key("platform"), int(SERIAL, 16))), id="serial"),
        pytest.param(
            lambda: listed("no number", certificate_pem(rsa_key("platform"), int(SERIAL, 16))), id="no number"
        ),
        pytest.param(lambda: listed(SERIAL, certificate_pem(rsa_key("short", 1024), int(SERIAL, 16))), id="short"),
        pytest.param(lambda: listed(SERIAL, b"no certificate"), id="none"),
        pytest.param(lambda: b'{"data":[1]}', id="list"),
        pytest.param(lambda: b'{"data":{}}', id="no list"),
        pytest.param(lambda: json.dumps({"data": [{}] * 21}).encode(), id="many"),
    ],
)
def test_certificates_that_are_none(answer: Callable[[], bytes]) -> None:
    with pytest.raises(NotGenuine):
        platform_keys(far.SECRET, json_object(answer()))


def test_keys_that_are_none() -> None:
    with pytest.raises(ValueError, match="RSA"):
        public_key_of(b"no key")
    with pytest.raises(ValueError, match="private key") as refused:
        private_key_of(b"secret nonsense")
    assert "nonsense" not in str(refused.value)


def test_a_merchant_shows_no_key() -> None:
    shown = repr(far.merchant())
    assert "0123456789abcdef" not in shown
    assert "RSA" not in shown
    assert far.merchant().mchid in shown


@pytest.mark.parametrize("names", [["3A1B2C"], ["PUB_KEY_ID_1", "PUB_KEY_ID_2"]])
def test_a_merchant_with_keys_of_other_names(names: list[str]) -> None:
    with pytest.raises(ValueError, match="public key"):
        replace(far.merchant(), public_keys=dict.fromkeys(names, rsa_key("wechat").public_key()))


def test_a_merchant_with_a_short_secret() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        replace(far.merchant(), secret=b"short")
