"""All queries of the room."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from backend.telephones.models import EmbeddedSms, PhoneCode, SmsCode


class TelephonesRepository:
    """Reads and writes within the request's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep_sms_code(self, code: SmsCode) -> None:
        """Keep a code in place of the one before it for this telephone at this terminal."""
        self._drop(code.telephone_digest, code.terminal_id)
        self._session.add(code)
        self._session.flush()

    def sms_code(self, telephone_digest: str, terminal_id: str) -> SmsCode | None:
        """The code that was asked for here, locked until the transaction ends: its tries are counted one by one."""
        query = select(SmsCode).where(SmsCode.telephone_digest == telephone_digest, SmsCode.terminal_id == terminal_id)
        return self._session.execute(query.with_for_update()).scalar_one_or_none()

    def use_sms_code(self, code: SmsCode) -> None:
        """It was right, and is gone."""
        self._session.delete(code)
        self._session.flush()

    def keep_phone_code(self, code: PhoneCode) -> None:
        """Keep a code in place of the one that her phone showed before."""
        self._session.execute(delete(PhoneCode).where(PhoneCode.resident_id == code.resident_id))
        self._session.add(code)
        self._session.flush()

    def take_phone_code(self, token_digest: str) -> PhoneCode | None:
        """Take a code away; of two at once one gets None."""
        code = self._session.get(PhoneCode, token_digest)
        if code is None:
            return None
        self._session.expunge(code)
        done = self._session.execute(delete(PhoneCode).where(PhoneCode.token_digest == token_digest))
        assert isinstance(done, CursorResult)
        return code if done.rowcount == 1 else None

    def keep_embedded(self, message: EmbeddedSms) -> None:
        """Keep the newest message to a telephone."""
        self._session.merge(message)

    def embedded(self, telephone_digest: str) -> EmbeddedSms | None:
        """The newest message to a telephone."""
        return self._session.get(EmbeddedSms, telephone_digest)

    def forget_expired(self, now: datetime) -> None:
        """Delete codes that open nothing any more."""
        self._session.execute(delete(SmsCode).where(SmsCode.expires_at <= now))
        self._session.execute(delete(PhoneCode).where(PhoneCode.expires_at <= now))

    def _drop(self, telephone_digest: str, terminal_id: str) -> None:
        self._session.execute(
            delete(SmsCode).where(SmsCode.telephone_digest == telephone_digest, SmsCode.terminal_id == terminal_id)
        )
