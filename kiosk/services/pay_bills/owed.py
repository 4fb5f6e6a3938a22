"""A bill with the account that it belongs to, and what of all that can be paid in one go."""

from dataclasses import dataclass

from kiosk.backend_client.bills import Account, Bill
from kiosk.backend_client.orders import MOST_BILLS
from kiosk.foundation.money import Money
from kiosk.payments.words import bill_name
from kiosk.services.pay_bills.rooms import Accounts
from kiosk.visit.text import Text


@dataclass(frozen=True, slots=True, repr=False)
class Owed:
    """One bill of one account."""

    account: Account
    bill: Bill

    @property
    def name(self) -> Text:
        """`水费 2026 年 9 月`."""
        return bill_name(self.account.kind, self.bill.period)

    @property
    def can_be_paid(self) -> bool:
        """Nobody else is paying it at this moment, and there is something to pay."""
        return not self.bill.busy and self.bill.fen > 0


def owed_of(accounts: Accounts) -> tuple[Owed, ...]:
    """All that is owed, the oldest month first."""
    found = (Owed(account, bill) for account in accounts for bill in account.unpaid)
    return tuple(sorted(found, key=lambda one: one.bill.period))


def payable(accounts: Accounts) -> tuple[Owed, ...]:
    """What can be paid in one go: the oldest ones, where there are more than an order holds."""
    return tuple(one for one in owed_of(accounts) if one.can_be_paid)[:MOST_BILLS]


def total(bills: tuple[Owed, ...]) -> Money:
    """What they cost together."""
    return Money(sum(one.bill.fen for one in bills))
