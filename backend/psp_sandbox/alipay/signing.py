"""RSA2: SHA-256 with RSA over sorted `key=value` pairs, or over the very text of a response."""

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256


def text_of(parameters: Mapping[str, str], *left_out: str) -> bytes:
    """What is signed of parameters: all that are not empty, by name."""
    kept = sorted((name, value) for name, value in parameters.items() if value and name not in left_out)
    return "&".join(f"{name}={value}" for name, value in kept).encode()


def sign(key: RSAPrivateKey, text: bytes) -> str:
    """A signature in base 64."""
    return b64encode(key.sign(text, PKCS1v15(), SHA256())).decode()


def is_signed(key: RSAPrivateKey, text: bytes, signature: str) -> bool:
    """Whether the owner of the key signed this text."""
    try:
        key.public_key().verify(b64decode(signature, validate=True), text, PKCS1v15(), SHA256())
    except (InvalidSignature, NotBase64, ValueError):
        return False
    return True


def as_alipay_writes(content: Mapping[str, object]) -> str:
    """JSON with each slash escaped, as Alipay writes it: whoever writes it anew gets other bytes than were signed."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("/", "\\/")
