"""Slips that this terminal printed: signed by it, known to the backend, checked by anyone with the QR code."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.fields import moment_text
from kiosk.backend_client.identity import Session
from kiosk.backend_client.signing import Credentials
from kiosk.backend_client.transport import Transport
from kiosk.foundation.canonical_json import canonical_json

SLIP_CONTEXT = b"linli-slip-v1\n"


class DocumentKind(StrEnum):
    """What was printed."""

    INSURANCE_SUMMARY = "insurance_summary"
    INSURANCE_CERTIFICATE = "insurance_certificate"
    CONTACT_CARD = "contact_card"


@dataclass(frozen=True, slots=True)
class Slip:
    """An issued slip. `subject_masked` is a name like 王*芳, masked; `sha256` is over what was printed."""

    id: str
    kind: DocumentKind
    issued_at: datetime
    expires_at: datetime
    subject_masked: str
    sha256: str

    def canonical(self, terminal_id: str) -> bytes:
        """The exact bytes that are signed (docs/wire.md)."""
        return SLIP_CONTEXT + canonical_json(
            {
                "expires_at": moment_text(self.expires_at),
                "id": self.id,
                "issued_at": moment_text(self.issued_at),
                "kind": self.kind.value,
                "sha256": self.sha256,
                "subject_masked": self.subject_masked,
                "terminal": terminal_id,
            }
        )


@dataclass(frozen=True, slots=True)
class SignedSlip:
    """A slip with the terminal's signature: what is registered, and what the QR code says."""

    slip: Slip
    terminal_id: str
    signature: bytes

    def verify_url(self, public_url: str) -> str:
        """The address in the QR code; opened by any phone."""
        code = base64.urlsafe_b64encode(self.signature).rstrip(b"=").decode()
        return f"{public_url.rstrip('/')}/v1/verify/{self.slip.id}?s={code}"


def new_slip_id() -> str:
    """A fresh id: 32 hex digits, not to be guessed."""
    return secrets.token_hex(16)


def sign_slip(slip: Slip, credentials: Credentials) -> SignedSlip:
    """Sign before printing; works with the network down."""
    return SignedSlip(slip, credentials.terminal_id, credentials.key.sign(slip.canonical(credentials.terminal_id)))


def register_slip(transport: Transport, signed: SignedSlip, session: Session | None = None) -> None:
    """Tell the backend, so that the QR code is answered with 'valid'. The slip's id is the idempotency key.

    LEVEL_TOO_LOW, SESSION_OVER: a certificate needs the session of its resident, at level 3.
    """
    if transport.credentials is None or transport.credentials.terminal_id != signed.terminal_id:
        raise BackendError(BackendKey.NOT_ENROLLED)
    slip = signed.slip
    fields = canonical_json(
        {
            "expires_at": moment_text(slip.expires_at),
            "id": slip.id,
            "issued_at": moment_text(slip.issued_at),
            "kind": slip.kind.value,
            "sha256": slip.sha256,
            "signature": base64.b64encode(signed.signature).decode(),
            "subject_masked": slip.subject_masked,
        }
    )
    token = session.token if session is not None else None
    transport.post("/v1/documents", fields, idempotency_key=slip.id, session=token)
