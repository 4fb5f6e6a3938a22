"""Consents, and what the word of a terminal about a face is worth.

The terminal compares, and says so under its signature; the office believes it only where it can check the rest: that
the claim's card is in the login, that a consent holds, that it was given in this hall, and how old she is.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend.errors import LevelTooLow, LookupRefused, NotFound, Under14, Under18
from backend.faces.models import Consent
from backend.faces.repository import FacesRepository
from backend.faces.schemas import (
    ClaimsOut,
    ConsentCount,
    ConsentGiven,
    ConsentIds,
    ConsentOut,
    ConsentRenewed,
    ConsentsOut,
    ConsentWanted,
    FaceClaim,
    FaceResult,
)
from backend.house import House
from backend.identity.ages import OF_AGE, OWN_CONSENT, full_years
from backend.identity.levels import Proof
from backend.identity.models import Resident
from backend.identity.repository import IdentityRepository
from backend.identity.schemas import SessionOut
from backend.identity.service import LoggedIn, enter
from backend.kiosks.allowances import spend
from backend.kiosks.gate import Caller

FILING_THRESHOLD = 100_000  # people, from which on the measures of 2025 want a filing with the authority
_MUST_HOLD = {
    FaceClaim.CARD_PHOTO: frozenset({Proof.ID_CARD}),
    FaceClaim.NUMBER: frozenset({Proof.ID_CARD, Proof.SOCIAL_SECURITY}),
    FaceClaim.HALL_CARD: frozenset({Proof.HALL_CARD}),
}


def log_in_by_face(
    house: House, session: Session, caller: Caller, running: LoggedIn | None, result: FaceResult
) -> SessionOut:
    """A face that the terminal found living and the same becomes a proof.

    LevelTooLow: the claim speaks of a card that is not in the login. LookupRefused: no such consent, or not to be
    relied on here. Under18, AnotherResident, TooMany.
    """
    spend(house, session, f"lookup terminal {caller.terminal_id}", house.settings.lookups_per_terminal)
    must_hold = _MUST_HOLD.get(result.claim)
    if must_hold is not None and (running is None or not running.proofs & must_hold):
        raise LevelTooLow
    if result.consent_id is None:
        assert running is not None, "a card's photo wants a card, which is a login"
        resident_id = running.resident_id
    else:
        resident_id = _relied_on(house, session, caller, result.consent_id)
    resident = IdentityRepository(session).resident(resident_id)
    if resident is None:
        raise LookupRefused
    if full_years(resident.birth, house.today()) < OF_AGE:
        raise Under18
    return enter(house, session, caller, running, resident, Proof.FACE)


def give(house: House, session: Session, caller: Caller, logged_in: LoggedIn, wanted: ConsentWanted) -> ConsentGiven:
    """Record a consent. Under14, Under18, TooMany."""
    resident = _adult(house, session, logged_in)
    who = house.keys.digest("consents of", resident.id)
    spend(house, session, f"consents {who}", house.settings.consents_per_resident)
    consent = Consent(
        id=secrets.token_hex(16),
        site_id=caller.site_id,
        terminal_id=caller.terminal_id,
        resident_id=resident.id,
        purpose=wanted.purpose.value,
        model=wanted.model,
        given_at=house.now(),
        expires_at=_end(house, wanted.days),
    )
    repository = FacesRepository(session)
    repository.add(consent)
    return _given(repository, consent, resident)


def renew(
    house: House, session: Session, caller: Caller, logged_in: LoggedIn, consent_id: str, renewed: ConsentRenewed
) -> ConsentGiven:
    """Let a consent hold from today on. NotFound: not hers, of another hall, or over. Under14, Under18."""
    resident = _adult(house, session, logged_in)
    repository = FacesRepository(session)
    consent = repository.consent(consent_id)
    if consent is None or consent.resident_id != resident.id or not _holds_here(house, caller, consent):
        raise NotFound
    consent.model = renewed.model
    consent.expires_at = _end(house, renewed.days)
    session.flush()
    return _given(repository, consent, resident)


def withdraw(house: House, session: Session, caller: Caller, running: LoggedIn | None, consent_id: str) -> None:
    """End a consent of this hall; one that is gone is fine. NotFound: it is somebody else's than who is logged in.

    Without a login too: what she deleted while the network was away is told when she has long left. The terminal
    holds the template and could destroy it anyway; that it may end the consent takes nothing from her.
    """
    repository = FacesRepository(session)
    consent = repository.consent(consent_id) if running else None
    if consent is not None and running is not None and consent.resident_id != running.resident_id:
        raise NotFound
    repository.withdraw(consent_id, caller.site_id, house.now())


def mine(house: House, session: Session, caller: Caller, logged_in: LoggedIn) -> ConsentsOut:
    """Her consents that hold, in every hall."""
    rows = FacesRepository(session).live_of(logged_in.resident_id, house.now())
    return ConsentsOut(
        consents=[
            ConsentOut(
                id=consent.id,
                purpose=consent.purpose,
                model=consent.model,
                given_at=consent.given_at,
                expires_at=consent.expires_at,
                hall=site.name,
                here=site.id == caller.site_id,
            )
            for consent, site in rows
        ]
    )


def here(house: House, session: Session, caller: Caller, after: str) -> ConsentIds:
    """Those that hold of the consents given at the caller, by their ids; the next page begins behind the last."""
    return ConsentIds(ids=FacesRepository(session).live_at(caller.terminal_id, house.now(), after))


def count(house: House, session: Session, caller: Caller) -> ConsentCount:
    """How many consents of the caller's hall hold."""
    live, people = FacesRepository(session).count_live(caller.site_id, house.now())
    return ConsentCount(live=live, people=people, filing_threshold=FILING_THRESHOLD)


def forget_old(house: House) -> None:
    """Delete records that need not be provable any more; in a transaction of its own."""
    with house.database.transaction() as session:
        kept = timedelta(days=house.settings.consent_record_days)
        FacesRepository(session).forget_ended_before(house.now() - kept)


def _relied_on(house: House, session: Session, caller: Caller, consent_id: str) -> str:
    consent = FacesRepository(session).consent(consent_id)
    if consent is None or not _holds_here(house, caller, consent):
        raise LookupRefused
    return consent.resident_id


def _holds_here(house: House, caller: Caller, consent: Consent) -> bool:
    return consent.site_id == caller.site_id and consent.holds(house.now())


def _adult(house: House, session: Session, logged_in: LoggedIn) -> Resident:
    resident = IdentityRepository(session).resident(logged_in.resident_id)
    assert resident is not None, "a session's resident exists by foreign key"
    years = full_years(resident.birth, house.today())
    if years < OWN_CONSENT:
        raise Under14
    if years < OF_AGE:
        raise Under18
    return resident


def _end(house: House, days: int) -> datetime:
    return (house.now() + timedelta(days=min(days, house.settings.consent_days))).replace(microsecond=0)


def _given(repository: FacesRepository, consent: Consent, resident: Resident) -> ConsentGiven:
    building = repository.building_number(resident.building_id) if resident.building_id else None
    claims = ClaimsOut(
        masked_name=f"{resident.name.strip()[:1]}**",
        phone_tail=resident.telephone_tail,
        building=building,
        has_hall_card=resident.hall_card_digest is not None,
    )
    return ConsentGiven(id=consent.id, expires_at=consent.expires_at, claims=claims)
