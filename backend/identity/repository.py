"""All queries of the room."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from backend.identity.models import CardSession, Resident


class IdentityRepository:
    """Reads and writes within the request's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def resident(self, resident_id: str) -> Resident | None:
        """The resident with this id."""
        return self._session.get(Resident, resident_id)

    def resident_by_number(self, number_digest: str) -> Resident | None:
        """The resident whose number has this digest."""
        return self._session.execute(
            select(Resident).where(Resident.number_digest == number_digest)
        ).scalar_one_or_none()

    def resident_by_hall_card(self, hall_card_digest: str) -> Resident | None:
        """The resident whose hall card's number has this digest."""
        return self._session.execute(
            select(Resident).where(Resident.hall_card_digest == hall_card_digest)
        ).scalar_one_or_none()

    def residents_by_telephone(self, telephone_digest: str, most: int) -> Sequence[Resident]:
        """Whose telephone this is; a household may share one."""
        query = select(Resident).where(Resident.telephone_digest == telephone_digest).order_by(Resident.id).limit(most)
        return self._session.execute(query).scalars().all()

    def replace_session(self, card_session: CardSession, now: datetime) -> None:
        """Keep a session as the only one of its terminal, for one person stands there; drop all that are over."""
        self._session.execute(
            delete(CardSession).where(
                (CardSession.terminal_id == card_session.terminal_id) | (CardSession.expires_at < now)
            )
        )
        self._session.add(card_session)
        self._session.flush()

    def session(self, token_hash: str, *, locks: bool = False) -> CardSession | None:
        """The session with this token; `locks`: nobody else steps up with it until the transaction ends."""
        query = select(CardSession).where(CardSession.token_hash == token_hash)
        return self._session.execute(query.with_for_update() if locks else query).scalar_one_or_none()

    def end_session(self, token_hash: str, terminal_id: str) -> None:
        """End a session of this terminal, if it is there."""
        self._session.execute(
            delete(CardSession).where(CardSession.token_hash == token_hash, CardSession.terminal_id == terminal_id)
        )

    def count_residents(self, id_prefix: str) -> int:
        """How many residents have an id that begins so, for the seed."""
        query = select(func.count()).select_from(Resident).where(Resident.id.startswith(id_prefix, autoescape=True))
        return self._session.execute(query).scalar_one()

    def knows_telephones(self, id_prefix: str) -> bool:
        """Whether anybody whose id begins so has a telephone: a seed of an earlier release gave none."""
        query = select(Resident.id).where(
            Resident.id.startswith(id_prefix, autoescape=True), Resident.telephone_digest.is_not(None)
        )
        return self._session.execute(query.limit(1)).first() is not None

    def add_residents(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Many residents at once, for the seed."""
        self._session.execute(insert(Resident), rows)

    def drop_residents(self, id_prefix: str) -> None:
        """Remove residents whose id begins so, for the seed."""
        self._session.execute(delete(Resident).where(Resident.id.startswith(id_prefix, autoescape=True)))
