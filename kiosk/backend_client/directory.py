"""The hall's directory: a bundle signed by the backend, kept by the terminal, readable with the network down."""

import base64
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import Field, TypeAdapter

from kiosk.backend_client.enrolment import Site
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.fields import Count, Id, Moment, Octets, Phone, Prose, Text
from kiosk.backend_client.transport import Transport, parse


class ContactRole(StrEnum):
    """Whom one can look for."""

    GRID_WORKER = "grid_worker"
    POLICE = "police"
    PROPERTY = "property"
    CLINIC = "clinic"
    HALL = "hall"


@dataclass(frozen=True, slots=True)
class Building:
    """A building of the neighbourhood; `units` are its entrances, counted from 1."""

    id: Id
    number: Count
    name: Text
    address: Text
    units: Count
    grid: Text


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to turn to, for the grids and the buildings (ids) listed; empty lists mean the whole neighbourhood."""

    id: Id
    name: Text
    role: ContactRole
    title: Text
    phone: Phone
    grids: Annotated[tuple[Text, ...], Field(max_length=200)]
    buildings: Annotated[tuple[Id, ...], Field(max_length=2000)]
    hours: Text
    place: Text


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """A number that is always there."""

    name: Text
    number: Phone


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the hall has to tell."""

    id: Id
    title: Text
    body: Prose
    date: date
    source: Text


@dataclass(frozen=True, slots=True)
class Directory:
    """All of the bundle. After `valid_until` it may still be shown, with its date."""

    version: Annotated[int, Field(ge=1, le=1)]
    site: Site
    issued_at: Moment
    valid_until: Moment
    buildings: Annotated[tuple[Building, ...], Field(max_length=2000)]
    contacts: Annotated[tuple[Contact, ...], Field(max_length=2000)]
    emergency: Annotated[tuple[EmergencyNumber, ...], Field(max_length=50)]
    notices: Annotated[tuple[Notice, ...], Field(max_length=500)]


@dataclass(frozen=True, slots=True)
class SignedBundle:
    """The bundle as it came: keep these on disk, and `open_bundle` them at each start. `etag` asks for news only."""

    text: str
    signature: bytes
    key_id: str
    etag: str | None

    def to_json(self) -> str:
        """One text to keep on disk."""
        return _KEPT.dump_json(
            _Kept(self.text, base64.b64encode(self.signature).decode(), self.key_id, self.etag)
        ).decode()

    @staticmethod
    def from_json(text: str) -> "SignedBundle":
        """Back from disk; NONSENSE if the file was damaged."""
        kept = parse(_KEPT, text.encode())
        envelope = parse(_ENVELOPE, text.encode())
        return SignedBundle(envelope.bundle, envelope.signature, envelope.key_id, kept.etag)


@dataclass(frozen=True, slots=True)
class _Envelope:
    bundle: Annotated[str, Field(max_length=2_000_000)]
    signature: Octets
    key_id: Id


@dataclass(frozen=True, slots=True)
class _Kept:
    bundle: str
    signature: str
    key_id: str
    etag: str | None


_ENVELOPE = TypeAdapter(_Envelope)
_KEPT = TypeAdapter(_Kept)
_DIRECTORY = TypeAdapter(Directory)


def fetch_bundle(transport: Transport, etag: str | None = None) -> SignedBundle | None:
    """The newest bundle, or None when the one with this etag is still the newest. Open it before keeping it."""
    answer = transport.get("/v1/directory/bundle", etag=etag)
    if answer.status == 304:
        return None
    envelope = parse(_ENVELOPE, answer.body)
    return SignedBundle(envelope.bundle, envelope.signature, envelope.key_id, answer.etag)


def open_bundle(bundle: SignedBundle, bundle_key: bytes) -> Directory:
    """Check the signature with the key from enrolment, then read. Needs no network. NONSENSE if it is not genuine."""
    try:
        Ed25519PublicKey.from_public_bytes(bundle_key).verify(bundle.signature, bundle.text.encode())
    except (InvalidSignature, ValueError):
        raise BackendError(BackendKey.NONSENSE) from None
    return parse(_DIRECTORY, bundle.text.encode())
