"""How a request of ours is signed: https://pay.weixin.qq.com/doc/global/v3/zh/4012354982 has the rules."""

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from backend.payments.line import Asked
from backend.payments.rsa import signature_of
from backend.payments.wechat.merchant import WechatMerchant

SCHEME = "WECHATPAY2-SHA256-RSA2048"


def signed_headers(merchant: WechatMerchant, asked: Asked, timestamp: int, nonce: str) -> dict[str, str]:
    """All headers of a request; where WeChat has a public key of ours, it is told to sign with that one."""
    headers = {"Accept": "application/json", "Authorization": _authorization(merchant, asked, timestamp, nonce)}
    if asked.body:
        headers["Content-Type"] = "application/json"
    for name in merchant.public_keys:
        headers["Wechatpay-Serial"] = name
    return headers


def signed_text(asked: Asked, timestamp: int, nonce: str) -> bytes:
    """What the signature is over: method, target, time, nonce and the body as it is sent, each with its line's end."""
    return f"{asked.method}\n{asked.target}\n{timestamp}\n{nonce}\n".encode() + asked.body + b"\n"


def _authorization(merchant: WechatMerchant, asked: Asked, timestamp: int, nonce: str) -> str:
    members = {
        "mchid": merchant.mchid,
        "nonce_str": nonce,
        "signature": _signature(merchant.key, asked, timestamp, nonce),
        "timestamp": str(timestamp),
        "serial_no": merchant.serial,
    }
    return f"{SCHEME} " + ",".join(f'{name}="{value}"' for name, value in members.items())


def _signature(key: RSAPrivateKey, asked: Asked, timestamp: int, nonce: str) -> str:
    return signature_of(key, signed_text(asked, timestamp, nonce))
