"""Logging a resident in by the card that she shows."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints, TypeAdapter

from kiosk.backend_client.fields import Moment, Text, body
from kiosk.backend_client.transport import Transport, parse


class CardKind(StrEnum):
    """The four layouts of a card."""

    RESIDENT = "resident"
    HMT_PERMIT = "hmt_permit"
    FOREIGNER_2017 = "foreigner_2017"
    FOREIGNER_2023 = "foreigner_2023"


@dataclass(frozen=True, slots=True)
class ShownCard:
    """What of a card goes to the backend. `valid_until` None is 长期. Shows nothing of itself."""

    number: str = field(repr=False)
    name: str = field(repr=False)
    kind: CardKind
    valid_until: date | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """A resident who is logged in at this terminal; the token dies with the visit, or at `expires_at`."""

    token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")] = field(repr=False)
    level: int
    display_name: Text = field(repr=False)
    expires_at: Moment


_SESSION = TypeAdapter(Session)


def log_in_by_card(transport: Transport, card: ShownCard) -> Session:
    """Open a session at level 2.

    REFUSED_NOT_FOUND: nobody there with this number and name, or not allowed. TOO_MANY: wait `retry_after_s`.
    """
    until = card.valid_until.isoformat() if card.valid_until else None
    fields = body(number=card.number, name=card.name, kind=card.kind.value, valid_until=until)
    return parse(_SESSION, transport.post("/v1/login/card", fields).body)


def log_out(transport: Transport, session: Session) -> None:
    """End the session; one that is over already is no fault."""
    transport.delete("/v1/sessions/current", session=session.token)
