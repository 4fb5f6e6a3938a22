"""The attempts of one order: begun, asked for again where an answer is lost, and seen to an end.

Thread: every method blocks on the line or the disk and is called from threads; several may be at it at once.
"""

import logging
import time

from kiosk.backend_client import orders
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.orders import (
    MOST_WAIT_S,
    Attempt,
    AttemptState,
    News,
    PayChannel,
    TapOutcome,
    TapResult,
)
from kiosk.payments.known import Begun, Known

_log = logging.getLogger(__name__)

NO_ANSWER = frozenset({BackendKey.UNREACHABLE, BackendKey.SLOW, BackendKey.BROKEN, BackendKey.NONSENSE})
"""After these nobody knows whether the office has heard what was asked."""
WAIT = frozenset({BackendKey.TOO_MANY, BackendKey.NOT_ENROLLED, BackendKey.CLOCK_WRONG})
"""Refusals that say nothing of what was asked before."""
PAUSE_S = 1


class Asking(Known):
    """An order whose attempts are asked of the office."""

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
                self._begun = Begun(lambda: orders.show_code(self._transport, order_id, channel, key), channel)
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
            self._begun = Begun(lambda: orders.take_code(self._transport, order_id, code, key))
            until = time.monotonic() + patience_s
            try:
                self._ask_until_answered(until)
            except BackendError:
                if self._begun is None:
                    raise
                return
        while (attempt := self.attempt) is not None and attempt.state is AttemptState.CREATED:
            if time.monotonic() >= until or not self._wait_quietly(2):
                return

    def listen(self, seconds: int = MOST_WAIT_S) -> None:
        """Wait for news of the order; what has no answer yet is asked again first.

        Raises: BackendError
        """
        if self._unanswered:
            with self._calling:
                if self._unanswered:
                    self._ask()
        self.wait(seconds)

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

    def _settled_without_order_end(self) -> bool:
        return self.outcome is not None or (self.order.live is None and not self._unanswered and not self._paying)

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
        """Begin the attempt, or learn that it was begun. A refusal says that it was not, or of one unheard, nothing."""
        begun = self._begun
        if begun is None:
            return
        known = {one.number for one in self.order.attempts}
        try:
            news = begun.call()
        except BackendError as error:
            if error.kind in NO_ANSWER:
                begun.unheard = True
            elif not (begun.unheard and error.kind in WAIT):
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


def _answered() -> News:
    raise RuntimeError("this attempt has been answered")
