"""All queries of the room."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.orm import Session

from backend.directory.models import Building
from backend.faces.models import Consent
from backend.kiosks.models import Site

MOST_SHOWN = 100
MOST_IDS = 1000


class FacesRepository:
    """Reads and writes within the request's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, consent: Consent) -> None:
        """Keep a consent."""
        self._session.add(consent)
        self._session.flush()

    def consent(self, consent_id: str) -> Consent | None:
        """The consent with this id, locked until the transaction ends: it is not withdrawn while it is relied on."""
        query = select(Consent).where(Consent.id == consent_id).with_for_update()
        return self._session.execute(query).scalar_one_or_none()

    def withdraw(self, consent_id: str, site_id: str, now: datetime) -> None:
        """End a consent of this hall, if it is there."""
        self._session.execute(
            update(Consent)
            .where(Consent.id == consent_id, Consent.site_id == site_id, Consent.withdrawn_at.is_(None))
            .values(withdrawn_at=now)
        )

    def live_of(self, resident_id: str, now: datetime) -> Sequence[Row[Consent, Site]]:
        """The consents of a resident that hold, newest first."""
        return self._session.execute(
            select(Consent, Site)
            .join(Site, Site.id == Consent.site_id)
            .where(Consent.resident_id == resident_id, Consent.withdrawn_at.is_(None), Consent.expires_at > now)
            .order_by(Consent.given_at.desc(), Consent.id)
            .limit(MOST_SHOWN)
        ).all()

    def live_at(self, terminal_id: str, now: datetime, after: str) -> list[str]:
        """The ids of those given at a terminal that hold, behind one id, in their order."""
        query = (
            select(Consent.id)
            .where(Consent.terminal_id == terminal_id, Consent.id > after)
            .where(Consent.withdrawn_at.is_(None), Consent.expires_at > now)
            .order_by(Consent.id)
            .limit(MOST_IDS)
        )
        return list(self._session.execute(query).scalars())

    def count_live(self, site_id: str, now: datetime) -> tuple[int, int]:
        """How many consents of a hall hold, and of how many people: one may have agreed at two terminals."""
        query = select(func.count(), func.count(Consent.resident_id.distinct())).where(
            Consent.site_id == site_id, Consent.withdrawn_at.is_(None), Consent.expires_at > now
        )
        live, people = self._session.execute(query).one()
        return live, people

    def forget_ended_before(self, moment: datetime) -> None:
        """Delete the records of consents that ended before."""
        self._session.execute(delete(Consent).where((Consent.expires_at < moment) | (Consent.withdrawn_at < moment)))

    def building_number(self, building_id: str) -> int | None:
        """What people call a building."""
        return self._session.execute(select(Building.number).where(Building.id == building_id)).scalar_one_or_none()
