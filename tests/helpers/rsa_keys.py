"""Keys of both ends, made once a run: making one takes longer than most tests."""

from datetime import UTC, datetime
from functools import cache
from threading import Lock

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

_making = Lock()


def rsa_key(whose: str, bits: int = 2048) -> RSAPrivateKey:
    """The key of this name, the same for the whole run and in every thread."""
    with _making:  # a cache alone lets two threads make one each
        return _made(whose, bits)


@cache
def _made(whose: str, bits: int) -> RSAPrivateKey:
    del whose
    return generate_private_key(65537, bits)


def rsa_signature(key: RSAPrivateKey, message: bytes) -> bytes:
    """As the providers sign: PKCS #1 v1.5, SHA-256."""
    return key.sign(message, PKCS1v15(), SHA256())


def certificate_pem(
    key: RSAPrivateKey,
    serial: int,
    begins: datetime = datetime(2026, 1, 1, tzinfo=UTC),
    ends: datetime = datetime(2031, 1, 1, tzinfo=UTC),
) -> bytes:
    """A certificate of this key, signed by itself."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "far end")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), serial, begins, ends)
    return builder.sign(key, SHA256()).public_bytes(Encoding.PEM)
