"""What the backend refuses, each with its status and a stable key; and how a refusal looks (RFC 9457)."""

from collections.abc import Mapping
from typing import ClassVar

from fastapi.responses import JSONResponse

PROBLEM_TYPE = "urn:linli:problem:"
MEDIA_TYPE = "application/problem+json"


class DomainError(Exception):
    """An expected refusal. `keeps_writes`: what was counted so far is committed all the same."""

    status: ClassVar[int]
    key: ClassVar[str]
    title: ClassVar[str]
    keeps_writes: ClassVar[bool] = False

    def members(self) -> Mapping[str, object]:
        """Further members of the problem, never personal."""
        return {}

    def headers(self) -> Mapping[str, str]:
        """Headers of the answer."""
        return {}


class NotFound(DomainError):
    """Not there, or not for you: one answer on purpose."""

    status, key, title = 404, "not-found", "Nothing here for you"


class LookupRefused(NotFound):
    """Not found, and the attempt counts."""

    keeps_writes = True


class Unauthorised(DomainError):
    """Not a request of a terminal of ours. The reason is for the log alone."""

    status, key, title = 401, "unauthorised", "Not a request of a known terminal"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ClockSkew(DomainError):
    """Rightly signed, but by a clock that is too far off."""

    status, key, title = 401, "clock-skew", "The terminal's clock is off"

    def __init__(self, server_time: int) -> None:
        super().__init__()
        self.server_time = server_time

    def members(self) -> Mapping[str, object]:
        """Our time, so that the terminal can tell by how much."""
        return {"server_time": self.server_time}


class SessionOver(DomainError):
    """No session, or not any more, or not of this terminal."""

    status, key, title = 401, "session-over", "Log in again"


class LevelTooLow(DomainError):
    """Logged in, but not surely enough."""

    status, key, title = 403, "level-too-low", "A surer login is needed"


class AnotherResident(DomainError):
    """A good proof, but of somebody else than who is logged in; the attempt counts."""

    status, key, title = 403, "another-resident", "This is somebody else's"
    keeps_writes = True


class NoSms(DomainError):
    """No text messages are sent from here."""

    status, key, title = 403, "no-sms", "No text messages are sent from here"


class Under14(DomainError):
    """A child, for whom a guardian would have to agree."""

    status, key, title = 403, "under-14", "A guardian must agree, with staff"


class Under18(DomainError):
    """Not of age, so no face decides."""

    status, key, title = 403, "under-18", "No face decides for her yet"


class TooMany(DomainError):
    """Asked too often."""

    status, key, title = 429, "too-many", "Asked too often"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__()
        self.retry_after_s = retry_after_s

    def headers(self) -> Mapping[str, str]:
        """When to come back."""
        return {"Retry-After": str(self.retry_after_s)}


class KeyMissing(DomainError):
    """A POST without an Idempotency-Key."""

    status, key, title = 400, "idempotency-key-missing", "Every POST carries an Idempotency-Key"


class KeyReused(DomainError):
    """The Idempotency-Key of another request."""

    status, key, title = 422, "idempotency-key-reused", "This Idempotency-Key belongs to another request"


class Conflict(DomainError):
    """It is there already, and different."""

    status, key, title = 409, "conflict", "It is there already, and different"


class NotGenuine(DomainError):
    """A signature in the body that does not fit."""

    status, key, title = 422, "not-genuine", "The signature does not fit"


class TooLarge(DomainError):
    """More than any request of ours needs."""

    status, key, title = 413, "too-large", "The request is too large"


class TooSlow(DomainError):
    """The request did not come to its end."""

    status, key, title = 408, "too-slow", "The request did not arrive in time"


def problem(
    status: int,
    key: str,
    title: str,
    members: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """A refusal in its one form."""
    content = {"type": PROBLEM_TYPE + key, "title": title, "status": status} | dict(members or {})
    return JSONResponse(content, status, dict(headers or {}), MEDIA_TYPE)


def problem_of(error: DomainError) -> JSONResponse:
    """The answer to this refusal."""
    return problem(error.status, error.key, error.title, error.members(), error.headers())
