"""The channels that a folder has merchants for: `merchant.json` names the keys, which lie in files of their own.

Its members are what the sandbox (`backend.psp_sandbox`) writes for whoever wants to talk to it, so that demo and tests
differ from a hall only by the folder. Nothing of it goes to a terminal.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from backend.payments.alipay import merchant as alipay
from backend.payments.alipay.channel import AlipayChannel
from backend.payments.channel import ChannelName
from backend.payments.line import Deadlines
from backend.payments.rsa import private_key_of, public_key_of
from backend.payments.wechat import merchant as wechat
from backend.payments.wechat.channel import WechatChannel

FILE = "merchant.json"
Word = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,64}$")]


class _Named(BaseModel):
    """What is named and not known here is for others."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class _Wechat(_Named):
    """One merchant of WeChat Pay; without a public key, platform certificates are fetched."""

    host: str = wechat.API_HOST
    mchid: Word
    appid: Word
    serial: Word
    private_key: Path
    apiv3_key: Path
    public_key: Path | None = None
    public_key_id: Word | None = None
    store: Word = "1"


class _Alipay(_Named):
    """One merchant of Alipay."""

    gateway: str = f"{alipay.API_HOST}/gateway.do"
    bill_host: str | None = None
    app_id: Word
    seller_id: Word
    private_key: Path
    alipay_public_key: Path


class _Merchants(_Named):
    """Both, either or none."""

    wechat: _Wechat | None = None
    alipay: _Alipay | None = None


class BadMerchant(Exception):
    """What is written about a merchant cannot be used; the reason names a file or a member and holds no key."""


def open_channels(
    folder: Path, public_url: str, now: Callable[[], datetime], *, deadlines: Deadlines | None = None
) -> Mapping[ChannelName, WechatChannel | AlipayChannel]:
    """A channel for each merchant of the folder; none without the file. `public_url` is where callbacks find us.

    Raises: BadMerchant
    """
    if not (folder / FILE).exists():
        return {}
    try:
        merchants = _Merchants.model_validate_json((folder / FILE).read_bytes())
    except ValidationError as error:
        where = ", ".join(".".join(map(str, each["loc"])) for each in error.errors())
        raise BadMerchant(f"{FILE}: {where}") from None
    channels: dict[ChannelName, WechatChannel | AlipayChannel] = {}
    try:
        if merchants.wechat is not None:
            channels[ChannelName.WECHAT] = WechatChannel(
                _wechat(folder, merchants.wechat, public_url), now, deadlines=deadlines
            )
        if merchants.alipay is not None:
            channels[ChannelName.ALIPAY] = AlipayChannel(
                _alipay(folder, merchants.alipay, public_url), now, deadlines=deadlines
            )
    except ValueError as error:
        raise BadMerchant(str(error)) from None
    return channels


def _wechat(folder: Path, named: _Wechat, public_url: str) -> wechat.WechatMerchant:
    public_keys = {}
    if named.public_key is not None and named.public_key_id is not None:
        public_keys[named.public_key_id] = _public_key(folder / named.public_key)
    return wechat.WechatMerchant(
        mchid=named.mchid,
        appid=named.appid,
        serial=named.serial,
        notify_url=_notify_url(public_url, ChannelName.WECHAT),
        store=named.store,
        key=_private_key(folder / named.private_key),
        secret=_secret(folder / named.apiv3_key).strip(),
        public_keys=public_keys,
        host=named.host,
    )


def _alipay(folder: Path, named: _Alipay, public_url: str) -> alipay.AlipayMerchant:
    parts = urlsplit(named.gateway)
    host = f"{parts.scheme}://{parts.netloc}"
    # Whoever stands in for Alipay keeps its bills, too.
    bills = named.bill_host or (alipay.BILL_HOST if host == alipay.API_HOST else host)
    return alipay.AlipayMerchant(
        app=named.app_id,
        seller=named.seller_id,
        notify_url=_notify_url(public_url, ChannelName.ALIPAY),
        key=_private_key(folder / named.private_key),
        alipay_key=_public_key(folder / named.alipay_public_key),
        host=host,
        bill_host=bills,
    )


def _notify_url(public_url: str, name: ChannelName) -> str:
    return f"{public_url.rstrip('/')}/v1/psp/{name.value}/notify"


def _secret(path: Path) -> bytes:
    raw = _read(path)
    if path.stat().st_mode & 0o077:
        raise BadMerchant(f"{path.name} is readable by others")
    return raw


def _private_key(path: Path) -> RSAPrivateKey:
    try:
        return private_key_of(_secret(path))
    except ValueError:
        raise BadMerchant(f"{path.name} is no RSA private key of 2048 bits") from None


def _public_key(path: Path) -> RSAPublicKey:
    try:
        return public_key_of(_read(path))
    except ValueError:
        raise BadMerchant(f"{path.name} is no RSA key of 2048 bits") from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise BadMerchant(f"{path.name} cannot be read") from None
