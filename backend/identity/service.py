"""From a card to a session, and from a session to a resident."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from backend.errors import LevelTooLow, LookupRefused, SessionOver
from backend.house import House
from backend.identity.models import CardSession, Resident
from backend.identity.repository import IdentityRepository
from backend.identity.schemas import CardLogin, SessionOut
from backend.kiosks.allowances import spend
from backend.kiosks.gate import Caller

CARD_LEVEL = 2


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """The resident of a session, by id alone."""

    resident_id: str
    level: int


def number_digest(house: House, number: str) -> str:
    """How a resident is found without keeping the number."""
    return house.keys.digest("resident number", number)


def log_in_by_card(house: House, session: Session, caller: Caller, card: CardLogin) -> SessionOut:
    """Open a session at level 2 if number AND name fit exactly. LookupRefused says neither what nor why; TooMany."""
    digest = number_digest(house, card.number)
    spend(house, session, f"lookup terminal {caller.terminal_id}", house.settings.lookups_per_terminal)
    spend(house, session, f"lookup subject {digest}", house.settings.lookups_per_subject)
    repository = IdentityRepository(session)
    resident = repository.resident_by_number(digest)
    if not _is_hers(house, card, resident) or resident is None:
        raise LookupRefused
    token = secrets.token_urlsafe(32)
    now = house.now()
    expires_at = (now + timedelta(minutes=house.settings.session_minutes)).replace(microsecond=0)
    row = CardSession(
        token_hash=_hash(token),
        terminal_id=caller.terminal_id,
        resident_id=resident.id,
        level=CARD_LEVEL,
        expires_at=expires_at,
    )
    repository.replace_session(row, now)
    return SessionOut(token=token, level=CARD_LEVEL, display_name=resident.name, expires_at=expires_at)


def log_out(session: Session, caller: Caller, token: str) -> None:
    """End a session; one that is not there is fine."""
    IdentityRepository(session).end_session(_hash(token), caller.terminal_id)


def logged_in(house: House, session: Session, caller: Caller, token: str, level: int) -> LoggedIn:
    """Who is logged in with this token at this terminal; SessionOver, LevelTooLow."""
    card_session = IdentityRepository(session).session(_hash(token))
    if card_session is None or card_session.terminal_id != caller.terminal_id or card_session.expires_at <= house.now():
        raise SessionOver
    if card_session.level < level:
        raise LevelTooLow
    return LoggedIn(card_session.resident_id, card_session.level)


def _is_hers(house: House, card: CardLogin, resident: Resident | None) -> bool:
    """All is compared every time, so that no answer comes sooner than another."""
    shown = house.keys.digest("name", card.name)
    names = (resident.name, resident.other_name or resident.name) if resident else ("", "")
    name_fits = any([hmac.compare_digest(house.keys.digest("name", name), shown) for name in names])  # noqa: C419 (both, always)
    kind_fits = resident is not None and resident.card_kind == card.kind.value
    in_force = card.valid_until is None or card.valid_until >= house.today()
    allowed = resident is not None and not resident.locked
    return all((name_fits, kind_fits, in_force, allowed))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
