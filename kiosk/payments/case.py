"""One order as this terminal has it in hand: what was asked of the office, what it said last, what nobody knows.

Thread: every method blocks on the line or the disk and is called from threads; several may be at it at once. Loop
code reads the properties only.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from hardware.payment_terminal.contract import PaymentMark, PaymentReason
from kiosk.backend_client import orders
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.orders import (
    MOST_WAIT_S,
    Attempt,
    AttemptState,
    News,
    OpenedOrder,
    Order,
    OrderState,
    PayChannel,
    TapOutcome,
    TapResult,
)
from kiosk.backend_client.transport import Transport
from kiosk.foundation.money import Money
from kiosk.payments.contract import Basket, Outcome
from kiosk.payments.journal import PaymentJournal, Row, Tap
from kiosk.visit.text import NOTHING

_log = logging.getLogger(__name__)

NO_ANSWER = frozenset({BackendKey.UNREACHABLE, BackendKey.SLOW, BackendKey.BROKEN, BackendKey.NONSENSE})
"""After these nobody knows whether the office has heard what was asked."""
WAIT = frozenset({BackendKey.TOO_MANY, BackendKey.NOT_ENROLLED, BackendKey.CLOCK_WRONG})
"""Refusals that say nothing of what was asked."""
ASK_TAP_S = 10
PAUSE_S = 1
ENDS = frozenset({OrderState.PAID, OrderState.ENDED, OrderState.REFUNDED})
PROVED = frozenset({AttemptState.CLOSED, AttemptState.REVOKED})


@dataclass(slots=True, repr=False)
class _Begun:
    """An attempt whose key is in the journal; `number` once the office has answered."""

    call: Callable[[], News]
    channel: PayChannel | None = None
    number: str = ""


class Case:
    """An order and its attempts, from the first key in the journal to the end."""

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
        self._begun: _Begun | None = None
        self._calling = threading.RLock()  # one call that changes something at a time
        self._telling = threading.Lock()  # what the office said last
        self._told = 0

    @classmethod
    def found(cls, transport: Transport, journal: PaymentJournal, row: Row) -> "Case":
        """An order that the journal knows of, from before the power went."""
        case = cls(transport, journal, Basket(row.bills, Money(0), NOTHING))
        case.key, case.order_id, case._keys = row.key, row.order_id, row.attempts
        case.tap = row.tap
        case.unseen = bool(row.attempts)
        return case

    # What is known. Any thread, at once.

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

    # What is asked of the office. Threads.

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

    def show(self, channel: PayChannel, patience_s: int) -> Attempt | None:
        """Have a code for the screen made and wait for it; None: it has an end, or is none yet.

        Asked again after a lost answer it is the same attempt.

        Raises: BackendError, Fault `disk.full`
        """
        until = time.monotonic() + patience_s
        with self._calling:
            if self._begun is None or not self._unanswered or self._begun.channel is not channel:
                self._end_unanswered()
                key = self._new_key()
                order_id = self.order_id
                self._begun = _Begun(lambda: orders.show_code(self._transport, order_id, channel, key), channel)
            self._ask_until_answered(until)
        while (attempt := self.attempt) is not None and not attempt.code and not attempt.state.is_end:
            if time.monotonic() >= until:
                return None
            self.wait(MOST_WAIT_S)
        if attempt is not None and attempt.code and not attempt.state.is_end:
            self.exposed = True
            return attempt
        return None

    def take(self, code: str, patience_s: int) -> None:
        """Have a code of hers charged; where no answer comes in time, `listen` asks again.

        Raises: BackendError (refused: nothing was begun), Fault `disk.full`
        """
        with self._calling:
            self._end_unanswered()
            key, order_id = self._new_key(), self.order_id
            self.exposed = True
            self._begun = _Begun(lambda: orders.take_code(self._transport, order_id, code, key))
            until = time.monotonic() + patience_s
            try:
                self._ask_until_answered(until)
            except BackendError as error:
                if error.kind not in NO_ANSWER:
                    raise
                return
        while (attempt := self.attempt) is not None and attempt.state is AttemptState.CREATED:
            if time.monotonic() >= until or not self._wait_quietly(2):
                return

    def begin_tap(self) -> None:
        """Have an attempt at the payment terminal opened, and its number written down.

        Raises: BackendError, Fault `disk.full`
        """
        until = time.monotonic() + ASK_TAP_S
        with self._calling:
            if self._begun is None or not self._unanswered or self._begun.channel is not PayChannel.CARD:
                self._end_unanswered()
                key, order_id = self._new_key(), self.order_id
                self._begun = _Begun(lambda: orders.tap(self._transport, order_id, key), PayChannel.CARD)
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

    def listen(self, seconds: int = MOST_WAIT_S) -> None:
        """Wait for news of the order; what has no answer yet is asked again first.

        Raises: BackendError
        """
        if self._unanswered:
            with self._calling:
                if self._unanswered:
                    self._ask()
        self.wait(seconds)

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

    def take_back(self, patience_s: int) -> bool:
        """See the attempt that is under way to its end: closed, or paid all the same; False: no end was to be had."""
        until = time.monotonic() + patience_s
        with self._calling:
            while not self._settled_without_order_end():
                try:
                    self._close()
                    self.wait(2)
                except BackendError as error:
                    _log.info("an attempt could not be closed yet: %s", error.kind)
                    time.sleep(PAUSE_S)
                if time.monotonic() >= until:
                    break
        return self._settled_without_order_end()

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

    # In parts.

    def _settled_without_order_end(self) -> bool:
        return self.outcome is not None or (self.order.live is None and not self._unanswered and not self._paying)

    @property
    def _paying(self) -> bool:
        """The attempt has succeeded, and the order was not seen to be paid yet."""
        attempt = self.attempt
        return attempt is not None and attempt.state is AttemptState.SUCCESS and self.order.state is OrderState.OPEN

    def _new_key(self) -> str:
        key = self._journal.intend_attempt(self.key, self._keys)
        self._keys = (*self._keys, key)
        return key

    def _ask_until_answered(self, until: float) -> None:  # not money: a stopwatch
        while True:
            try:
                self._ask()
                return
            except BackendError as error:
                if error.kind not in NO_ANSWER or time.monotonic() + PAUSE_S >= until:
                    raise
                time.sleep(PAUSE_S)

    def _ask(self) -> None:
        """Begin the attempt, or learn that it was begun. A refusal says for certain that it was not."""
        begun = self._begun
        if begun is None:
            return
        known = {one.number for one in self.order.attempts}
        try:
            news = begun.call()
        except BackendError as error:
            if error.kind not in NO_ANSWER:
                self._begun = None
                if error.kind is BackendKey.NO_CHANNEL and begun.channel is not None:
                    self.closed_channels.add(begun.channel)
            raise
        order = news.order
        new = [one.number for one in order.attempts if one.number not in known]
        begun.number = new[-1] if new else order.attempts[-1].number if order.attempts else ""
        self._hear(order, news.tag)
        if not begun.number:
            raise BackendError(BackendKey.NONSENSE)
        begun.call = _answered  # a code of hers is not kept for longer than it takes to be heard

    def _end_unanswered(self) -> None:
        """What was begun before must be over first, also where its answer was lost."""
        if self._unanswered:
            self._ask()
        if self.order.live is not None:
            self._close()
            self.wait(2)

    def _close(self) -> None:
        if self._unanswered:
            try:
                self._ask()
            except BackendError as error:
                if error.kind in NO_ANSWER:
                    raise
        live = self.order.live
        if live is not None and live.channel is PayChannel.CARD:
            self._tell_not_asked(live)
        elif live is not None and not live.closing:
            self._hear(orders.close_attempt(self._transport, self.order_id, live.number))

    def _tell_not_asked(self, live: Attempt) -> None:
        """The payment terminal was never asked for a tap whose number was not written down."""
        if self.tap is None:
            told = TapOutcome(TapResult.NOT_TAKEN)
            self._hear(orders.tell_outcome(self._transport, self.order_id, live.number, told))

    def _wait_quietly(self, seconds: int) -> bool:
        try:
            self.wait(seconds)
        except BackendError:
            return False
        return True

    def _hear(self, order: Order, tag: str | None = None) -> None:
        with self._telling:
            self._told += 1
            self._order, self._tag = order, tag


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


def _answered() -> News:
    raise RuntimeError("this attempt has been answered")
