"""RSA2: how a request of ours is signed, and what Alipay's own signatures are over.

https://developer.aliyun.com/ask/285094, cloud.tencent.com article 2211553
"""

import json
from collections.abc import Mapping
from datetime import datetime

from backend.payments.alipay.merchant import AlipayMerchant
from backend.payments.channel import NotGenuine
from backend.payments.rsa import is_signed, signature_of
from backend.payments.strict import CHINA_TIME, STRICT_JSON, Fields, utf8

_UNSIGNED_IN_NOTICES = frozenset({"sign", "sign_type"})


def signed_form(
    merchant: AlipayMerchant, method: str, content: Mapping[str, object], now: datetime, notify: bool
) -> dict[str, str]:
    """All parameters of a request, with the signature over them."""
    form = {
        "app_id": merchant.app,
        "method": method,
        "format": "JSON",
        "charset": "utf-8",
        "sign_type": "RSA2",
        "timestamp": now.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M:%S"),
        "version": "1.0",
        "biz_content": json.dumps(content, ensure_ascii=False, separators=(",", ":")),
    }
    if notify:
        form["notify_url"] = merchant.notify_url
    return form | {"sign": signature_of(merchant.key, text_of(form))}


def text_of(form: Mapping[str, str]) -> bytes:
    """What a signature over parameters is over: k=v of all, sorted by name, as they are before any encoding."""
    return "&".join(f"{name}={form[name]}" for name in sorted(form)).encode()


def verified_notice(merchant: AlipayMerchant, form: Mapping[str, str]) -> Fields:
    """A notice that is Alipay's. Raises NotGenuine."""
    fields = Fields(form)
    fields.must_be("sign_type", "RSA2")
    if fields.text("charset").lower() != "utf-8":
        raise NotGenuine("in another charset than asked for")
    signed = {name: value for name, value in form.items() if name not in _UNSIGNED_IN_NOTICES}
    if not is_signed(merchant.alipay_key, text_of(signed), fields.text("sign")):
        raise NotGenuine("the signature does not fit")
    return fields


def verified_answer(merchant: AlipayMerchant, method: str, body: bytes) -> Fields | None:
    """What Alipay answered, or None if it is an error of its gateway that nobody signed. Raises NotGenuine.

    The signature is over the very characters of the member, so they are cut out of the text, never written anew.
    """
    pieces = _pieces(utf8(body))
    name = f"{method.replace('.', '_')}_response"
    if name not in pieces:
        name = "error_response"
    if name not in pieces:
        raise NotGenuine("an answer to something else")
    (text, value), (_, signature) = pieces[name], pieces.get("sign", ("", None))
    if signature is None and name == "error_response":
        return None
    if not isinstance(signature, str) or not isinstance(value, dict):
        raise NotGenuine("not signed")
    if not _fits(merchant, text, signature):
        raise NotGenuine("the signature does not fit")
    return Fields(value)


def _fits(merchant: AlipayMerchant, text: str, signature: str) -> bool:
    """Alipay signs before it escapes slashes, so what was escaped is also tried as it was: to JSON both are one."""
    return any(
        is_signed(merchant.alipay_key, spelt.encode(), signature)
        for spelt in dict.fromkeys((text, text.replace("\\/", "/")))
    )


def _pieces(text: str) -> dict[str, tuple[str, object]]:
    """Each member of a JSON object, as it is written and as what it means."""
    try:
        return _cut(text)
    except (ValueError, RecursionError):
        raise NotGenuine("no JSON object") from None


def _cut(text: str) -> dict[str, tuple[str, object]]:
    pieces: dict[str, tuple[str, object]] = {}
    at = _past(text, 0, "{")
    while True:
        name, at = STRICT_JSON.raw_decode(text, _skip(text, at))
        begin = _skip(text, _past(text, at, ":"))
        value, at = STRICT_JSON.raw_decode(text, begin)
        if not isinstance(name, str) or name in pieces:
            raise ValueError("a member twice, or no member")
        pieces[name] = text[begin:at], value
        at = _skip(text, at)
        if text[at : at + 1] == "}":
            break
        at = _past(text, at, ",")
    if _skip(text, at + 1) != len(text):
        raise ValueError("something behind the object")
    return pieces


def _past(text: str, at: int, sign: str) -> int:
    at = _skip(text, at)
    if text[at : at + 1] != sign:
        raise ValueError("no JSON object")
    return at + 1


def _skip(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\t", "\r", "\n"):
        at += 1
    return at
