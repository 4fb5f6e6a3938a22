"""The gateway of the embedded backend: it sends nothing, and keeps the newest message to each telephone.

For the workbench, the demo and tests, where somebody must read what a telephone would show. A real hall has a real
gateway (`backend.sms.SmsGateway`); none is here, for none could be tried.
"""

import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend.database import Database
from backend.keys import Keys
from backend.sms import Sms
from backend.telephones.models import EmbeddedSms
from backend.telephones.repository import TelephonesRepository

NONCE_BYTES = 12


class EmbeddedSmsGateway:
    """Keeps messages in the database, sealed under the key folder."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    def send(self, message: Sms) -> None:
        """Keep it in place of the one before."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        digest = self._digest(message.phone)
        sealed = nonce + self._key().encrypt(nonce, message.words.encode(), digest.encode())
        with self._database.transaction() as session:
            TelephonesRepository(session).keep_embedded(EmbeddedSms(telephone_digest=digest, sealed=sealed))

    def newest(self, phone: str) -> str | None:
        """What this telephone would show."""
        digest = self._digest(phone)
        with self._database.open_session(writes=False) as session:
            row = TelephonesRepository(session).embedded(digest)
        if row is None:
            return None
        return self._key().decrypt(row.sealed[:NONCE_BYTES], row.sealed[NONCE_BYTES:], digest.encode()).decode()

    def _digest(self, phone: str) -> str:
        return self._keys.digest("embedded sms", phone)

    def _key(self) -> AESGCM:
        return AESGCM(self._keys.derive("embedded sms seal"))
