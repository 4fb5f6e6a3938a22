"""What 交水电费 needs of the house."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hardware.code_scanner.contract import CodeScanner
from kiosk.backend_client.bills import Account, Door, PaidBill
from kiosk.documents.issue import Issuer
from kiosk.documents.slip_desk import SlipDesk
from kiosk.identity.login import Login
from kiosk.payments.contract import Cashier
from kiosk.visit.person import Person

Accounts = tuple[Account, ...]


class Books(Protocol):
    """What households owe. Every method blocks: they are called from a thread; nobody there is an empty answer.

    Raises: Fault
    """

    def by_household(self, number: str) -> Accounts:
        """By the number on the paper bill."""
        ...

    def by_door(self, door: Door) -> Accounts:
        """By where the flat is."""
        ...

    def of(self, person: Person) -> Accounts:
        """Those of who has logged in with her card."""
        ...

    def by_receipt(self, claim_code: str) -> Accounts:
        """Those whose bills were in the order of that code."""
        ...

    def again(self, accounts: Accounts) -> Accounts:
        """The same accounts as they stand now."""
        ...

    def history(self, account: Account) -> tuple[PaidBill, ...]:
        """What an account paid, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Rooms:
    """`hall` is who gets the money, `today` a date of the hall's own time; `scanner` None: there is none."""

    books: Books
    cashier: Cashier
    login: Login
    issuer: Issuer
    desk: SlipDesk
    hall: str
    today: Callable[[], date]
    scanner: CodeScanner | None = None
