"""She scans a code from our screen. Loop thread."""

from kiosk.backend_client.orders import Attempt, PayChannel
from kiosk.foundation.clock import Clock
from kiosk.foundation.errors import Fault
from kiosk.payments import pages
from kiosk.payments.case import Case
from kiosk.payments.rounds import FATAL, Try, Wish, wish
from kiosk.payments.watching import Watch
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, Text

LIFE_S = 180
"""So long a code stands on the screen; the office lets it be paid for longer."""
MAKE_S = 16
DEADLINE_S = 25


class ByScreenCode:
    """A code of one channel."""

    def __init__(self, channel: PayChannel, clock: Clock) -> None:
        self._channel = channel
        self._clock = clock

    def resting(self) -> Text:
        """A screen there always is."""
        return NOTHING

    async def take(self, one: Try) -> Wish:
        """Show a code until it is paid, its time is over, or she wants otherwise."""
        case, visit = one.case, one.visit
        try:
            shown = await visit.work(pages.MAKING_CODE, case.show, self._channel, MAKE_S, deadline_s=DEADLINE_S)
        except Fault as fault:
            if fault.key in FATAL:
                raise
            return wish(await visit.tell(pages.stopped(explain(fault))))
        if shown is None or not shown.code:
            return Wish.NEWS if case.attempt is not None else Wish.AGAIN
        return await self._stand(one, shown, shown.code)

    async def _stand(self, one: Try, shown: Attempt, code: str) -> Wish:
        watch = Watch(one.case, self._clock, self._clock.monotonic() + LIFE_S)
        page = pages.screen_code(one.due, self._channel, code, LIFE_S)

        def ended(case: Case) -> bool:
            mine = next((attempt for attempt in case.order.attempts if attempt.number == shown.number), shown)
            return case.outcome is not None or (mine.state.is_end and case.nothing_taken)

        answer = await one.visit.ask(page, lambda: watch.wait(one.visit, ended))
        return wish(answer)
