"""Payments at the hall's payment terminal, each followed until the office knows how it ended. Loop thread.

A payment that was sent is a task of its own: no page that is left ends it.
"""

import asyncio
import logging
from collections.abc import Callable

from hardware.events import Event
from hardware.payment_terminal.contract import (
    NO_MONEY_MOVED,
    PaymentOutcome,
    PaymentProgress,
    PaymentReason,
    PaymentResult,
    PaymentTerminal,
)
from hardware.status import Health
from kiosk.backend_client.orders import RefundState, TapOutcome, TapResult
from kiosk.foundation.clock import Clock
from kiosk.foundation.errors import Fault
from kiosk.payments.case import Case
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, Text

_log = logging.getLogger(__name__)

ASK_S = 15
PAUSE_S = 1
NOT_TAKEN = TapOutcome(TapResult.NOT_TAKEN)


class Taps:
    """The payment terminal, as the till knows it; None: there is none."""

    def __init__(self, terminal: PaymentTerminal | None, clock: Clock) -> None:
        self._terminal = terminal
        self._clock = clock
        self._running: dict[Case, asyncio.Task[PaymentOutcome]] = {}

    def resting(self) -> Text:
        """Why nothing can be paid there now; NOTHING if it can."""
        if self._terminal is None or self._terminal.status.health in {Health.ABSENT, Health.FAILED, Health.PAUSED}:
            return explain(Fault("payment_terminal.terminal_absent")).what
        return NOTHING

    def begin(self, case: Case, seconds: int) -> None:
        """Have the terminal take the sum of the order, under the number of the attempt that is in the journal."""
        if self._terminal is None or case.tap is None:
            raise RuntimeError("there is nothing to tap")
        pay = self._terminal.pay(case.tap.number, case.order.fen, seconds, journal=case.mark)
        task = asyncio.create_task(pay, name="tap")
        self._running[case] = task

    def stop(self) -> None:
        """Ask the terminal to abort; whether it could is what `settle` finds out."""
        if self._terminal is not None:
            self._terminal.cancel()

    def listen(self, listener: Callable[[PaymentProgress], None]) -> Callable[[], None]:
        """Tell of each step, on this loop, until what is returned is called."""
        if self._terminal is None:
            return lambda: None
        loop = asyncio.get_running_loop()

        def heard(event: Event[PaymentProgress]) -> None:
            """On the terminal's own thread."""
            loop.call_soon_threadsafe(listener, event.value)

        return self._terminal.listen(heard)

    async def ended(self, case: Case, seconds: int) -> bool:
        """Wait until the terminal lets go of the payment, for so many seconds at most."""
        task = self._running.get(case)
        if task is not None:
            await asyncio.wait({task}, timeout=seconds)
        return task is None or task.done()

    async def see_through(self, case: Case, seconds: int) -> bool:
        """Find out and tell until the office knows it, for so many seconds at most."""
        until = self._clock.monotonic() + seconds
        while True:
            try:
                if await self.settle(case):
                    return True
            except Fault as fault:
                _log.info("a tap is not settled yet: %s", fault)
            if self._clock.monotonic() >= until:
                return False
            await self._clock.sleep(PAUSE_S)

    async def settle(self, case: Case) -> bool:
        """One step: learn how it ended, tell the office, and take back what it owes; False: it is not known yet.

        Where the payment terminal does not know, the office may: staff end there what its books say.

        Raises: BackendError, Fault `disk.full` (once more, later)
        """
        if case.tap is None:
            return True
        outcome = await self._outcome(case)
        if outcome is None:
            if not await asyncio.to_thread(case.is_tap_ended_there):
                return False
            self._forget(case)
        else:
            await asyncio.to_thread(case.tell_tap, outcome)
            if not await self._taken_back(case, outcome):
                return False
        await asyncio.to_thread(case.tap_is_told)
        self._running.pop(case, None)
        return True

    def _forget(self, case: Case) -> None:
        """A person has settled it: the payment terminal takes cards again."""
        _log.warning("payments: a tap that the payment terminal could not tell of was ended at the office")
        if self._terminal is not None and case.tap is not None and case.tap.mark is not None:
            self._terminal.forget(case.tap.mark)

    async def _outcome(self, case: Case) -> TapOutcome | None:
        known = case.tap_outcome
        if known is not None:
            return known
        found = await self._found(case)
        if found is None:
            return None
        case.tap_reason = found.reason
        if found.result in NO_MONEY_MOVED:
            case.tap_outcome = NOT_TAKEN
        elif found.result is PaymentResult.APPROVED and (booked := found.booking) is not None:
            case.tap_outcome = TapOutcome(
                TapResult.APPROVED, booked.fen, booked.receipt, booked.trace, booked.terminal_id
            )
        return case.tap_outcome

    async def _found(self, case: Case) -> PaymentOutcome | None:
        """What the terminal says; None: nothing to go by."""
        task, stumbled = self._running.get(case), False
        if task is not None:
            await asyncio.wait({task})
            stumbled = task.cancelled() or task.exception() is not None
            if stumbled:
                _log.error("a tap stumbled", exc_info=None if task.cancelled() else task.exception())
            elif task.result().result is not PaymentResult.UNKNOWN:
                return task.result()
        if case.tap is None or (case.tap.mark is None and (task is None or stumbled)):
            # The mark is on the disk before the first byte leaves: without one the terminal was never asked.
            return PaymentOutcome(PaymentResult.NOT_SENT, PaymentReason.NOTHING_BOOKED)
        if self._terminal is None or case.tap.mark is None:
            return None
        return await self._terminal.last(case.tap.mark, ASK_S)

    async def _taken_back(self, case: Case, outcome: TapOutcome) -> bool:
        """Take back at the terminal what the office owes of this tap; True: nothing is owed any more."""
        number = case.tap.number if case.tap is not None else ""
        owed = [one for one in case.order.refunds if one.attempt == number and one.state is RefundState.OWED]
        if not owed or sum(one.fen for one in owed) != outcome.fen:
            return True  # a part of it cannot be taken back there: that is for staff, whom the office calls
        if self._terminal is None:
            return False
        reversed_ = await self._terminal.reverse(outcome.receipt, ASK_S)
        if reversed_.result is PaymentResult.APPROVED:
            await asyncio.to_thread(case.tell_taken_back)
            return True
        _log.warning("a tap that is owed back is not taken back: %s", reversed_)
        return reversed_.reason is PaymentReason.NOT_REVERSIBLE
