"""Logging a resident in: by card, by telephone, by face; and stepping up a login that is there.

Every call with a `session` adds its proof to that login and answers the login as it is from then on: the old session
is over at once. It raises SESSION_OVER where there is no such login, and ANOTHER_RESIDENT where the proof is of
somebody else. Thread: every call blocks; they are made from threads.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, TypeAdapter

from kiosk.backend_client.fields import Moment, Text, body
from kiosk.backend_client.transport import Transport, parse


class CardKind(StrEnum):
    """The four layouts of a card."""

    RESIDENT = "resident"
    HMT_PERMIT = "hmt_permit"
    FOREIGNER_2017 = "foreigner_2017"
    FOREIGNER_2023 = "foreigner_2023"


class Proof(StrEnum):
    """What a login rests on; the backend reckons its level from all of them."""

    ID_CARD = "id_card"
    SOCIAL_SECURITY = "social_security"
    HALL_CARD = "hall_card"
    SMS = "sms"
    PHONE_CODE = "phone_code"
    FACE = "face"


class FaceClaim(StrEnum):
    """What her face was compared with: the photo of the card of this login, or a template that was named by this."""

    CARD_PHOTO = "card_photo"
    NUMBER = "number"
    HALL_CARD = "hall_card"
    PHONE_TAIL_BUILDING = "phone_tail_building"


@dataclass(frozen=True, slots=True)
class ShownCard:
    """What of a card goes to the backend. `valid_until` None is 长期. Shows nothing of itself."""

    number: str = field(repr=False)
    name: str = field(repr=False)
    kind: CardKind
    valid_until: date | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShownSocialSecurityCard:
    """What of a social-security card goes to the backend: number and name of its holder, as read. Shows nothing."""

    number: str = field(repr=False)
    name: str = field(repr=False)
    valid_until: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class AttestedFace:
    """What this terminal says: a living face, and the same as `claim` named. `consent_id`: whose template it was."""

    claim: FaceClaim
    consent_id: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A resident who is logged in at this terminal; the token dies with the visit, or at `expires_at`.

    `of_age`: whether her face may count at all (18 or over, by the office's own books).
    """

    token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")] = field(repr=False)
    level: int
    display_name: Text = field(repr=False)
    expires_at: Moment
    proofs: frozenset[Proof] = frozenset()
    of_age: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a login stands now."""

    level: int
    expires_at: Moment
    proofs: frozenset[Proof]
    of_age: bool


@dataclass(frozen=True, slots=True)
class SmsAsked:
    """A code was asked for; whether the number is known is not told. Ask again after so many seconds."""

    good_until: Moment
    again_after_s: Annotated[int, Field(ge=0, le=3600)]


_SESSION = TypeAdapter(Session)
_STANDING = TypeAdapter(Standing)
_ASKED = TypeAdapter(SmsAsked)


def log_in_by_card(transport: Transport, card: ShownCard, session: Session | None = None) -> Session:
    """By a certified card.

    REFUSED_NOT_FOUND: nobody there with this number and name, or not allowed. TOO_MANY: wait `retry_after_s`.
    """
    fields = body(number=card.number, name=card.name, kind=card.kind.value, valid_until=_day(card.valid_until))
    return _log_in(transport, "/v1/login/card", fields, session)


def log_in_by_social_security_card(
    transport: Transport, card: ShownSocialSecurityCard, session: Session | None = None
) -> Session:
    """By a social-security card, which was read in the open and can be copied. Raises as `log_in_by_card`."""
    until = _day(card.valid_until)
    fields = body(number=card.number, name=card.name, kind=Proof.SOCIAL_SECURITY.value, valid_until=until)
    return _log_in(transport, "/v1/login/card", fields, session)


def log_in_by_hall_card(transport: Transport, number: str, session: Session | None = None) -> Session:
    """By the number of a hall card that proved itself to this terminal. Raises as `log_in_by_card`."""
    return _log_in(transport, "/v1/login/card", body(number=number, kind=Proof.HALL_CARD.value), session)


def ask_for_sms(transport: Transport, phone: str, session: Session | None = None) -> SmsAsked:
    """Have a code sent to a telephone (11 digits). The answer is the same whether the number is known or not.

    NO_SMS: this office sends none. TOO_MANY: wait `retry_after_s`.
    """
    answer = transport.post("/v1/login/sms/codes", body(phone=phone), session=_token(session))
    return parse(_ASKED, answer.body)


def log_in_by_sms(transport: Transport, phone: str, code: str, session: Session | None = None) -> Session:
    """By the code (6 digits) that was asked for at this terminal.

    REFUSED_NOT_FOUND: wrong, used, expired, tried five times, or nobody's number. TOO_MANY: wait `retry_after_s`.
    """
    return _log_in(transport, "/v1/login/sms", body(phone=phone, code=code), session)


def log_in_by_phone_code(transport: Transport, token: str, session: Session | None = None) -> Session:
    """By the code that her phone shows: `token` of a hall code of the kind LOGIN.

    REFUSED_NOT_FOUND: used, expired or unknown. TOO_MANY: wait `retry_after_s`.
    """
    return _log_in(transport, "/v1/login/qr", body(token=token), session)


def log_in_by_face(transport: Transport, face: AttestedFace, session: Session | None = None) -> Session:
    """By a face that this terminal compared, and found living and the same.

    LEVEL_TOO_LOW: the card that the claim speaks of is not in this login. REFUSED_NOT_FOUND: no such consent, or it is
    withdrawn, expired, of another hall. UNDER_18. TOO_MANY: wait `retry_after_s`.
    """
    fields = body(outcome="same", claim=face.claim.value, consent_id=face.consent_id)
    return _log_in(transport, "/v1/login/face-result", fields, session)


def current_standing(transport: Transport, session: Session) -> Standing:
    """How this login stands; SESSION_OVER."""
    return parse(_STANDING, transport.get("/v1/sessions/current", session=session.token).body)


def log_out(transport: Transport, session: Session) -> None:
    """End the session; one that is over already is no fault."""
    transport.delete("/v1/sessions/current", session=session.token)


def _log_in(transport: Transport, path: str, fields: bytes, session: Session | None) -> Session:
    return parse(_SESSION, transport.post(path, fields, session=_token(session)).body)


def _token(session: Session | None) -> str | None:
    return session.token if session else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
