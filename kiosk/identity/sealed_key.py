"""The key under which faces lie in this terminal: the platform's, or one in a file that nobody else may read."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.foundation import secret_file
from kiosk.foundation.errors import Fault

KEY_BYTES = 32
KEY_FILE = "face.key"
CREDENTIAL = "face-key"
NO_KEY = "templates.no_key"


@dataclass(frozen=True, slots=True, repr=False)
class SealedKey:
    """32 bytes, and what is made of them: a key for each purpose. Shows nothing of itself."""

    raw: bytes = field(repr=False)

    def made_for(self, purpose: bytes) -> bytes:
        """32 bytes for one purpose (at most 16 bytes long); who learns them learns no other's."""
        return hashlib.blake2b(key=self.raw, person=purpose, digest_size=KEY_BYTES).digest()


def face_key(data: Path, environment: Mapping[str, str] = os.environ) -> SealedKey:
    """The key that systemd hands over as the credential `face-key`; else that of a file in `data`, made once.

    Where systemd hands over credentials and this one is bad, no other key takes its place.

    Raises: Fault `templates.no_key`: none can be had, or others may read it. Blocks on the disk.
    """
    folder = environment.get("CREDENTIALS_DIRECTORY")
    given = Path(folder) / CREDENTIAL if folder else None
    try:
        if given is not None and given.exists():
            # For a user other than root systemd grants it by an access list, whose mask stands in the group's bits.
            return SealedKey(secret_file.read(given, KEY_BYTES, secret_file.OTHERS))
        return SealedKey(secret_file.read_or_make(data / KEY_FILE, lambda: secrets.token_bytes(KEY_BYTES), KEY_BYTES))
    except (OSError, ValueError) as error:
        raise Fault(NO_KEY) from error
