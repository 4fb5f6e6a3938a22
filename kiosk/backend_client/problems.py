"""A refusal (RFC 9457 problem+json) becomes a `BackendError`; docs/wire.md lists the types."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from kiosk.backend_client.errors import BackendError, BackendKey, ForeignPurse

PROBLEM = "urn:linli:problem:"
LONGEST_WAIT_S = 24 * 3600
PLAIN: Mapping[tuple[int, str], BackendKey] = MappingProxyType(
    {
        (401, "session-over"): BackendKey.SESSION_OVER,
        (403, "level-too-low"): BackendKey.LEVEL_TOO_LOW,
        (403, "another-resident"): BackendKey.ANOTHER_RESIDENT,
        (403, "no-sms"): BackendKey.NO_SMS,
        (403, "under-14"): BackendKey.UNDER_14,
        (403, "under-18"): BackendKey.UNDER_18,
        (403, "no-channel"): BackendKey.NO_CHANNEL,
        (409, "bill-busy"): BackendKey.BILL_BUSY,
        (409, "amount-refused"): BackendKey.AMOUNT_REFUSED,
        (409, "order-over"): BackendKey.ORDER_OVER,
        (409, "attempt-live"): BackendKey.ATTEMPT_LIVE,
        (409, "code-used"): BackendKey.CODE_USED,
        (409, "outcome-disputed"): BackendKey.OUTCOME_DISPUTED,
        (422, "idempotency-key-reused"): BackendKey.KEY_REUSED,
    }
)
"""Refusals that say all with their name."""


class Problem(BaseModel):
    """What we read of a problem; the rest is for the backend's log."""

    type: Annotated[str, Field(max_length=100)]
    server_time: Annotated[int, Field(strict=True, ge=0, le=2**40)] | None = None
    purse: Annotated[str, Field(max_length=40)] | None = None


def refusal(status: int, media_type: str, body: bytes, retry_after: str | None) -> BackendError:
    """The error that this answer means; a refusal in a foreign form is NONSENSE, except that 5xx is BROKEN anyway."""
    if status >= 500:
        return BackendError(BackendKey.BROKEN)
    problem = _read(media_type, body)
    if problem is None:
        return BackendError(BackendKey.NONSENSE)
    kind = problem.type.removeprefix(PROBLEM)
    if (status, kind) in PLAIN:
        return BackendError(PLAIN[status, kind])
    match status, kind:
        case 401, "clock-skew":
            return BackendError(BackendKey.CLOCK_WRONG, server_time=problem.server_time)
        case 401, _:
            return BackendError(BackendKey.NOT_ENROLLED)
        case 404, _:
            return BackendError(BackendKey.REFUSED_NOT_FOUND)
        case 422, "code-not-taken":
            return BackendError(BackendKey.CODE_NOT_TAKEN, purse=_purse(problem.purse))
        case 429, _:
            return BackendError(BackendKey.TOO_MANY, retry_after_s=_seconds(retry_after))
        case _:
            return BackendError(BackendKey.NONSENSE)  # they do not understand us, so we do not understand each other


def _purse(word: str | None) -> ForeignPurse:
    """A purse that a later backend knows is one that we do not."""
    try:
        return ForeignPurse(word or "")
    except ValueError:
        return ForeignPurse.UNKNOWN


def _read(media_type: str, body: bytes) -> Problem | None:
    if media_type != "application/problem+json":
        return None
    try:
        return Problem.model_validate_json(body)
    except ValidationError:
        return None


def _seconds(retry_after: str | None) -> int:
    if retry_after and retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 8:
        return min(int(retry_after), LONGEST_WAIT_S)
    return 60
