"""How one template is sealed: two boxes, what it is named by and the face itself, both bound to whose they are."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import date

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.foundation.canonical_json import canonical_json
from kiosk.identity.sealed_key import SealedKey

NONCE_BYTES = 12  # drawn anew for each box: after 2**32 of them under one key it would be time for another
_CONTEXT = b"linli-template-v1\n"


@dataclass(frozen=True, slots=True)
class Whose:
    """What stands beside the boxes in the clear, and is bound to them."""

    consent_id: str
    model: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class Naming:
    """What is sealed apart from the face: her masked name, and the digests of all that names her."""

    masked: str = field(repr=False)
    digests: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One template as it lies in the file."""

    whose: Whose
    naming: bytes = field(repr=False)
    face: bytes = field(repr=False)


class Seal:
    """Closes and opens the boxes of one terminal. From any thread."""

    def __init__(self, key: SealedKey, terminal_id: str) -> None:
        self._cipher = AESGCM(key.made_for(b"linli faces"))
        self._terminal_id = terminal_id

    def close(self, whose: Whose, naming: Naming, face: bytes) -> SealedRow:
        """Seal both."""
        said = canonical_json({"masked": naming.masked, "digests": [digest.hex() for digest in naming.digests]})
        return SealedRow(whose, self._closed(whose, "naming", said), self._closed(whose, "face", face))

    def naming(self, row: SealedRow) -> Naming:
        """What it is named by.

        Raises: ValueError where it was not sealed here, for this, and so
        """
        said = json.loads(self._opened(row.whose, "naming", row.naming))
        return Naming(said["masked"], tuple(bytes.fromhex(digest) for digest in said["digests"]))

    def face(self, row: SealedRow) -> bytes:
        """The face.

        Raises: ValueError where it was not sealed here, for this, and so
        """
        return self._opened(row.whose, "face", row.face)

    def _closed(self, whose: Whose, part: str, plain: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, self._bound(whose, part))

    def _opened(self, whose: Whose, part: str, box: bytes) -> bytes:
        try:
            return self._cipher.decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], self._bound(whose, part))
        except InvalidTag:
            raise ValueError("the seal does not hold") from None

    def _bound(self, whose: Whose, part: str) -> bytes:
        bound = {"terminal": self._terminal_id, "consent": whose.consent_id, "model": whose.model, "part": part}
        return _CONTEXT + canonical_json(bound | {"expires_on": whose.expires_on.isoformat()})
