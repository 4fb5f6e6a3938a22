"""From a proof to a session, from a session and another proof to a surer one, and from a session to a resident."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from backend.errors import AnotherResident, LevelTooLow, LookupRefused, SessionOver
from backend.house import House
from backend.identity.ages import OF_AGE, full_years
from backend.identity.levels import Proof, level_of
from backend.identity.models import CardSession, Resident
from backend.identity.repository import IdentityRepository
from backend.identity.schemas import CardLogin, HallCardLogin, IdCardLogin, SessionOut, StandingOut
from backend.kiosks.allowances import spend
from backend.kiosks.gate import Caller


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """The resident of a session, by id alone."""

    resident_id: str
    level: int
    proofs: frozenset[Proof] = frozenset()


def number_digest(house: House, number: str) -> str:
    """How a resident is found without keeping the number."""
    return house.keys.digest("resident number", number)


def hall_card_digest(house: House, number: str) -> str:
    """How a resident is found by the number of her hall card."""
    return house.keys.digest("hall card", number)


def telephone_digest(house: House, phone: str) -> str:
    """How a resident is found by her telephone."""
    return house.keys.digest("telephone", phone)


def find_resident(session: Session, resident_id: str) -> bool:
    """Whether somebody has this id."""
    return IdentityRepository(session).resident(resident_id) is not None


def log_in_by_card(
    house: House, session: Session, caller: Caller, running: LoggedIn | None, card: CardLogin
) -> SessionOut:
    """A card is shown: number AND name must fit exactly where it bears both. LookupRefused says neither what nor why.

    TooMany, AnotherResident.
    """
    repository = IdentityRepository(session)
    by_hall_card = isinstance(card, HallCardLogin)
    digest = hall_card_digest(house, card.number) if by_hall_card else number_digest(house, card.number)
    spend(house, session, f"lookup terminal {caller.terminal_id}", house.settings.lookups_per_terminal)
    spend(house, session, f"lookup subject {digest}", house.settings.lookups_per_subject)
    resident = repository.resident_by_hall_card(digest) if by_hall_card else repository.resident_by_number(digest)
    if not _is_hers(house, card, resident) or resident is None:
        raise LookupRefused
    return enter(house, session, caller, running, resident, _PROOFS.get(card.kind, Proof.ID_CARD))


_PROOFS = {"social_security": Proof.SOCIAL_SECURITY, "hall_card": Proof.HALL_CARD}


def enter(
    house: House, session: Session, caller: Caller, running: LoggedIn | None, resident: Resident, proof: Proof
) -> SessionOut:
    """Open a session on a good proof, or add it to the one that runs, whose token is worth nothing from now on.

    `running` came from `logged_in(..., locks=True)`. AnotherResident: the proof is good, but of somebody else.
    """
    if resident.locked:
        raise LookupRefused
    if running is not None and running.resident_id != resident.id:
        raise AnotherResident
    proofs = (running.proofs if running else frozenset()) | {proof}
    token, now = secrets.token_urlsafe(32), house.now()
    row = CardSession(
        token_hash=_hash(token),
        terminal_id=caller.terminal_id,
        resident_id=resident.id,
        level=level_of(proofs),
        proofs=" ".join(sorted(proofs)),
        expires_at=(now + timedelta(minutes=house.settings.session_minutes)).replace(microsecond=0),
    )
    IdentityRepository(session).replace_session(row, now)
    standing = _standing(row, resident, house.today())
    return SessionOut(token=token, display_name=resident.name, **dict(standing))


def log_out(session: Session, caller: Caller, token: str) -> None:
    """End a session; one that is not there is fine."""
    IdentityRepository(session).end_session(_hash(token), caller.terminal_id)


def logged_in(
    house: House, session: Session, caller: Caller, token: str, level: int, *, locks: bool = False
) -> LoggedIn:
    """Who is logged in with this token at this terminal; SessionOver, LevelTooLow."""
    row = _running(house, session, caller, token, locks=locks)
    if row.sure_to < level:
        raise LevelTooLow
    return LoggedIn(row.resident_id, row.sure_to, row.proof_set)


def standing(house: House, session: Session, caller: Caller, token: str) -> StandingOut:
    """How the session with this token stands; SessionOver."""
    row = _running(house, session, caller, token)
    resident = IdentityRepository(session).resident(row.resident_id)
    assert resident is not None, "a session's resident exists by foreign key"
    return _standing(row, resident, house.today())


def _running(house: House, session: Session, caller: Caller, token: str, *, locks: bool = False) -> CardSession:
    row = IdentityRepository(session).session(_hash(token), locks=locks)
    if row is None or row.terminal_id != caller.terminal_id or row.expires_at <= house.now():
        raise SessionOver
    return row


def _standing(row: CardSession, resident: Resident, today: date) -> StandingOut:
    return StandingOut(
        level=row.sure_to,
        proofs=sorted(row.proof_set),
        of_age=full_years(resident.birth, today) >= OF_AGE,
        expires_at=row.expires_at,
    )


def _is_hers(house: House, card: CardLogin, resident: Resident | None) -> bool:
    """All is compared every time, so that no answer comes sooner than another."""
    if isinstance(card, HallCardLogin):
        return resident is not None and not resident.locked
    shown = house.keys.digest("name", card.name)
    names = (resident.name, resident.other_name or resident.name) if resident else ("", "")
    name_fits = any([hmac.compare_digest(house.keys.digest("name", name), shown) for name in names])  # noqa: C419 (both, always)
    kind_fits = resident is not None and (not isinstance(card, IdCardLogin) or resident.card_kind == card.kind)
    in_force = card.valid_until is None or card.valid_until >= house.today()
    allowed = resident is not None and not resident.locked
    return all((name_fits, kind_fits, in_force, allowed))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
