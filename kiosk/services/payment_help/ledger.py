"""Orders as the backend has them."""

from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import Session
from kiosk.backend_client.orders import Order, claim_order, fetch_own_orders, wait_for_news
from kiosk.backend_client.transport import Transport
from kiosk.visit.person import Person


class BackendLedger:
    """Implements `Ledger`. Blocks; called from threads of the loop.

    Raises: BackendError
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def by_claim(self, code: str) -> Order | None:
        """The order whose slip has this code; None: there is none here."""
        try:
            return claim_order(self._transport, code)
        except BackendError as refusal:
            if refusal.kind is BackendKey.REFUSED_NOT_FOUND:
                return None
            raise

    def of(self, person: Person) -> tuple[Order, ...]:
        """The orders of who has logged in with her card, newest first."""
        if not isinstance(person.session, Session):
            raise BackendError(BackendKey.SESSION_OVER)
        return fetch_own_orders(self._transport, person.session)

    def again(self, order: Order) -> Order:
        """The same order as it stands now."""
        news = wait_for_news(self._transport, order.id)
        return order if news is None else news.order
