"""Codes by text message and codes that a phone shows.

Whoever asks for a text message learns nothing: known and unknown numbers get one answer, after the same work, and the
message goes out later. How many messages a telephone gets is bounded by what the asker has shown: who typed a number
shares a small allowance with everybody who types it; who has logged in before has one of her own, so that a neighbour
who uses up the first keeps her out of nothing.
"""

import hmac
import secrets
from datetime import timedelta

from sqlalchemy.orm import Session

from backend.database import when_committed
from backend.errors import LookupRefused, NoSms, NotFound
from backend.house import House
from backend.identity.levels import Proof
from backend.identity.models import Resident
from backend.identity.repository import IdentityRepository
from backend.identity.schemas import SessionOut
from backend.identity.service import LoggedIn, enter, telephone_digest
from backend.kiosks.allowances import spend
from backend.kiosks.gate import Caller
from backend.sms import Sms
from backend.telephones.hall_codes import fresh_token, shown
from backend.telephones.models import PhoneCode, SmsCode
from backend.telephones.repository import TelephonesRepository
from backend.telephones.schemas import PhoneCodeLogin, SmsAsked, SmsLogin

CODE_DIGITS = 6
MOST_IN_A_HOUSEHOLD = 8


def ask_for_sms(house: House, session: Session, caller: Caller, running: LoggedIn | None, phone: str) -> SmsAsked:
    """Have a code sent, if this is somebody's telephone: hers who is logged in, or else one person's alone.

    Raises: NoSms, TooMany
    """
    if house.sms is None:
        raise NoSms
    digest = telephone_digest(house, phone)
    _spend_for_sms(house, session, caller, running, digest)
    resident = _owner(session, running, digest)
    code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    good_until = (house.now() + timedelta(minutes=house.settings.sms_minutes)).replace(microsecond=0)
    row = SmsCode(
        telephone_digest=digest,
        terminal_id=caller.terminal_id,
        code_digest=_code_digest(house, digest, code),
        resident_id=resident.id if resident else None,
        tries_left=house.settings.sms_tries,
        expires_at=good_until,
    )
    TelephonesRepository(session).keep_sms_code(row)
    if resident is not None:
        _post_when_kept(house, session, Sms(phone, _words(house, code)))
    return SmsAsked(good_until=good_until, again_after_s=round(house.settings.sms_again.seconds_each))


def log_in_by_sms(
    house: House, session: Session, caller: Caller, running: LoggedIn | None, login: SmsLogin
) -> SessionOut:
    """Trade a code for a proof, once. Wrong, used, expired, tried too often and nobody's: LookupRefused, which counts.

    Raises: AnotherResident, TooMany
    """
    spend(house, session, f"lookup terminal {caller.terminal_id}", house.settings.lookups_per_terminal)
    repository = TelephonesRepository(session)
    digest = telephone_digest(house, login.phone)
    row = repository.sms_code(digest, caller.terminal_id)
    fits = hmac.compare_digest(row.code_digest if row else "", _code_digest(house, digest, login.code))
    if row is None or row.tries_left < 1 or row.expires_at <= house.now():
        raise LookupRefused
    row.tries_left -= 1
    if not fits or row.resident_id is None:
        raise LookupRefused
    resident = IdentityRepository(session).resident(row.resident_id)
    repository.use_sms_code(row)
    if resident is None:
        raise LookupRefused
    return enter(house, session, caller, running, resident, Proof.SMS)


def log_in_by_phone_code(
    house: House, session: Session, caller: Caller, running: LoggedIn | None, login: PhoneCodeLogin
) -> SessionOut:
    """Trade what a phone showed for a proof, once. Used, expired and unknown: LookupRefused.

    Raises: AnotherResident, TooMany
    """
    spend(house, session, f"lookup terminal {caller.terminal_id}", house.settings.lookups_per_terminal)
    code = TelephonesRepository(session).take_phone_code(_token_digest(house, login.token))
    if code is None or code.expires_at <= house.now():
        raise LookupRefused
    resident = IdentityRepository(session).resident(code.resident_id)
    if resident is None:
        raise LookupRefused
    return enter(house, session, caller, running, resident, Proof.PHONE_CODE)


def draw_phone_code(house: House, session: Session, resident_id: str) -> str:
    """What the phone of this resident shows from now on, for a minute and a half. NotFound: nobody has this id."""
    if IdentityRepository(session).resident(resident_id) is None:
        raise NotFound
    token = fresh_token()
    expires_at = house.now() + timedelta(seconds=house.settings.phone_code_s)
    row = PhoneCode(token_digest=_token_digest(house, token), resident_id=resident_id, expires_at=expires_at)
    TelephonesRepository(session).keep_phone_code(row)
    return shown(token)


def forget_expired(house: House) -> None:
    """Delete codes that open nothing any more; in a transaction of its own."""
    with house.database.transaction() as session:
        TelephonesRepository(session).forget_expired(house.now())


def _spend_for_sms(house: House, session: Session, caller: Caller, running: LoggedIn | None, digest: str) -> None:
    settings = house.settings
    spend(house, session, f"sms terminal {caller.terminal_id}", settings.sms_per_terminal)
    spend(house, session, f"sms hall {caller.site_id}", settings.sms_per_hall)
    # Bound to the telephone as well, whether it is hers or not: nothing is told by what runs out.
    subject = house.keys.digest("sms subject", f"{running.resident_id if running else ''} {digest}")
    spend(house, session, f"sms again {subject}", settings.sms_again)
    spend(house, session, f"sms {subject}", settings.sms_per_resident if running else settings.sms_per_telephone)


def _owner(session: Session, running: LoggedIn | None, digest: str) -> Resident | None:
    """Whom a message would speak for. A number that a household shares names nobody who has not said who she is."""
    found = IdentityRepository(session).residents_by_telephone(digest, MOST_IN_A_HOUSEHOLD)
    meant = [one for one in found if not one.locked and (running is None or one.id == running.resident_id)]
    return meant[0] if len(meant) == 1 else None


def _post_when_kept(house: House, session: Session, message: Sms) -> None:
    """Only a code that is really in the database is sent."""
    desk = house.sms
    assert desk is not None
    when_committed(session, lambda: desk.post(message))


def _words(house: House, code: str) -> str:
    return f"【便民服务馆】您的验证码是 {code}，{house.settings.sms_minutes} 分钟内有效。不要告诉任何人。"


def _code_digest(house: House, digest: str, code: str) -> str:
    return house.keys.digest("sms code", f"{digest} {code}")


def _token_digest(house: House, token: str) -> str:
    return house.keys.digest("phone code", token)
