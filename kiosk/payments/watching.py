"""Waiting for the office to say how a payment went, while its page stands. Loop thread."""

import asyncio
import logging
from collections.abc import Callable

from kiosk.backend_client.errors import BackendError
from kiosk.backend_client.orders import MOST_WAIT_S
from kiosk.foundation.clock import Clock
from kiosk.payments import pages
from kiosk.payments.case import Case
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)

PAUSE_S = 1
NEWS, OVER = "+news", "+over"  # no option has such an id
Enough = Callable[[Case], bool]


class Watch:
    """Asks for news until they are `enough`, or until the time `until` (of the stopwatch) is over."""

    def __init__(self, case: Case, clock: Clock, until: float) -> None:  # not money: a stopwatch
        self._case = case
        self._clock = clock
        self._until = until
        self._lost = False

    async def wait(self, visit: Visit, enough: Enough) -> str:
        """NEWS or OVER. While it can be paid, her silence is no idleness: she is busy with her telephone."""
        while not enough(self._case):
            left = self._until - self._clock.monotonic()
            if left <= 0:
                return OVER
            visit.still_here()
            if left < 1:
                await self._clock.sleep(left)
            else:
                await self._ask(visit, min(MOST_WAIT_S, int(left)))
        return NEWS

    async def _ask(self, visit: Visit, seconds: int) -> None:
        try:
            await asyncio.to_thread(self._case.listen, seconds)
        except BackendError as error:
            if not self._lost:
                _log.info("no news of a payment: %s", error.kind)
                visit.notice(pages.LINE_LOST, attention=True)
            self._lost = True
            await self._clock.sleep(PAUSE_S)
            return
        if self._lost:
            visit.notice(pages.LINE_BACK)
        self._lost = False
