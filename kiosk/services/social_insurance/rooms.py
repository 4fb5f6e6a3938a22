"""What 查社保 and 参保证明 need of the house."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kiosk.backend_client.insurance import ContributionRecords, InsuranceSummary
from kiosk.documents.issue import Issuer
from kiosk.documents.slip_desk import SlipDesk
from kiosk.identity.login import Login
from kiosk.visit.person import Person


class Records(Protocol):
    """The books of social insurance. Both methods block: they are called from a thread.

    Raises: Fault
    """

    def summary(self, person: Person) -> InsuranceSummary:
        """The five insurances at a glance."""
        ...

    def months(self, person: Person) -> ContributionRecords:
        """The last 24 months, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Rooms:
    """What both services need. `today` is a date of the hall's own time zone."""

    login: Login
    records: Records
    issuer: Issuer
    desk: SlipDesk
    today: Callable[[], date]
