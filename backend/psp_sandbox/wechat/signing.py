"""Signatures of WeChat Pay v3: SHA-256 with RSA over lines that each end in a line feed; AES-256-GCM for resources."""

import re
import secrets
import time
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

from backend.psp_sandbox.exchange import Call
from backend.psp_sandbox.folder import MCHID, Folder
from backend.psp_sandbox.settings import SignsWith

SCHEME = "WECHATPAY2-SHA256-RSA2048"
FRESH_S = 300
_WORD = re.compile(r'(\w+)="([^"]*)"')
_WORDS = {"mchid", "serial_no", "nonce_str", "timestamp", "signature"}


class NotSigned(Exception):
    """The merchant's signature is missing or wrong; `why` is for the developer who reads the answer."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose key signs an answer, and under which name."""

    serial: str
    key: RSAPrivateKey


def verify(call: Call, folder: Folder, now: float) -> None:
    """Whether the merchant signed just this request, just now. Raises NotSigned."""
    scheme, _, rest = call.headers.get("authorization", "").partition(" ")
    words = dict(_WORD.findall(rest))
    if scheme != SCHEME or set(words) != _WORDS:
        raise NotSigned("Authorization")
    if words["mchid"] != MCHID or words["serial_no"] != folder.merchant.serial:
        raise NotSigned("serial_no")
    if not words["timestamp"].isdigit() or abs(now - int(words["timestamp"])) > FRESH_S:
        raise NotSigned("timestamp")
    lines = [call.method, call.target, words["timestamp"], words["nonce_str"]]
    message = "".join(f"{line}\n" for line in lines).encode() + call.body + b"\n"
    try:
        signature = b64decode(words["signature"], validate=True)
        folder.merchant.key.public_key().verify(signature, message, PKCS1v15(), SHA256())
    except (InvalidSignature, NotBase64, ValueError):
        raise NotSigned("signature") from None


def signer_for(folder: Folder, signs_with: SignsWith, asked_for: str = "") -> Signer:
    """The newest certificate or the public key; a request that names the key (`asked_for`) is answered with it."""
    if asked_for == folder.wechat_public_id or (not asked_for and signs_with is SignsWith.PUBLIC_KEY):
        return Signer(folder.wechat_public_id, folder.wechat_public)
    newest = folder.platforms[-1]
    return Signer(newest.serial, newest.key)


def signed_headers(signer: Signer, body: bytes, when: float | None = None) -> dict[str, str]:
    """The headers that make `body` WeChat's."""
    moment, nonce = str(int(time.time() if when is None else when)), secrets.token_hex(16)
    message = f"{moment}\n{nonce}\n".encode() + body + b"\n"
    return {
        "Wechatpay-Timestamp": moment,
        "Wechatpay-Nonce": nonce,
        "Wechatpay-Serial": signer.serial,
        "Wechatpay-Signature": b64encode(signer.key.sign(message, PKCS1v15(), SHA256())).decode(),
        "Wechatpay-Signature-Type": SCHEME,
        "Request-ID": secrets.token_hex(16).upper(),
    }


def sealed(apiv3_key: str, content: bytes, about: str) -> dict[str, str]:
    """A resource that only the merchant can open."""
    nonce = secrets.token_hex(6)
    ciphertext = AESGCM(apiv3_key.encode()).encrypt(nonce.encode(), content, about.encode())
    return {
        "algorithm": "AEAD_AES_256_GCM",
        "nonce": nonce,
        "associated_data": about,
        "ciphertext": b64encode(ciphertext).decode(),
    }
