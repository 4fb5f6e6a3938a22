"""What stopping and going on need of the house."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from hardware.code_scanner.contract import CodeScanner
from kiosk.documents.issue import Issuer
from kiosk.documents.slip_desk import SlipDesk
from kiosk.identity.login import Login
from kiosk.visit.person import Person
from kiosk.visit.promises import Kept


@dataclass(frozen=True, slots=True)
class Ticket:
    """The code that opens a stopped service once, until then (in the hall's own time)."""

    code: str = field(repr=False)
    good_until: datetime


class Pauses(Protocol):
    """Where stopped services are kept. Both methods block: they are called from a thread."""

    def seal(self, kept: Kept, person: Person | None) -> Ticket:
        """Keep a stopped service; with a `person` for her alone.

        Raises: Fault
        """
        ...

    def open_once(self, code: str, person: Person | None, key: str) -> Kept:
        """Fetch a stopped service, which is not kept any more; the same `key` gets the same answer again.

        Raises: BackendError (REFUSED_NOT_FOUND, LEVEL_TOO_LOW), Fault
        """
        ...


@dataclass(frozen=True, slots=True)
class Rooms:
    """`network`: did the office answer lately? `scanner` is None where there is none."""

    pauses: Pauses
    login: Login
    issuer: Issuer
    desk: SlipDesk
    network: Callable[[], bool]
    scanner: CodeScanner | None = None
