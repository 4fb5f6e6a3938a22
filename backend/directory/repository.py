"""All queries of the room."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.database import Base
from backend.directory.models import Building, Contact, ContactGrid, EmergencyNumber, Notice


class DirectoryRepository:
    """Reads and writes within the request's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def buildings(self, site_id: str) -> Sequence[Building]:
        """The hall's buildings, by number."""
        query = select(Building).where(Building.site_id == site_id).order_by(Building.number, Building.id)
        return self._session.execute(query).scalars().all()

    def contacts(self, site_id: str) -> Sequence[Contact]:
        """The hall's contacts."""
        return (
            self._session.execute(select(Contact).where(Contact.site_id == site_id).order_by(Contact.id))
            .scalars()
            .all()
        )

    def grids_served(self, site_id: str) -> Mapping[str, Sequence[str]]:
        """The grids of each contact that does not serve all."""
        query = (
            select(ContactGrid.contact_id, ContactGrid.grid)
            .join(Contact, Contact.id == ContactGrid.contact_id)
            .where(Contact.site_id == site_id)
            .order_by(ContactGrid.contact_id, ContactGrid.grid)
        )
        served: defaultdict[str, list[str]] = defaultdict(list)
        for contact_id, grid in self._session.execute(query):
            served[contact_id].append(grid)
        return served

    def emergency_numbers(self, site_id: str) -> Sequence[EmergencyNumber]:
        """The numbers that are always there, by number."""
        query = select(EmergencyNumber).where(EmergencyNumber.site_id == site_id).order_by(EmergencyNumber.number)
        return self._session.execute(query).scalars().all()

    def notices(self, site_id: str) -> Sequence[Notice]:
        """The hall's notices, newest first."""
        query = select(Notice).where(Notice.site_id == site_id).order_by(Notice.date.desc(), Notice.id)
        return self._session.execute(query).scalars().all()

    def replace(self, rows: Sequence[Base]) -> None:
        """Put rows in the place of those with the same key, for the seed; one after another, as given."""
        for row in rows:
            self._session.merge(row)
            self._session.flush()
