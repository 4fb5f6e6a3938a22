"""What 付款帮助 needs of the house."""

from dataclasses import dataclass
from typing import Protocol

from hardware.code_scanner.contract import CodeScanner
from kiosk.backend_client.orders import Order
from kiosk.documents.issue import Issuer
from kiosk.documents.slip_desk import SlipDesk
from kiosk.identity.login import Login
from kiosk.visit.person import Person


class Ledger(Protocol):
    """What became of orders. Every method blocks: they are called from a thread.

    Raises: Fault
    """

    def by_claim(self, code: str) -> Order | None:
        """The order whose slip has this code; None: there is none here."""
        ...

    def of(self, person: Person) -> tuple[Order, ...]:
        """The orders of who has logged in with her card, newest first."""
        ...

    def again(self, order: Order) -> Order:
        """The same order as it stands now."""
        ...


class Unseen(Protocol):
    """Which orders came to their end here after she had gone. The methods block on the disk.

    Raises: Fault `disk.full` or `disk.broken`
    """

    def is_unseen(self, order_id: str) -> bool:
        """Did this one, and was she not told since?"""
        ...

    def seen(self, order_id: str) -> None:
        """She knows by now how it ended."""
        ...


@dataclass(frozen=True, slots=True)
class Rooms:
    """`scanner` None: there is none."""

    ledger: Ledger
    login: Login
    issuer: Issuer
    desk: SlipDesk
    unseen: Unseen
    scanner: CodeScanner | None = None
