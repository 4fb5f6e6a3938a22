"""The books of bills, kept by the backend."""

from kiosk.backend_client.bills import (
    Account,
    Door,
    PaidBill,
    fetch_account,
    fetch_history,
    fetch_own_accounts,
    find_by_door,
    find_by_household,
)
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import Session
from kiosk.backend_client.orders import claim_order, fetch_accounts_of
from kiosk.backend_client.transport import Transport
from kiosk.services.pay_bills.rooms import Accounts
from kiosk.visit.person import Person


class BackendBooks:
    """Implements `Books`. Blocks; called from threads of the loop.

    Raises: BackendError
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def by_household(self, number: str) -> Accounts:
        """By the number on the paper bill."""
        return find_by_household(self._transport, number)

    def by_door(self, door: Door) -> Accounts:
        """By where the flat is."""
        return find_by_door(self._transport, door)

    def of(self, person: Person) -> Accounts:
        """Those of who has logged in with her card."""
        if not isinstance(person.session, Session):
            raise BackendError(BackendKey.SESSION_OVER)
        return fetch_own_accounts(self._transport, person.session)

    def by_receipt(self, claim_code: str) -> Accounts:
        """Those whose bills were in the order of that code; an unknown code finds nobody."""
        try:
            return fetch_accounts_of(self._transport, claim_order(self._transport, claim_code))
        except BackendError as refusal:
            if refusal.kind is BackendKey.REFUSED_NOT_FOUND:
                return ()
            raise

    def again(self, accounts: Accounts) -> Accounts:
        """The same accounts as they stand now."""
        return tuple(account for one in accounts for account in fetch_account(self._transport, one.id))

    def history(self, account: Account) -> tuple[PaidBill, ...]:
        """What an account paid, newest first."""
        return fetch_history(self._transport, account.id)
