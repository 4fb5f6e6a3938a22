"""What is known of an order that this terminal has in hand, and the word that nobody has answered yet.

Thread: `wait` blocks on the line and is called from threads. Loop code reads the properties only.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from hardware.payment_terminal.contract import PaymentReason
from kiosk.backend_client import orders
from kiosk.backend_client.orders import (
    MOST_WAIT_S,
    Attempt,
    AttemptState,
    News,
    Order,
    OrderState,
    PayChannel,
    TapOutcome,
)
from kiosk.backend_client.transport import Transport
from kiosk.payments.contract import Basket, Outcome
from kiosk.payments.journal import PaymentJournal, Tap

ENDS = frozenset({OrderState.PAID, OrderState.ENDED, OrderState.REFUNDED})
PROVED = frozenset({AttemptState.CLOSED, AttemptState.REVOKED})


@dataclass(slots=True, repr=False)
class Begun:
    """An attempt whose key is in the journal; `number` once the office has answered.

    `unheard`: an answer was lost, so it may be there.
    """

    call: Callable[[], News]
    channel: PayChannel | None = None
    number: str = ""
    unheard: bool = False


class Known:
    """An order as the office told of it last."""

    def __init__(self, transport: Transport, journal: PaymentJournal, basket: Basket) -> None:
        self._transport = transport
        self._journal = journal
        self.basket = basket
        self.key = ""
        self.order_id = ""
        self.claim_code = ""
        self.exposed = False
        self.unseen = False
        """She went before its end was known, and may have paid."""
        self.closed_channels: set[PayChannel] = set()
        self.tap: Tap | None = None
        self.tap_outcome: TapOutcome | None = None
        self.tap_reason: PaymentReason | None = None
        self._order: Order | None = None
        self._tag: str | None = None
        self._keys: tuple[str, ...] = ()
        self._begun: Begun | None = None
        self._calling = threading.RLock()  # one call that changes something at a time
        self._telling = threading.Lock()  # what the office said last
        self._told = 0

    @property
    def order(self) -> Order:
        """As it was heard of last.

        Raises: RuntimeError (it was not opened)
        """
        if self._order is None:
            raise RuntimeError("this order was not opened")
        return self._order

    @property
    def is_open(self) -> bool:
        """Did the office answer the opening?"""
        return self._order is not None

    @property
    def attempt(self) -> Attempt | None:
        """The attempt that was begun last, as the office told of it."""
        begun = self._begun
        number = begun.number if begun else ""
        return next((one for one in self.order.attempts if one.number == number), None) if number else None

    @property
    def at_risk(self) -> bool:
        """Was something begun that may be paid, and is not proved to be over?"""
        return self.exposed and self.outcome is None and not self.nothing_taken

    @property
    def outcome(self) -> Outcome | None:
        """PAID or NOT_PAID once it is proved; UNSURE where money goes back; None as long as nothing is decided."""
        order = self.order
        match order.state:
            case OrderState.PAID:
                return Outcome.PAID
            case OrderState.ENDED:
                return Outcome.UNSURE if order.refunds else Outcome.NOT_PAID
            case OrderState.REFUNDING | OrderState.REFUNDED:
                return Outcome.UNSURE
        return None

    @property
    def is_over(self) -> bool:
        """Can nothing come of it any more? Then it is not followed."""
        order = self._order
        return order is not None and order.live is None and order.state in ENDS

    @property
    def nothing_taken(self) -> bool:
        """Is every attempt proved to be over without money?"""
        order = self.order
        clean = all(one.state in PROVED for one in order.attempts) and not order.refunds
        return clean and order.state in (OrderState.OPEN, OrderState.ENDED) and not self._unanswered

    @property
    def _unanswered(self) -> bool:
        return self._begun is not None and not self._begun.number

    @property
    def _paying(self) -> bool:
        """The attempt has succeeded, and the order was not seen to be paid yet."""
        attempt = self.attempt
        return attempt is not None and attempt.state is AttemptState.SUCCESS and self.order.state is OrderState.OPEN

    def wait(self, seconds: int) -> None:
        """Wait for news of the order.

        Raises: BackendError
        """
        with self._telling:
            told, tag, order_id = self._told, self._tag, self.order_id
        news = orders.wait_for_news(self._transport, order_id, tag, max(0, min(seconds, MOST_WAIT_S)))
        with self._telling:
            # What another call has heard meanwhile is newer: the next question brings whatever it was.
            if news is not None and told == self._told:
                self._order, self._tag = news.order, news.tag

    def _hear(self, order: Order, tag: str | None = None) -> None:
        with self._telling:
            self._told += 1
            self._order, self._tag = order, tag
