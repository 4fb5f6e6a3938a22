"""The books of social insurance, kept by the backend."""

from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import Session
from kiosk.backend_client.insurance import ContributionRecords, InsuranceSummary, fetch_records, fetch_summary
from kiosk.backend_client.transport import Transport
from kiosk.visit.person import Person

MONTHS = 24


class BackendRecords:
    """Implements `Records`. Blocks; called from threads of the loop."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def summary(self, person: Person) -> InsuranceSummary:
        """The five insurances at a glance.

        Raises: BackendError
        """
        return fetch_summary(self._transport, _session(person))

    def months(self, person: Person) -> ContributionRecords:
        """The last 24 months, newest first.

        Raises: BackendError
        """
        return fetch_records(self._transport, _session(person), MONTHS)


def _session(person: Person) -> Session:
    if not isinstance(person.session, Session):
        raise BackendError(BackendKey.SESSION_OVER)
    return person.session
