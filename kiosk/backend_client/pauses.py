"""Services that residents stopped: handed over to be sealed, and fetched once by the code on the slip.

Thread: both calls block; they are made from threads.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter

from kiosk.backend_client.fields import Moment, body
from kiosk.backend_client.identity import Session
from kiosk.backend_client.transport import Transport, parse

CODE_DIGITS = 10
MOST_ANSWERS = 300
LONGEST_VALUE = 200
LONGEST_KEPT = timedelta(days=31)  # however wrong the clock of this terminal is


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered to a question, or typed into it; shows nothing of itself."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    value: Annotated[str, StringConstraints(max_length=LONGEST_VALUE)] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Stopped:
    """A service as it was stopped: its answers in order, and where she stood with what she had typed there."""

    service_id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")] = field(repr=False)
    answers: Annotated[tuple[Answered, ...], Field(max_length=MOST_ANSWERS)] = field(repr=False)
    standing: Answered | None = field(repr=False)


def _within_reach(until: datetime) -> datetime:
    """A code is good for a day or so; what an office means by years is a mistake, and would go onto paper."""
    if until > datetime.now(UTC) + LONGEST_KEPT:
        raise ValueError("a code is good for days, not longer")
    return until


@dataclass(frozen=True, slots=True)
class PauseCode:
    """The code that opens it once, until then."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{10}$")] = field(repr=False)
    good_until: Annotated[Moment, AfterValidator(_within_reach)]


_MADE = TypeAdapter(PauseCode)
_STOPPED = TypeAdapter(Stopped)


def seal(transport: Transport, stopped: Stopped, session: Session | None) -> PauseCode:
    """Have a stopped service kept; with a `session` only the same person can go on.

    Raises: BackendError (TOO_MANY, SESSION_OVER)
    """
    fields = body(
        service_id=stopped.service_id,
        answers=[_written(one) for one in stopped.answers],
        standing=_written(stopped.standing) if stopped.standing else None,
    )
    token = session.token if session else None
    return parse(_MADE, transport.post("/v1/pauses", fields, session=token).body)


def open_once(transport: Transport, code: str, session: Session | None, key: str | None = None) -> Stopped:
    """Fetch a stopped service; from now on the backend does not have it, but for who asks again with the same `key`.

    REFUSED_NOT_FOUND: unknown, opened, expired, of another hall or another person. LEVEL_TOO_LOW: she was logged in,
    so log in and ask again. TOO_MANY: wait `retry_after_s`.
    """
    token = session.token if session else None
    answer = transport.post("/v1/pauses/open", body(code=code), session=token, idempotency_key=key)
    return parse(_STOPPED, answer.body)


def _written(one: Answered) -> dict[str, str]:
    return {"name": one.name, "value": one.value}
