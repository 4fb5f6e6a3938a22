"""The shapes of single fields on the wire: bounded, without control or invisible characters, strictly parsed."""

import base64
import binascii
import json
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from kiosk.backend_client.visible import visible

Text = Annotated[
    str,
    BeforeValidator(visible),
    StringConstraints(min_length=1, max_length=200, pattern=r"^\P{Cc}*[^\s\p{Cc}]\P{Cc}*$"),
]
"""One line of text, with something to see in it."""
Prose = Annotated[str, BeforeValidator(visible), StringConstraints(max_length=4000, pattern=r"^[\P{Cc}\n]*$")]
"""Text with line breaks."""
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
"""An identifier made by the backend."""
Phone = Annotated[str, StringConstraints(pattern=r"^[0-9+][0-9 -]{1,24}$")]
"""A number to dial."""
Fen = Annotated[int, Field(ge=0, le=10**13)]
"""Money in integer fen."""
SignedFen = Annotated[int, Field(ge=-(10**13), le=10**13)]
"""Money in integer fen that may be taken off."""
Count = Annotated[int, Field(ge=0, le=10_000)]
"""How many there are."""
HexId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
"""Sixteen random bytes in hex, made by the backend."""


def _month(value: object) -> date:
    if not (isinstance(value, str) and len(value) == 7):
        raise ValueError("a month is YYYY-MM")
    return date.fromisoformat(f"{value}-01")


Month = Annotated[date, BeforeValidator(_month)]
"""A month, `2026-07` on the wire, the first of it here."""


def _day(value: object) -> date:
    if not (isinstance(value, str) and len(value) == 10):
        raise ValueError("a day is YYYY-MM-DD")
    return date.fromisoformat(value)


Day = Annotated[date, BeforeValidator(_day)]
"""A day, `2026-07-01` on the wire."""


def _moment(value: object) -> datetime:
    if not (isinstance(value, str) and len(value) == 20 and value.endswith("Z")):
        raise ValueError("a moment is YYYY-MM-DDTHH:MM:SSZ")
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


Moment = Annotated[datetime, BeforeValidator(_moment)]
"""A moment in UTC, `2026-07-01T08:00:00Z` on the wire."""


def _octets(value: object) -> bytes:
    if not isinstance(value, str) or len(value) > 400:
        raise ValueError("base64 text wanted")
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error:
        raise ValueError("base64 text wanted") from None


Octets = Annotated[bytes, BeforeValidator(_octets)]
"""Bytes, base64 on the wire."""


def moment_text(moment: datetime) -> str:
    """How a moment is written on the wire, whole seconds in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def body(**fields: object) -> bytes:
    """A request's JSON body."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
