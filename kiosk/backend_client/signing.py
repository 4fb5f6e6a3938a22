"""The terminal's signature: Ed25519 over what a request says. The bytes are written down in docs/wire.md."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from kiosk.foundation.secret_file import read_or_make

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who this terminal is to the backend: its id and its private key (never shown)."""

    terminal_id: str
    key: Ed25519PrivateKey = field(repr=False)


def request_headers(
    credentials: Credentials, *, method: str, target: str, body: bytes, unix_time: int, nonce: str | None = None
) -> dict[str, str]:
    """The four headers that prove a request; a fresh nonce each time, for the backend refuses one seen before."""
    nonce = nonce or secrets.token_hex(16)
    digest = hashlib.sha256(body).hexdigest()
    signed = f"{method}\n{target}\n{unix_time}\n{nonce}\n{digest}\n".encode()
    return {
        "Linli-Terminal": credentials.terminal_id,
        "Linli-Time": str(unix_time),
        "Linli-Nonce": nonce,
        "Linli-Signature": base64.b64encode(credentials.key.sign(signed)).decode(),
    }


def public_key_text(key: Ed25519PrivateKey) -> str:
    """The public key as enrolment sends it: base64 of its 32 bytes."""
    return base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def load_or_make_key(path: Path) -> Ed25519PrivateKey:
    """The key in this file (32 raw bytes, readable by its owner alone), made first if the file is not there.

    Raises ValueError if the file holds something else or others may read it; OSError if the disk refuses.
    """
    return Ed25519PrivateKey.from_private_bytes(read_or_make(path, _new_key, KEY_BYTES))


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
