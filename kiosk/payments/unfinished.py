"""Orders that nobody stands in front of any more are followed until their end is known. Loop thread.

It begins with what the journal has without an end, takes over what each visit leaves, and never gives up.
"""

import asyncio
import itertools
import logging
from collections.abc import Iterator, Sequence

from kiosk.backend_client.transport import Transport
from kiosk.foundation.clock import Clock
from kiosk.foundation.errors import Fault
from kiosk.payments import pages
from kiosk.payments.case import Case
from kiosk.payments.contract import Outcome
from kiosk.payments.journal import PaymentJournal
from kiosk.payments.taps import Taps
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, Text

_log = logging.getLogger(__name__)

FIRST_S = (3, 3, 4)
SOON_S, SOON_TIMES, LATER_S = 5, 10, 60
AT_ONCE = 2  # so many orders are asked after at the same time
MAKE_WAY_S = 15


class Unfinished:
    """What has no end yet."""

    def __init__(self, transport: Transport, journal: PaymentJournal, clock: Clock, taps: Taps) -> None:
        self._transport = transport
        self._journal = journal
        self._clock = clock
        self._taps = taps
        self._in_hand: set[Case] = set()
        # Whose turn it was, and from when on it is called off.
        self._left: dict[Case, tuple[int, float]] = {}  # not money: a stopwatch
        self._tasks: dict[Case, asyncio.Task[None]] = {}
        self._news = asyncio.Event()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._disk: Fault | None = None

    def resting(self) -> Text:
        """Why no money is taken now: the journal does not work, or a tap is not cleared up."""
        if self._disk is not None:
            return explain(self._disk).what
        return pages.TAP_UNCLEAR if any(case.tap is not None for case in self._left) else NOTHING

    def in_hand(self, case: Case) -> None:
        """Somebody stands in front of this order: hands off."""
        self._in_hand.add(case)

    def take_over(self, case: Case, turn: int, grace_s: int = 0) -> None:
        """She has turned away from it. After the grace it is called off, unless it has an end."""
        self._in_hand.discard(case)
        case.unseen = case.is_open and case.at_risk
        self._left[case] = (turn, self._clock.monotonic() + grace_s)
        self._news.set()

    async def make_way(self, bills: Sequence[str], turn: int) -> Case | None:
        """Wait a while for orders left before that hold one of these bills; an own one that turns out paid is returned.

        They are paid by the same resident's hand: `turn` is whose turn it is.
        """
        wanted = set(bills)
        held = {case: left for case, left in self._left.items() if wanted & set(case.basket.bills)}
        until = self._clock.monotonic() + MAKE_WAY_S
        for case, (whose, _) in held.items():
            while case in self._left and self._clock.monotonic() < until:
                await self._clock.sleep(0.1)  # not money: seconds
            same = whose == turn and set(case.basket.bills) == wanted and case.claim_code
            if same and case.is_open and case.outcome is Outcome.PAID:
                await self._she_is_told(case)
                return case
        return None

    async def _she_is_told(self, case: Case) -> None:
        try:
            await asyncio.to_thread(self._journal.seen, case.order_id)
        except Fault as fault:
            _log.warning("payments: that she was told cannot be written down: %s", fault)

    async def run(self) -> None:
        """Follow, until cancelled."""
        try:
            await self._find()
            while True:
                for case in [case for case in self._left if case not in self._tasks]:
                    task = asyncio.create_task(self._follow(case), name="payment followed")
                    self._tasks[case] = task
                await self._news.wait()
                self._news.clear()
        finally:
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)
            self._tasks.clear()

    async def _find(self) -> None:
        """What the journal has without an end, from before."""
        for pause in pauses():
            try:
                rows = await asyncio.to_thread(self._journal.without_end)
            except Fault as fault:
                self._disk = fault
                _log.error("payments: the journal cannot be read: %s", fault)
                await self._clock.sleep(pause)
                continue
            self._disk = None
            known = {case.key for case in (*self._in_hand, *self._left)}
            cases = [Case.found(self._transport, self._journal, row) for row in rows if row.key not in known]
            self._left |= dict.fromkeys(cases, (-1, self._clock.monotonic()))
            if cases:
                _log.warning("payments: %d orders without an end are followed", len(cases))
            return

    async def _follow(self, case: Case) -> None:
        for pause in pauses():
            if await self._step(case):
                break
            await self._clock.sleep(pause)
        self._tasks.pop(case, None)
        self._left.pop(case, None)

    async def _step(self, case: Case) -> bool:
        _, since = self._left[case]
        async with self._places:
            try:
                if not await self._taps.settle(case):
                    return False
                return await asyncio.to_thread(case.follow, cancel=self._clock.monotonic() >= since)
            except Fault as fault:
                _log.info("payments: an order is not at its end yet: %s", fault)
            except Exception:  # noqa: BLE001  whatever it meets, the money is asked after again
                _log.exception("payments: following stumbled")
        return False


def pauses() -> Iterator[int]:
    """How long is waited before it is asked again: seconds at first, then minutes, for ever."""
    return itertools.chain(FIRST_S, itertools.repeat(SOON_S, SOON_TIMES), itertools.repeat(LATER_S))
