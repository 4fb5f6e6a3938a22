"""Who sent a request: the check of its signature, its time and its nonce. docs/wire.md has the bytes."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy.orm import Session

from backend.errors import ClockSkew, Unauthorised
from backend.house import House
from backend.kiosks.models import Nonce, Terminal
from backend.kiosks.repository import KiosksRepository

TERMINAL_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)
UNIX_TIME = re.compile(r"[0-9]{1,11}", re.ASCII)
NONCE = re.compile(r"[0-9a-f]{32}", re.ASCII)

# An unknown terminal is checked against this key, so that it takes as long as a known one.
NOBODY = Ed25519PrivateKey.generate().public_key()


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request as its headers claim it to be."""

    terminal_id: str
    unix_time: str
    nonce: str
    signature: str
    method: str
    target: str
    body: bytes

    def signed_bytes(self) -> bytes:
        """What the terminal signed."""
        digest = hashlib.sha256(self.body).hexdigest()
        return f"{self.method}\n{self.target}\n{self.unix_time}\n{self.nonce}\n{digest}\n".encode()


@dataclass(frozen=True, slots=True)
class Caller:
    """The terminal that a request came from."""

    terminal_id: str
    site_id: str


def admit(house: House, session: Session, request: SignedRequest) -> Caller:
    """The caller, whose nonce is burnt now; or Unauthorised, or ClockSkew for a good signature from a wrong clock."""
    signature = _signature(request)
    repository = KiosksRepository(session)
    terminal = repository.live_terminal(request.terminal_id)
    _verify(terminal, request, signature)
    if terminal is None:
        raise Unauthorised("unknown terminal")
    now = house.now()
    _check_clock(house, int(request.unix_time), now)
    stays_dangerous_until = datetime.fromtimestamp(int(request.unix_time), UTC) + _tolerance(house)
    if not repository.burn_nonce(Nonce(terminal_id=terminal.id, nonce=request.nonce, expires_at=stays_dangerous_until)):
        raise Unauthorised("replay")
    if request.nonce.startswith("00"):  # now and then is often enough
        repository.forget_old(now)
    return Caller(terminal.id, terminal.site_id)


def _signature(request: SignedRequest) -> bytes:
    well_formed = (
        TERMINAL_ID.fullmatch(request.terminal_id)
        and UNIX_TIME.fullmatch(request.unix_time)
        and NONCE.fullmatch(request.nonce)
    )
    if not well_formed:
        raise Unauthorised("malformed")
    try:
        return base64.b64decode(request.signature, validate=True)
    except (binascii.Error, ValueError):
        raise Unauthorised("malformed") from None


def _verify(terminal: Terminal | None, request: SignedRequest, signature: bytes) -> None:
    key = NOBODY if terminal is None else Ed25519PublicKey.from_public_bytes(terminal.public_key)
    try:
        key.verify(signature, request.signed_bytes())
    except InvalidSignature:
        raise Unauthorised("bad signature" if terminal else "unknown terminal") from None


def _check_clock(house: House, unix_time: int, now: datetime) -> None:
    server_time = int(now.timestamp())
    if abs(server_time - unix_time) > house.settings.clock_tolerance_s:
        raise ClockSkew(server_time)


def _tolerance(house: House) -> timedelta:
    return timedelta(seconds=house.settings.clock_tolerance_s + 1)
