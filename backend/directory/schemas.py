"""Bodies of the room. The bundle itself is canonical JSON in a string, because its very bytes are signed."""

from backend.fields import Wire


class BundleOut(Wire):
    """The bundle and its signature (base64 Ed25519 over the bundle's UTF-8)."""

    bundle: str
    signature: str
    key_id: str
