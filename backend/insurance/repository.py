"""All queries of the room."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from backend.insurance.models import Contribution, Participation


class InsuranceRepository:
    """Reads and writes within the request's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def participations(self, resident_id: str) -> Sequence[Participation]:
        """All insurances of a resident."""
        return (
            self._session.execute(select(Participation).where(Participation.resident_id == resident_id)).scalars().all()
        )

    def months_paid(self, resident_id: str) -> Mapping[str, int]:
        """How many of the kept contributions were paid, by kind."""
        rows = self._session.execute(
            select(Contribution.kind, func.count())
            .where(Contribution.resident_id == resident_id, Contribution.paid.is_(True))
            .group_by(Contribution.kind)
        )
        return dict(iter(rows))

    def contributions(self, resident_id: str, first: date, last: date) -> Sequence[Contribution]:
        """The contributions of these months, newest first."""
        return (
            self._session.execute(
                select(Contribution)
                .where(Contribution.resident_id == resident_id, Contribution.month.between(first, last))
                .order_by(Contribution.month.desc())
            )
            .scalars()
            .all()
        )

    def last_month(self, resident_id_prefix: str) -> date | None:
        """The newest month of residents whose id begins so, for the seed."""
        theirs = Contribution.resident_id.startswith(resident_id_prefix, autoescape=True)
        return self._session.execute(select(func.max(Contribution.month)).where(theirs)).scalar_one()

    def add(self, participations: Sequence[Mapping[str, Any]], contributions: Sequence[Mapping[str, Any]]) -> None:
        """Many rows at once, for the seed."""
        if participations:
            self._session.execute(insert(Participation), participations)
        if contributions:
            self._session.execute(insert(Contribution), contributions)

    def drop(self, resident_id_prefix: str) -> None:
        """Remove the rows of residents whose id begins so, for the seed."""
        for table in (Contribution, Participation):
            self._session.execute(
                delete(table).where(table.resident_id.startswith(resident_id_prefix, autoescape=True))
            )
