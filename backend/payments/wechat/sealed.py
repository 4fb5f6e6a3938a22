"""What WeChat sends sealed under the APIv3 key: AES-256-GCM."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend.payments.channel import NotGenuine
from backend.payments.strict import Fields, octets

ALGORITHM = "AEAD_AES_256_GCM"


def opened(secret: bytes, resource: Fields) -> bytes:
    """What is in it. Raises NotGenuine."""
    resource.must_be("algorithm", ALGORITHM)
    sealed, nonce = octets(resource.text("ciphertext")), resource.text("nonce")
    associated = resource.text_if_any("associated_data")
    try:
        return AESGCM(secret).decrypt(nonce.encode(), sealed, associated.encode())
    except (InvalidTag, ValueError):  # ValueError: a nonce of another length, or half a character
        raise NotGenuine("the seal does not fit") from None
