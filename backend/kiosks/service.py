"""Enrolling terminals and calling staff."""

import re
import secrets
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.orm import Session

from backend.errors import LookupRefused, NotFound
from backend.fields import base64_text
from backend.house import House
from backend.kiosks.gate import Caller
from backend.kiosks.models import EnrolmentCode, Site, StaffCall, Terminal
from backend.kiosks.repository import KiosksRepository
from backend.kiosks.schemas import EnrolAnswer, EnrolRequest, OpenStaffCalls, SiteOut, StaffCallOut, StaffCallRequest

# Read out and typed in by people: no 0/O, 1/I/L, U/V. Twelve of these are 58 bits, for a code that lives a day.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
CODE_LENGTH = 12
HALL_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
LONGEST_HALL_NAME = 40  # as in a terminal's settings: it stands on the status bar and on slips


class HallMistake(ValueError):
    """A hall that cannot be kept like this; the text is for whoever typed it."""


def add_hall(session: Session, hall_id: str, name: str) -> bool:
    """Keep a hall; False if it was there, and then it is called by this name.

    Raises: HallMistake
    """
    if not HALL_ID.fullmatch(hall_id):
        raise HallMistake("a hall's id is 1 to 64 small letters, digits and hyphens")
    if not name.strip() or len(name) > LONGEST_HALL_NAME or not name.isprintable():
        raise HallMistake(f"a hall's name is 1 to {LONGEST_HALL_NAME} letters in one line")
    repository = KiosksRepository(session)
    known = repository.site(hall_id)
    if known is not None:
        known.name = name
        return False
    repository.add_site(Site(id=hall_id, name=name))
    return True


def make_enrolment_code(house: House, session: Session, site_id: str) -> str:
    """A fresh one-time code for a hall, such as `7KQM-2XBD-9RTA`; only its digest is kept. NotFound: no such hall."""
    repository = KiosksRepository(session)
    if repository.site(site_id) is None:
        raise NotFound
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    expires_at = house.now() + timedelta(hours=house.settings.enrolment_code_hours)
    repository.add_code(EnrolmentCode(digest=_digest(house, letters), site_id=site_id, expires_at=expires_at))
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def enrol(house: House, session: Session, request: EnrolRequest) -> EnrolAnswer:
    """Trade a code for an identity; LookupRefused for a code that is unknown, used or expired."""
    Ed25519PublicKey.from_public_bytes(request.public_key)
    repository = KiosksRepository(session)
    now = house.now()
    code = repository.use_code(_digest(house, request.code), now)
    if code is None:
        raise LookupRefused
    site = repository.site(code.site_id)
    assert site is not None, "a code's hall exists by foreign key"
    terminal = Terminal(
        id=f"t-{secrets.token_hex(8)}",
        site_id=site.id,
        name=request.name,
        public_key=request.public_key,
        enrolled_at=now,
    )
    repository.add_terminal(terminal)
    return EnrolAnswer(
        terminal_id=terminal.id,
        site=SiteOut(id=site.id, name=site.name),
        bundle_key=base64_text(house.keys.bundle_public_key),
        bundle_key_id=house.keys.bundle_key_id,
    )


def call_staff(house: House, session: Session, caller: Caller, request: StaffCallRequest) -> str:
    """Keep a call; returns its id."""
    call = StaffCall(
        id=secrets.token_hex(16),
        terminal_id=caller.terminal_id,
        reason=request.reason,
        service_id=request.service_id,
        called_at=house.now(),
    )
    KiosksRepository(session).add_staff_call(call)
    return call.id


def open_staff_calls(session: Session, caller: Caller) -> OpenStaffCalls:
    """The open calls of the caller's hall."""
    rows = KiosksRepository(session).open_staff_calls(caller.site_id)
    return OpenStaffCalls(
        calls=[
            StaffCallOut(
                id=call.id,
                terminal_id=terminal.id,
                terminal_name=terminal.name,
                reason=call.reason,
                service_id=call.service_id,
                called_at=call.called_at,
            )
            for call, terminal in rows
        ]
    )


def _digest(house: House, code: str) -> str:
    return house.keys.digest("enrolment code", code.upper().replace("-", "").replace(" ", ""))
