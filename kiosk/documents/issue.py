"""Issuing a slip that anybody can check: signed by this terminal, known to the backend, with a code on it."""

from datetime import datetime, timedelta
from typing import Protocol

from hardware.receipt_printer.slip import Slip, SlipLine
from kiosk.backend_client.documents import DocumentKind, new_slip_id, register_slip, sign_slip
from kiosk.backend_client.documents import Slip as IssuedSlip
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import Session
from kiosk.backend_client.transport import Transport
from kiosk.documents.slip_layout import compose, digest
from kiosk.foundation.clock import Clock, hall_time
from kiosk.visit.person import Person

GOOD_FOR = timedelta(days=90)
# The office gives these out only to her; any other slip comes also when her session has run out meanwhile.
WITH_SESSION = frozenset({DocumentKind.INSURANCE_CERTIFICATE})


class Issuer(Protocol):
    """Makes slips. Both methods may block: they are called from a thread."""

    def issue(self, kind: DocumentKind, title: str, body: tuple[SlipLine, ...], person: Person) -> Slip:
        """A slip about somebody who is logged in, with a verification code.

        Raises: Fault
        """
        ...

    def plain(self, title: str, body: tuple[SlipLine, ...]) -> Slip:
        """A slip that vouches for nothing and needs no network."""
        ...


class SlipIssuer:
    """Issues through the backend. `hall` is the name at the head of every slip."""

    def __init__(self, transport: Transport, clock: Clock, hall: str, public_url: str) -> None:
        self._transport = transport
        self._clock = clock
        self._hall = hall
        self._public_url = public_url

    def issue(self, kind: DocumentKind, title: str, body: tuple[SlipLine, ...], person: Person) -> Slip:
        """Sign and register, then compose: a code on paper is always known to the backend.

        Raises: BackendError
        """
        credentials = self._transport.credentials
        if credentials is None:
            raise BackendError(BackendKey.NOT_ENROLLED)
        at = self._now()
        issued = IssuedSlip(new_slip_id(), kind, at, at + GOOD_FOR, person.masked, digest(body))
        signed = sign_slip(issued, credentials)
        register_slip(self._transport, signed, _session(person) if kind in WITH_SESSION else None)
        return compose(self._hall, title, body, at, signed.verify_url(self._public_url))

    def plain(self, title: str, body: tuple[SlipLine, ...]) -> Slip:
        """Compose without a code."""
        return compose(self._hall, title, body, self._now())

    def _now(self) -> datetime:
        return hall_time(self._clock.now()).replace(microsecond=0)


def _session(person: Person) -> Session | None:
    return person.session if isinstance(person.session, Session) else None
