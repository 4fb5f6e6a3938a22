"""Making this terminal known to the backend, once, with a code that the staff read out."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import TypeAdapter

from kiosk.backend_client.fields import Id, Octets, Text, body
from kiosk.backend_client.signing import public_key_text
from kiosk.backend_client.transport import Transport, parse


@dataclass(frozen=True, slots=True)
class Site:
    """The hall in which the terminal stands."""

    id: Id
    name: Text


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the terminal keeps: its id, its hall, and the key that signs the directory bundle."""

    terminal_id: Id
    site: Site
    bundle_key: Octets
    bundle_key_id: Id


_ENROLMENT = TypeAdapter(Enrolment)


def enrol(transport: Transport, *, code: str, key: Ed25519PrivateKey, name: str) -> Enrolment:
    """Trade a one-time code for an identity. REFUSED_NOT_FOUND: the code is unknown, used or too old."""
    fields = body(code=code, public_key=public_key_text(key), name=name)
    return parse(_ENROLMENT, transport.post("/v1/devices/enrol", fields, signed=False).body)
