"""Whether an answer or a callback is WeChat's: by signature over the bytes that came, by serial, and fresh."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from backend.payments.channel import NotGenuine
from backend.payments.rsa import is_signed

FRESH_S = 300
KeyOf = Callable[[str], RSAPublicKey | None]
"""WeChat's key of this serial, or None."""

_TIMESTAMP = re.compile(r"[1-9][0-9]{9}")
_NONCE = re.compile(r"[!-~]{1,64}")
_SERIAL = re.compile(r"[0-9A-Za-z_]{1,64}")


def carries_signature(headers: Mapping[str, str]) -> bool:
    """Whether it claims to be signed at all; what a proxy or an overloaded machine says is not."""
    return "wechatpay-signature" in headers


def verify(headers: Mapping[str, str], body: bytes, key_of: KeyOf, now: datetime) -> None:
    """Let pass what is WeChat's. Raises NotGenuine, and what `key_of` raises."""
    timestamp = _header(headers, "timestamp", _TIMESTAMP)
    nonce = _header(headers, "nonce", _NONCE)
    serial = _header(headers, "serial", _SERIAL)
    if abs(now.timestamp() - int(timestamp)) > FRESH_S:
        raise NotGenuine("stale")
    key = key_of(serial)
    if key is None:
        raise NotGenuine("an unknown serial")
    if not is_signed(key, signed_text(timestamp, nonce, body), headers.get("wechatpay-signature", "")):
        raise NotGenuine("the signature does not fit")


def signed_text(timestamp: str, nonce: str, body: bytes) -> bytes:
    """What WeChat signs."""
    return f"{timestamp}\n{nonce}\n".encode() + body + b"\n"


def _header(headers: Mapping[str, str], name: str, form: re.Pattern[str]) -> str:
    value = headers.get(f"wechatpay-{name}", "")
    if form.fullmatch(value) is None:
        raise NotGenuine(f"the header of the {name}")
    return value
