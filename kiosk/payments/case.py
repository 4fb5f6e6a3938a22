"""One order as this terminal has it in hand: what was asked of the office, what it said last, what nobody knows.

Thread: every method blocks on the line or the disk and is called from threads; several may be at it at once. Loop
code reads the properties only.
"""

import logging
import secrets
import time

from hardware.payment_terminal.contract import PaymentMark
from kiosk.backend_client import orders
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.orders import (
    OpenedOrder,
    Order,
    PayChannel,
    TapOutcome,
)
from kiosk.backend_client.transport import Transport
from kiosk.foundation.money import Money
from kiosk.payments.asking import NO_ANSWER, WAIT, Asking
from kiosk.payments.contract import Basket
from kiosk.payments.journal import PaymentJournal, Row, Tap
from kiosk.payments.known import Begun
from kiosk.visit.text import NOTHING

_log = logging.getLogger(__name__)

ASK_TAP_S = 10


class Case(Asking):
    """An order and its attempts, from the first key in the journal to the end."""

    @classmethod
    def found(cls, transport: Transport, journal: PaymentJournal, row: Row) -> "Case":
        """An order that the journal knows of, from before the power went."""
        case = cls(transport, journal, Basket(row.bills, Money(0), NOTHING))
        case.key, case.order_id, case._keys = row.key, row.order_id, row.attempts
        case.tap = row.tap
        case.unseen = bool(row.attempts)
        return case

    def open(self) -> "Case":
        """Write down that an order is opened, and open it.

        Raises: BackendError, Fault `disk.full`
        """
        with self._calling:
            if not self.key:
                key = secrets.token_hex(16)
                self.key = key  # known here first: nobody finds it in the journal and not in hand
                self._journal.intend(key, self.basket.bills)
            try:
                opened = orders.open_order(self._transport, self.basket.bills, self.basket.session, self.key)
            except BackendError as error:
                if error.kind not in NO_ANSWER | WAIT:  # refused: there is no order
                    self._journal.ended(self.key)
                raise
            self._journal.opened(self.key, opened.id)
            self.order_id, self.claim_code = opened.id, opened.claim_code
            self._hear(_plain(opened))
        return self

    def begin_tap(self) -> None:
        """Have an attempt at the payment terminal opened, and its number written down.

        Raises: BackendError, Fault `disk.full`
        """
        until = time.monotonic() + ASK_TAP_S
        with self._calling:
            if self._begun is None or not self._unanswered or self._begun.channel is not PayChannel.CARD:
                self._end_unanswered()
                key, order_id = self._new_key(), self.order_id
                self._begun = Begun(lambda: orders.tap(self._transport, order_id, key), PayChannel.CARD)
            self._ask_until_answered(until)
            number = self._begun.number
            self._journal.tap_numbered(self.key, number)
            self.tap, self.tap_outcome, self.tap_reason = Tap(number), None, None
            self.exposed = True

    def mark(self, mark: PaymentMark) -> None:
        """The payment terminal is about to be asked; on its own thread.

        Raises: Fault `disk.full`, and then it must not be asked
        """
        self._journal.tap_marked(self.key, mark.order, mark)
        self.tap = Tap(mark.order, mark)

    def tell_tap(self, outcome: TapOutcome) -> None:
        """Tell the office how the tap ended; the same may be told again.

        Raises: BackendError
        """
        with self._calling:
            if self.tap is None:
                return
            try:
                self._hear(orders.tell_outcome(self._transport, self.order_id, self.tap.number, outcome))
            except BackendError as error:
                if error.kind is not BackendKey.OUTCOME_DISPUTED:
                    raise
                _log.error("payments: the office was told otherwise of a tap before; staff look at it")
                self.wait(0)

    def tell_taken_back(self) -> None:
        """Tell the office that the payment terminal took all of it back.

        Raises: BackendError
        """
        with self._calling:
            if self.tap is None:
                return
            try:
                self._hear(orders.tell_taken_back(self._transport, self.order_id, self.tap.number))
            except BackendError as error:
                if error.kind is not BackendKey.OUTCOME_DISPUTED:
                    raise
                _log.error("payments: the office does not owe back what was taken back; staff look")

    def is_tap_ended_there(self) -> bool:
        """Ask the office whether somebody else has told it how the tap ended.

        Raises: BackendError
        """
        if self.tap is None:
            return True
        number = self.tap.number
        self.wait(0)
        return any(one.number == number and one.state.is_end for one in self.order.attempts)

    def tap_is_told(self) -> None:
        """Nothing of the tap is open any more.

        Raises: Fault `disk.full`
        """
        with self._calling:
            self._journal.tap_told(self.key)
            self.tap = None

    def follow(self, *, cancel: bool) -> bool:
        """One step towards the end of an order that nobody stands in front of any more; True: nothing more can come.

        `cancel`: nobody shall begin to pay it any more.

        Raises: BackendError, Fault `disk.full` (once more, later)
        """
        with self._calling:
            if not self.key:
                return True  # nothing was written down, so nothing was sent
            if not self.order_id and not self._opened_again():
                return True
            if not self.is_over:
                if cancel and (self._order is None or self.outcome is None):
                    self._hear(orders.cancel_order(self._transport, self.order_id))
                live = self._order.live if self._order is not None else None
                if live is not None and live.channel is PayChannel.CARD:
                    self._tell_not_asked(live)
                self.wait(2 if self._order is not None and not self.is_over else 0)
            if self.is_over:
                self._journal.ended(self.key, unseen=self.unseen)
            return self.is_over

    def _opened_again(self) -> bool:
        """Learn which order it became; False: none that could ever be paid, for no attempt was begun without its id.

        Opened in a login that is over, it is another request to the office, which refuses its key.
        """
        try:
            self.open()
        except BackendError as error:
            if error.kind in NO_ANSWER | WAIT:
                raise
            self._journal.ended(self.key)
            return False
        return True


def _plain(opened: OpenedOrder) -> Order:
    """Without the claim code, which lives in one place."""
    return Order(
        opened.id,
        opened.state,
        opened.fen,
        opened.subject,
        opened.until,
        opened.cancelled,
        opened.lines,
        opened.attempts,
        opened.refunds,
        opened.receipt,
    )
