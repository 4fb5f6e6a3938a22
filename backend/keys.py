"""The backend's secrets: made on the first start, kept in one folder that only its owner reads."""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """The look-up secret, from which all digests are made, the key that signs directory bundles, and that of pauses."""

    secret: bytes = field(repr=False)
    bundle_key: Ed25519PrivateKey = field(repr=False)
    pauses: bytes = field(repr=False)

    def digest(self, purpose: str, text: str) -> str:
        """A keyed digest: equal texts are found again, but nobody without the secret can try numbers out."""
        return hmac.new(self.derive(purpose), text.encode(), hashlib.sha256).hexdigest()

    def derive(self, purpose: str) -> bytes:
        """A key of its own for each purpose."""
        return _derived(self.secret, purpose)

    def pause_key(self, code: str) -> bytes:
        """The key that seals the pause of one code: from a secret of its own, which seals nothing else."""
        return _derived(self.pauses, f"pause {code}")

    @property
    def bundle_public_key(self) -> bytes:
        """What terminals get at enrolment."""
        return self.bundle_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def bundle_key_id(self) -> str:
        """A short name of the bundle key."""
        return hashlib.sha256(self.bundle_public_key).hexdigest()[:16]


def load_or_make_keys(folder: Path) -> Keys:
    """Read the folder, making what is missing. ValueError if a file is damaged or readable by others."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = _load_or_make(folder / "lookup.secret")
    bundle_key = Ed25519PrivateKey.from_private_bytes(_load_or_make(folder / "bundle.key"))
    return Keys(secret, bundle_key, _load_or_make(folder / "pauses.secret"))


def _derived(secret: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), SECRET_BYTES, None, f"linli {purpose}".encode()).derive(secret)


def _load_or_make(path: Path) -> bytes:
    if not path.exists():
        _write_new(path)
    if path.stat().st_mode & 0o077:
        raise ValueError(f"{path.name} is readable by others")
    raw = base64.b64decode(path.read_text().strip(), validate=True)
    if len(raw) != SECRET_BYTES:
        raise ValueError(f"{path.name} does not hold {SECRET_BYTES} bytes")
    return raw


def _write_new(path: Path) -> None:
    """Write beside its place, then link there: two starts at once keep one secret, a power cut leaves none."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode() + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
