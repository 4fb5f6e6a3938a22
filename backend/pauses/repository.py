"""All queries of the room."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.pauses.models import Pause


class PausesRepository:
    """Reads and writes within the request's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, pause: Pause) -> bool:
        """Keep a pause; False if its code is taken."""
        try:
            with self._session.begin_nested():
                self._session.add(pause)
        except IntegrityError:
            return False
        return True

    def pause(self, code_digest: str) -> Pause | None:
        """The pause of this code, opened or not by somebody else in this moment."""
        return self._session.get(Pause, code_digest)

    def take(self, pause: Pause) -> bool:
        """Delete a pause; of two at once one gets False."""
        done = self._session.execute(delete(Pause).where(Pause.code_digest == pause.code_digest))
        assert isinstance(done, CursorResult)
        return bool(done.rowcount == 1)

    def forget_expired(self, now: datetime) -> None:
        """Delete what nobody came back for."""
        self._session.execute(delete(Pause).where(Pause.expires_at <= now))
