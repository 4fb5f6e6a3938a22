"""Bodies of the room."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from backend.fields import ONE_LINE, HexId, Moment, Sha256, Signature, Wire


class DocumentKind(StrEnum):
    """What was printed."""

    INSURANCE_SUMMARY = "insurance_summary"
    INSURANCE_CERTIFICATE = "insurance_certificate"
    CONTACT_CARD = "contact_card"


def _masked(subject: str) -> str:
    """Masked means masked: a star is in it, and no more than four digits in a row."""
    if "*" not in subject or re.search(r"\d{5}", subject):
        raise ValueError("the subject is not masked")
    return subject


Masked = Annotated[str, StringConstraints(max_length=40, pattern=ONE_LINE), AfterValidator(_masked)]


class SlipRequest(Wire):
    """A slip that was printed."""

    id: HexId
    kind: Annotated[DocumentKind, Field(strict=False)]
    issued_at: Moment
    expires_at: Moment
    subject_masked: Masked
    sha256: Sha256
    signature: Signature


class SlipKept(Wire):
    """The slip is known now."""

    id: str


class VerificationState(StrEnum):
    """What can be said of a slip."""

    VALID = "valid"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class Verification(Wire):
    """The public answer; for an unknown slip or a wrong signature all but `state` is null."""

    state: VerificationState
    kind: DocumentKind | None = None
    issued_at: Moment | None = None
    expires_at: Moment | None = None
    subject_masked: str | None = None
