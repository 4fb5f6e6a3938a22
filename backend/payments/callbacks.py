"""Callbacks: looked at, kept as they came, answered; and handled after, from what was kept."""

import base64
import json
import secrets
from datetime import timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from backend.database import when_committed
from backend.errors import DomainError, NotFound, TooLarge
from backend.house import House
from backend.payments.channel import Callback, Channel, ChannelName, NotGenuine, RefundReport, Report
from backend.payments.models import ProviderCallback
from backend.payments.outcomes import take_refund_report, take_report
from backend.payments.repository import PaymentsRepository
from backend.payments.truths import Heard

MOST_BYTES = 16 * 1024
NONCE_BYTES = 12
PURPOSE = "provider callback"
OWN_HEADERS = {ChannelName.WECHAT: "wechatpay-", ChannelName.ALIPAY: "alipay-"}
"""What a provider says in headers begins so, and is kept; Alipay says all in the body. Others are of who is between."""


class CallbackRefused(DomainError):
    """Not the provider's, or not of now. Which of it, nobody is told."""

    status, key, title = 422, "not-genuine", "The signature does not fit"


def receive(house: House, session: Session, name: ChannelName, callback: Callback) -> None:
    """Keep a callback that is the provider's; one that is not changes nothing. It is handled after the commit.

    It waits for nobody: one under a key that is not here yet is refused, and comes again.

    Raises: NotFound (we have no such channel), TooLarge, CallbackRefused
    """
    channel = house.payments.channels.get(name)
    if channel is None:
        raise NotFound
    if len(callback.body) > MOST_BYTES:
        raise TooLarge
    now = house.now()
    _heard(channel, callback, house)
    digest = house.keys.digest(PURPOSE, _text(name, callback))
    nonce = secrets.token_bytes(NONCE_BYTES)
    row = ProviderCallback(
        digest=digest,
        channel=name.value,
        received_at=now,
        sealed=nonce + _key(house).encrypt(nonce, _text(name, callback).encode(), digest.encode()),
    )
    if PaymentsRepository(session).add_if_new(row):
        when_committed(session, house.payments.wake)


def _heard(channel: Channel, callback: Callback, house: House) -> None:
    try:
        channel.hear(callback, house.now())
    except NotGenuine:
        raise CallbackRefused from None


def kept(house: House, digest: str) -> ProviderCallback | None:
    """A callback that was kept; None if it was handled."""
    with house.database.open_session(writes=False) as session:
        row = PaymentsRepository(session).callback(digest)
    return None if row is None or row.handled_at is not None else row


def read(house: House, row: ProviderCallback) -> Report | RefundReport | None:
    """What a kept callback says, or None if it cannot be read now. Never in a transaction: keys may be fetched for it.

    Raises: NotGenuine (its certificate was taken away meanwhile, or our own seal is another)
    """
    channel = house.payments.channels.get(ChannelName(row.channel))
    if channel is None:
        return None
    try:
        plain = _key(house).decrypt(row.sealed[:NONCE_BYTES], row.sealed[NONCE_BYTES:], row.digest.encode())
    except InvalidTag:
        raise NotGenuine("our own seal does not fit") from None
    return channel.hear(_callback(plain), row.received_at, waits=True)


def handle(house: House, session: Session, row: ProviderCallback, report: Report | RefundReport | None) -> str | None:
    """Let what was read of a callback have its effect, once; the order that it is about."""
    handled = {"handled_at": house.now()}
    if not PaymentsRepository(session).change_callback(row.digest, {"handled_at": None}, handled) or report is None:
        return None
    if isinstance(report, RefundReport):
        return take_refund_report(house, session, report, Heard.CALLED)
    return take_report(house, session, ChannelName(row.channel), report, Heard.CALLED)


def forget_old(house: House) -> None:
    """Delete callbacks that were handled long ago; in a transaction of its own."""
    with house.database.transaction() as session:
        before = house.now() - timedelta(days=house.settings.callback_days)
        PaymentsRepository(session).forget_callbacks(before)


def _text(name: ChannelName, callback: Callback) -> str:
    body = base64.b64encode(callback.body).decode()
    own = OWN_HEADERS.get(name)
    headers = {key: callback.headers[key] for key in sorted(callback.headers) if own and key.startswith(own)}
    return json.dumps([name.value, headers, body], ensure_ascii=True)


def _callback(plain: bytes) -> Callback:
    _name, headers, body = json.loads(plain)
    return Callback(headers, base64.b64decode(body))


def _key(house: House) -> AESGCM:
    return AESGCM(house.keys.derive(PURPOSE))
