"""All queries of the room."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row, delete, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.database import Base
from backend.kiosks.models import AllowanceUse, EnrolmentCode, GivenAnswer, Nonce, Site, StaffCall, Terminal

MOST_OPEN_CALLS = 200
UNUSED = timedelta(hours=1)  # an allowance that is whole for so long is hardly being used at this moment


class KiosksRepository:
    """Reads and writes within the request's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def site(self, site_id: str) -> Site | None:
        """The hall with this id."""
        return self._session.get(Site, site_id)

    def add_site(self, site: Site) -> None:
        """Keep a new hall."""
        self._session.add(site)
        self._session.flush()

    def live_terminal(self, terminal_id: str) -> Terminal | None:
        """The terminal with this id, unless it was revoked."""
        terminal = self._session.get(Terminal, terminal_id)
        return terminal if terminal is not None and terminal.revoked_at is None else None

    def add_terminal(self, terminal: Terminal) -> None:
        """Keep a new terminal."""
        self._session.add(terminal)
        self._session.flush()

    def add_code(self, code: EnrolmentCode) -> None:
        """Keep a new enrolment code."""
        self._session.add(code)
        self._session.flush()

    def use_code(self, digest: str, now: datetime) -> EnrolmentCode | None:
        """Use a code up: None if it is unknown, expired or used; of two at once one gets None."""
        done = self._session.execute(
            update(EnrolmentCode)
            .where(EnrolmentCode.digest == digest, EnrolmentCode.used_at.is_(None), EnrolmentCode.expires_at > now)
            .values(used_at=now)
        )
        assert isinstance(done, CursorResult)
        return self._session.get(EnrolmentCode, digest) if done.rowcount == 1 else None

    def burn_nonce(self, nonce: Nonce) -> bool:
        """Keep a nonce; False if it was there already."""
        return self._added(nonce)

    def forget_old(self, now: datetime) -> None:
        """Drop what no longer protects anything."""
        self._session.execute(delete(Nonce).where(Nonce.expires_at < now))
        self._session.execute(delete(GivenAnswer).where(GivenAnswer.expires_at < now))
        self._session.execute(delete(AllowanceUse).where(AllowanceUse.whole_at < now - UNUSED))

    def begin_answer(self, answer: GivenAnswer) -> bool:
        """Claim an idempotency key; False if it was used. Waits for a request that holds the same claim."""
        return self._added(answer)

    def given_answer(self, caller: str, key_digest: str) -> GivenAnswer | None:
        """The answer that was given under this key."""
        return self._session.get(GivenAnswer, (caller, key_digest), populate_existing=True)

    def drop_answer(self, answer: GivenAnswer) -> None:
        """Forget an answer that is too old to be given again."""
        self._session.delete(answer)
        self._session.flush()

    def allowance_use(self, who: str, now: datetime) -> AllowanceUse:
        """The use of an allowance, locked until the transaction ends; made if it is not there."""
        query = select(AllowanceUse).where(AllowanceUse.who == who).with_for_update()
        while True:
            use = self._session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
            if use is not None:
                return use
            # Somebody else may make it, or drop it as an old one, between these two statements: then look again.
            self._added(AllowanceUse(who=who, whole_at=now))

    def add_staff_call(self, call: StaffCall) -> None:
        """Keep a call."""
        self._session.add(call)
        self._session.flush()

    def open_staff_calls(self, site_id: str) -> Sequence[Row[StaffCall, Terminal]]:
        """The calls of a hall that nobody answered, oldest first."""
        return self._session.execute(
            select(StaffCall, Terminal)
            .join(Terminal, Terminal.id == StaffCall.terminal_id)
            .where(Terminal.site_id == site_id, StaffCall.answered_at.is_(None))
            .order_by(StaffCall.called_at, StaffCall.id)
            .limit(MOST_OPEN_CALLS)
        ).all()

    def _added(self, row: Base) -> bool:
        """Insert in a savepoint, so that a row that is there already does not spoil the transaction."""
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            return False
        return True
