"""Calling a person of the hall to the terminal."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, TypeAdapter

from kiosk.backend_client.fields import Id, Moment, Text, body
from kiosk.backend_client.transport import Transport, parse


@dataclass(frozen=True, slots=True)
class StaffCall:
    """A call that nobody has answered yet."""

    id: Id
    terminal_id: Id
    terminal_name: Text
    reason: Id
    service_id: Id | None
    called_at: Moment


@dataclass(frozen=True, slots=True)
class _Made:
    id: Id


@dataclass(frozen=True, slots=True)
class _Open:
    calls: Annotated[tuple[StaffCall, ...], Field(max_length=500)]


_MADE = TypeAdapter(_Made)
_OPEN = TypeAdapter(_Open)


def call_staff(transport: Transport, *, reason: str, service_id: str | None = None) -> str:
    """Call; returns the call's id. `reason` and `service_id` are keys (lower-case words with _), never free text."""
    return parse(_MADE, transport.post("/v1/staff-calls", body(reason=reason, service_id=service_id)).body).id


def fetch_open_calls(transport: Transport) -> tuple[StaffCall, ...]:
    """The hall's open calls, oldest first."""
    return parse(_OPEN, transport.get("/v1/staff-calls/open").body).calls
