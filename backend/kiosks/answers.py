"""Idempotency: a POST sent again gets the answer that it got, and is not done again.

The answer is sealed with a key made from the request's own Idempotency-Key, of which only a digest is kept:
who reads the database finds neither sessions nor names in it.
"""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from backend.errors import KeyMissing, KeyReused
from backend.house import House
from backend.kiosks.models import GivenAnswer
from backend.kiosks.repository import KiosksRepository

KEY = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """What went over the wire."""

    status: int
    media_type: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """A key that this request holds, to be settled with its answer."""

    row: GivenAnswer
    sealing_key: bytes = field(repr=False)

    def settle(self, answer: Answer) -> None:
        """Keep the answer, in the request's own transaction: done and answered, or neither."""
        plain = json.dumps([answer.status, answer.media_type, answer.body.decode()]).encode()
        nonce = secrets.token_bytes(NONCE_BYTES)
        self.row.sealed = nonce + AESGCM(self.sealing_key).encrypt(nonce, plain, self.row.request_digest.encode())


def claim(
    house: House, session: Session, *, caller: str, key: str, method: str, target: str, login: str, body: bytes
) -> Claim | Answer:
    """Claim the key for this request, or return the answer that it got before. Raises KeyMissing, KeyReused.

    `login` is the token that it carries: what is said in another login is another request, for the answer is personal.
    """
    if not KEY.fullmatch(key):
        raise KeyMissing
    repository = KiosksRepository(session)
    said = hashlib.sha256(f"{method}\n{target}\n{login}\n".encode() + body).hexdigest()
    request_digest = house.keys.digest("request", said)  # keyed: numbers in a body cannot be tried out
    key_digest = house.keys.digest("idempotency key", f"{caller} {key}")
    sealing_key = house.keys.derive(f"given answer {caller} {key}")
    now = house.now()
    row = GivenAnswer(
        caller=caller,
        key_digest=key_digest,
        request_digest=request_digest,
        expires_at=now + timedelta(hours=house.settings.idempotency_hours),
    )
    if repository.begin_answer(row):
        return Claim(row, sealing_key)
    given = repository.given_answer(caller, key_digest)
    if given is not None and given.expires_at < now:
        repository.drop_answer(given)
        repository.begin_answer(row)
        return Claim(row, sealing_key)
    if given is None or given.sealed is None or given.request_digest != request_digest:
        raise KeyReused
    return _open(given.sealed, sealing_key, request_digest)


def _open(sealed: bytes, key: bytes, request_digest: str) -> Answer:
    plain = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], request_digest.encode())
    status, media_type, body = json.loads(plain)
    return Answer(status, media_type, body.encode())
