"""The backend as it knows consents."""

from datetime import date, datetime, timedelta

from kiosk.backend_client import consents as office
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import Session
from kiosk.backend_client.transport import Transport
from kiosk.foundation.clock import hall_time
from kiosk.identity.consent import Consent, Count, Granted
from kiosk.identity.templates import TemplateClaim
from kiosk.visit.person import Person


class BackendConsents:
    """Implements `kiosk.identity.consent.Consents`. Blocks; called from threads of the loop."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def give(self, person: Person, model: str, days: int, key: str) -> Granted:
        """Record a consent.

        Raises: BackendError
        """
        given = office.give_consent(self._transport, _session(person), model=model, days=days, key=key)
        claims = given.claims
        tail = (
            (TemplateClaim.phone_tail(claims.phone_tail, claims.building),)
            if claims.phone_tail and claims.building
            else ()
        )
        return Granted(given.id, _last_day(given.expires_at), claims.masked_name, tail)

    def renew(self, person: Person, consent_id: str, model: str, days: int) -> date:
        """Let it hold for longer.

        Raises: BackendError
        """
        given = office.renew_consent(self._transport, _session(person), consent_id, model=model, days=days)
        return _last_day(given.expires_at)

    def withdraw(self, consent_id: str, person: Person | None = None) -> None:
        """End it.

        Raises: BackendError
        """
        office.withdraw_consent(self._transport, consent_id, _session(person) if person else None)

    def of(self, person: Person) -> tuple[Consent, ...]:
        """Hers.

        Raises: BackendError
        """
        return tuple(
            Consent(kept.id, hall_time(kept.given_at).date(), _last_day(kept.expires_at), kept.hall)
            for kept in office.my_consents(self._transport, _session(person))
        )

    def live(self) -> frozenset[str]:
        """Those given here.

        Raises: BackendError
        """
        return office.live_consents(self._transport)

    def count(self) -> Count:
        """How many people.

        Raises: BackendError
        """
        counted = office.count_consents(self._transport)
        return Count(counted.people, counted.filing_threshold)


def _last_day(expires_at: datetime) -> date:
    """The last day that is whole, so that no face outlives its consent by an hour."""
    return hall_time(expires_at).date() - timedelta(days=1)


def _session(person: Person) -> Session:
    if not isinstance(person.session, Session):
        raise BackendError(BackendKey.SESSION_OVER)
    return person.session
