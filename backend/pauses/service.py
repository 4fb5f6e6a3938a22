"""Sealing what a resident answered so far, and opening it once for who holds the code (and is the same person).

The key of each seal is made from the key in the key folder AND the code: neither the database nor the key folder, nor
both together without trying codes, opens anything. The seal is bound to its code's digest and to its hall.
"""

import hmac
import secrets
from datetime import timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from backend.errors import LevelTooLow, LookupRefused
from backend.house import House
from backend.identity.service import LoggedIn
from backend.kiosks.allowances import spend
from backend.kiosks.gate import Caller
from backend.pauses.models import Pause
from backend.pauses.repository import PausesRepository
from backend.pauses.schemas import PauseMade, Stopped

CODE_DIGITS = 10
NONCE_BYTES = 12


class LoginWanted(LevelTooLow):
    """The code is right, and she who stopped was logged in, or more surely: the attempt counts like any other."""

    keeps_writes = True


def seal(house: House, session: Session, caller: Caller, resident: LoggedIn | None, stopped: Stopped) -> PauseMade:
    """Keep a stopped service for who gets the code. TooMany."""
    spend(house, session, f"pause terminal {caller.terminal_id}", house.settings.pauses_per_terminal)
    repository, now = PausesRepository(session), house.now()
    repository.forget_expired(now)
    good_until = (now + timedelta(hours=house.settings.pause_hours)).replace(microsecond=0)
    while True:
        code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
        digest = _code_digest(house, code)
        nonce = secrets.token_bytes(NONCE_BYTES)
        plain = stopped.model_dump_json().encode()
        row = Pause(
            code_digest=digest,
            site_id=caller.site_id,
            resident_digest=_resident_digest(house, resident) if resident else None,
            level=resident.level if resident else 0,
            sealed=nonce + AESGCM(house.keys.pause_key(code)).encrypt(nonce, plain, _bound_to(digest, caller)),
            expires_at=good_until,
        )
        if repository.add(row):
            return PauseMade(code=code, good_until=good_until)


def open_once(house: House, session: Session, caller: Caller, resident: LoggedIn | None, code: str) -> Stopped:
    """What was stopped, which is deleted here.

    Unknown, opened, expired, of another hall and of another person are one answer: LookupRefused. LoginWanted: the
    code is right, but a login was there when it was made. TooMany.
    """
    spend(house, session, f"resume terminal {caller.terminal_id}", house.settings.resumes_per_terminal)
    repository = PausesRepository(session)
    repository.forget_expired(house.now())
    digest = _code_digest(house, code)
    pause = repository.pause(digest)
    if pause is None or pause.site_id != caller.site_id:
        raise LookupRefused
    if pause.resident_digest is not None:
        if resident is None:
            raise LoginWanted
        if not hmac.compare_digest(pause.resident_digest, _resident_digest(house, resident)):
            raise LookupRefused
        if resident.level < pause.level:
            raise LoginWanted
    sealed = pause.sealed
    if not repository.take(pause):
        raise LookupRefused
    key = AESGCM(house.keys.pause_key(code))
    try:
        plain = key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound_to(digest, caller))
    except InvalidTag:  # somebody changed the row: it is gone now, and no more is told
        raise LookupRefused from None
    return Stopped.model_validate_json(plain)


def forget_expired(house: House) -> None:
    """Delete what nobody came back for; in a transaction of its own."""
    with house.database.transaction() as session:
        PausesRepository(session).forget_expired(house.now())


def _code_digest(house: House, code: str) -> str:
    return house.keys.digest("pause code", code)


def _resident_digest(house: House, resident: LoggedIn) -> str:
    return house.keys.digest("pause resident", resident.resident_id)


def _bound_to(code_digest: str, caller: Caller) -> bytes:
    return f"{code_digest} {caller.site_id}".encode()
