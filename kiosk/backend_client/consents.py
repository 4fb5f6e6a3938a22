"""Consents to keep a face: records at the office, without any picture. The template itself never leaves this hall.

Thread: every call blocks; they are made from threads.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated
from urllib.parse import quote

from pydantic import Field, StringConstraints, TypeAdapter

from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.fields import Moment, Text, body
from kiosk.backend_client.identity import Session
from kiosk.backend_client.transport import Transport, parse

ConsentId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
_MOST = 100
_PAGE = 1000
_MOST_PAGES = 100


class ConsentPurpose(StrEnum):
    """What a face may be kept for."""

    LOG_IN = "log_in"


@dataclass(frozen=True, slots=True)
class Claims:
    """By what this terminal may find her template again, to be kept as digests alone; shows nothing of itself.

    None is what the office does not know. `masked_name` is for 是您吗; `building` is its number.
    """

    masked_name: Text = field(repr=False)
    phone_tail: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")] | None = field(repr=False)
    building: Annotated[int, Field(ge=1, le=9999)] | None = field(repr=False)
    has_hall_card: bool = field(repr=False)


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """A consent that holds until `expires_at`, which is not later than was asked for."""

    id: ConsentId
    expires_at: Moment
    claims: Claims


@dataclass(frozen=True, slots=True)
class KeptConsent:
    """One of her consents that hold. `here`: in this hall."""

    id: ConsentId
    purpose: ConsentPurpose
    model: Text
    given_at: Moment
    expires_at: Moment
    hall: Text
    here: bool


@dataclass(frozen=True, slots=True)
class ConsentCount:
    """How many consents of this hall hold now, of how many people, and at how many people the law wants a filing."""

    live: Annotated[int, Field(ge=0, le=10**9)]
    people: Annotated[int, Field(ge=0, le=10**9)]
    filing_threshold: Annotated[int, Field(ge=1, le=10**9)]


@dataclass(frozen=True, slots=True)
class _Mine:
    consents: Annotated[tuple[KeptConsent, ...], Field(max_length=_MOST)]


@dataclass(frozen=True, slots=True)
class _Ids:
    ids: Annotated[tuple[ConsentId, ...], Field(max_length=_PAGE)]


_GIVEN = TypeAdapter(GivenConsent)
_MINE = TypeAdapter(_Mine)
_IDS = TypeAdapter(_Ids)
_COUNT = TypeAdapter(ConsentCount)


def give_consent(
    transport: Transport,
    session: Session,
    *,
    model: str,
    days: int,
    purpose: ConsentPurpose = ConsentPurpose.LOG_IN,
    key: str | None = None,
) -> GivenConsent:
    """Record that she agreed, for at most so many days (1 to 730); asked again with the same `key` it is one consent.

    LEVEL_TOO_LOW: log in at level 2 first. UNDER_14: her guardian must agree, with staff. UNDER_18: no face.
    SESSION_OVER, TOO_MANY.
    """
    fields = body(purpose=purpose.value, model=model, days=days)
    return parse(_GIVEN, transport.post("/v1/consents", fields, session=session.token, idempotency_key=key).body)


def renew_consent(transport: Transport, session: Session, consent_id: str, *, model: str, days: int) -> GivenConsent:
    """Let it hold for so many days from today, for the engine's present `model`.

    REFUSED_NOT_FOUND: not hers, of another hall, withdrawn or expired. Else as `give_consent`.
    """
    answer = transport.put(_path(consent_id), body(model=model, days=days), session=session.token)
    return parse(_GIVEN, answer.body)


def withdraw_consent(transport: Transport, consent_id: str, session: Session | None = None) -> None:
    """End it for good; one that is gone already is no fault.

    Without a `session` too: what was deleted here while the network was away is told later, when she has left.
    REFUSED_NOT_FOUND: the session is another resident's.
    """
    transport.delete(_path(consent_id), session=session.token if session else None)


def my_consents(transport: Transport, session: Session) -> tuple[KeptConsent, ...]:
    """Her consents that hold, newest first, in every hall. LEVEL_TOO_LOW, SESSION_OVER."""
    return parse(_MINE, transport.get("/v1/consents", session=session.token).body).consents


def live_consents(transport: Transport) -> frozenset[str]:
    """All that hold of those given at this terminal; whoever reads on compares them with what lies here.

    NONSENSE: the pages do not go on as they must. A part is never taken for the whole.
    """
    found: list[str] = []
    for _ in range(_MOST_PAGES):
        after = f"?after={found[-1]}" if found else ""
        page = parse(_IDS, transport.get(f"/v1/consents/here{after}").body).ids
        if list(page) != sorted(set(page)) or (found and page and page[0] <= found[-1]):
            raise BackendError(BackendKey.NONSENSE)
        found += page
        if len(page) < _PAGE:
            return frozenset(found)
    raise BackendError(BackendKey.NONSENSE)


def count_consents(transport: Transport) -> ConsentCount:
    """How many of this hall hold; for staff."""
    return parse(_COUNT, transport.get("/v1/consents/count").body)


def _path(consent_id: str) -> str:
    return f"/v1/consents/{quote(consent_id, safe='')}"
