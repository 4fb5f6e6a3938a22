"""The shapes of single fields on the wire, for all rooms."""

import base64
import binascii
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, StringConstraints, WithJsonSchema

ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f]+$"  # no control characters, said so that every dialect of patterns understands
Line = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=ONE_LINE)]
"""One line of text."""
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A key: lower-case words joined by _."""
HexId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
"""Sixteen random bytes, in hex."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256, in hex."""


class Wire(BaseModel):
    """A body on the wire: strict, and without members that we do not know."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)


def moment_text(moment: datetime) -> str:
    """A moment on the wire: whole seconds in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    if not (isinstance(value, str) and len(value) == 20 and value.endswith("Z")):
        raise ValueError("a moment is YYYY-MM-DDTHH:MM:SSZ")
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    PlainSerializer(moment_text),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"}),
]
"""A moment in UTC."""


def _day(value: object) -> date:
    if not (isinstance(value, str) and len(value) == 10):
        raise ValueError("a day is YYYY-MM-DD")
    return date.fromisoformat(value)


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day."""


def _month_text(month: date) -> str:
    return month.strftime("%Y-%m")


Month = Annotated[
    date, PlainSerializer(_month_text), WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$"})
]
"""A month, which is its first day."""


def octets_of(size: int) -> BeforeValidator:
    """Base64 of exactly so many bytes."""

    def read(value: object) -> bytes:
        if not isinstance(value, str) or len(value) > 2 * size + 4:
            raise ValueError("base64 text wanted")
        try:
            raw = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            raise ValueError("base64 text wanted") from None
        if len(raw) != size:
            raise ValueError(f"{size} bytes wanted")
        return raw

    return BeforeValidator(read)


PublicKey = Annotated[
    bytes, octets_of(32), WithJsonSchema({"type": "string", "pattern": "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$"})
]
"""An Ed25519 public key, base64 on the wire."""
Signature = Annotated[
    bytes, octets_of(64), WithJsonSchema({"type": "string", "pattern": "^[A-Za-z0-9+/]{85}[AQgw]==$"})
]
"""An Ed25519 signature, base64 on the wire."""


def base64_text(raw: bytes) -> str:
    """Bytes on the wire."""
    return base64.b64encode(raw).decode()
