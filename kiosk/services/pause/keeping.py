"""The backend as it keeps stopped services."""

from kiosk.backend_client.identity import Session
from kiosk.backend_client.pauses import LONGEST_VALUE, MOST_ANSWERS, Answered, Stopped, open_once, seal
from kiosk.backend_client.transport import Transport
from kiosk.foundation.clock import hall_time
from kiosk.foundation.errors import Fault
from kiosk.services.pause.rooms import Ticket
from kiosk.visit.person import Person
from kiosk.visit.promises import Kept, Promise


class BackendPauses:
    """Implements `Pauses`. Blocks; called from threads of the loop."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def seal(self, kept: Kept, person: Person | None) -> Ticket:
        """Keep a stopped service.

        Raises: BackendError, Fault `pause.too_long`
        """
        if len(kept.answers) > MOST_ANSWERS or any(len(one.value) > LONGEST_VALUE for one in kept.answers):
            raise Fault("pause.too_long")
        standing = _draft(kept.standing) if kept.standing else None
        stopped = Stopped(kept.service_id, tuple(Answered(one.name, one.value) for one in kept.answers), standing)
        made = seal(self._transport, stopped, _session(person))
        return Ticket(made.code, hall_time(made.good_until))

    def open_once(self, code: str, person: Person | None, key: str) -> Kept:
        """Fetch a stopped service.

        Raises: BackendError
        """
        stopped = open_once(self._transport, code, _session(person), key)
        standing = Promise(stopped.standing.name, stopped.standing.value) if stopped.standing else None
        return Kept(stopped.service_id, tuple(Promise(one.name, one.value) for one in stopped.answers), standing)


def _draft(standing: Promise) -> Answered:
    """What was being typed was never looked at; what cannot be kept of it is left out."""
    return Answered(standing.name, "".join(c for c in standing.value if c.isprintable())[:LONGEST_VALUE])


def _session(person: Person | None) -> Session | None:
    return person.session if person is not None and isinstance(person.session, Session) else None
