"""Registering slips and telling whether one is genuine."""

import base64
import binascii
import hmac
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.orm import Session

from backend.canonical_json import canonical_json
from backend.documents.models import Document
from backend.documents.repository import DocumentsRepository
from backend.documents.schemas import DocumentKind, SlipRequest, Verification, VerificationState
from backend.errors import Conflict, LevelTooLow, NotGenuine, Unauthorised
from backend.fields import moment_text
from backend.house import House
from backend.identity.levels import NOBODY, STRONG
from backend.identity.service import LoggedIn
from backend.kiosks.gate import Caller
from backend.kiosks.repository import KiosksRepository

SLIP_CONTEXT = b"linli-slip-v1\n"
DOCUMENT_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
NO_SIGNATURE = bytes(64)
# What vouches for a resident is not had with a found card; of all else the terminal's signature is enough.
LEVELS = {DocumentKind.INSURANCE_CERTIFICATE: STRONG}


def register(session: Session, caller: Caller, resident: LoggedIn | None, slip: SlipRequest) -> str:
    """Keep a slip, signed by the terminal that sends it; the same again is fine. LevelTooLow, NotGenuine, Conflict."""
    if (resident.level if resident else NOBODY) < LEVELS.get(slip.kind, NOBODY):
        raise LevelTooLow
    terminal = KiosksRepository(session).live_terminal(caller.terminal_id)
    if terminal is None:
        raise Unauthorised("revoked meanwhile")
    try:
        Ed25519PublicKey.from_public_bytes(terminal.public_key).verify(slip.signature, _signed_bytes(caller, slip))
    except InvalidSignature:
        raise NotGenuine from None
    repository = DocumentsRepository(session)
    kept = repository.add(
        Document(
            id=slip.id,
            terminal_id=caller.terminal_id,
            kind=slip.kind.value,
            issued_at=slip.issued_at,
            expires_at=slip.expires_at,
            subject_masked=slip.subject_masked,
            sha256=slip.sha256,
            signature=slip.signature,
        )
    )
    if not kept:
        known = repository.document(slip.id)
        # Ed25519 signs the same bytes with the same signature: an equal one is the same slip.
        if known is None or not hmac.compare_digest(known.signature, slip.signature):
            raise Conflict
    return slip.id


def verify(house: House, session: Session, document_id: str, code: str) -> Verification:
    """What anybody may know of a slip who holds it; unknown and wrongly signed look the same."""
    known = DOCUMENT_ID.fullmatch(document_id) is not None
    document = DocumentsRepository(session).document(document_id) if known else None
    expected = document.signature if document else NO_SIGNATURE
    if not hmac.compare_digest(expected, _signature(code)) or document is None:
        return Verification(state=VerificationState.UNKNOWN)
    valid = house.now() < document.expires_at
    return Verification(
        state=VerificationState.VALID if valid else VerificationState.EXPIRED,
        kind=DocumentKind(document.kind),
        issued_at=document.issued_at,
        expires_at=document.expires_at,
        subject_masked=document.subject_masked,
    )


def _signed_bytes(caller: Caller, slip: SlipRequest) -> bytes:
    return SLIP_CONTEXT + canonical_json(
        {
            "expires_at": moment_text(slip.expires_at),
            "id": slip.id,
            "issued_at": moment_text(slip.issued_at),
            "kind": slip.kind.value,
            "sha256": slip.sha256,
            "subject_masked": slip.subject_masked,
            "terminal": caller.terminal_id,
        }
    )


def _signature(code: str) -> bytes:
    try:
        return base64.b64decode(code + "==", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
