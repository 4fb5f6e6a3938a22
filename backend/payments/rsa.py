"""RSA with PKCS #1 v1.5 and SHA-256: what both providers sign with, and we."""

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from backend.payments.strict import base64_of, octets

LEAST_BITS = 2048


def signature_of(key: RSAPrivateKey, message: bytes) -> str:
    """The signature over a message, in base64."""
    return base64_of(key.sign(message, PKCS1v15(), SHA256()))


def is_signed(key: RSAPublicKey, message: bytes, signature: str) -> bool:
    """Whether this is the key's signature over just these bytes. Raises NotGenuine if it is no base64."""
    try:
        key.verify(octets(signature), message, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def private_key_of(pem: bytes) -> RSAPrivateKey:
    """Read our key. ValueError, which shows nothing of it, if it is none or too short."""
    try:
        key = load_pem_private_key(pem, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, RSAPrivateKey) or key.key_size < LEAST_BITS:
        raise ValueError("not an RSA private key of 2048 bits")
    return key


def public_key_of(pem: bytes) -> RSAPublicKey:
    """Read a provider's key. ValueError if it is none or too short."""
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    return long_enough(key)


def long_enough(key: object) -> RSAPublicKey:
    """The key itself. ValueError unless it is RSA and long enough."""
    if not isinstance(key, RSAPublicKey) or key.key_size < LEAST_BITS:
        raise ValueError("not an RSA key of 2048 bits")
    return key
