"""She holds a card or a telephone to the payment terminal. Loop thread."""

from collections.abc import Mapping

from hardware.payment_terminal.contract import MOST_FEN, PaymentProgress, PaymentStep
from kiosk.foundation.clock import Clock
from kiosk.foundation.errors import Fault
from kiosk.payments import pages
from kiosk.payments.case import Case
from kiosk.payments.rounds import FATAL, Try, Wish, wish
from kiosk.payments.taps import Taps
from kiosk.payments.watching import NEWS, OVER
from kiosk.visit.sentences import explain
from kiosk.visit.text import Text, text
from kiosk.visit.visit import Visit

TAP_S = 90
"""So long the payment terminal waits for a card."""
BUSY_S = 5
SETTLE_S = 8
CONFIRM_S = 60
DEADLINE_S = 25
STEPS: Mapping[PaymentStep, Text] = {
    PaymentStep.CONFIRM_AMOUNT: text("请看看付款机上的金额，再按确认。"),
    PaymentStep.PRESENT_CARD: text("请把卡或手机放到付款机上。"),
    PaymentStep.LOOK_AT_KEYPAD: text("请在付款机的键盘上输密码。"),
    PaymentStep.PIN_WRONG: text("密码没有对上，请再输一次。"),
    PaymentStep.CHOOSE_THERE: text("请在付款机上选一选。"),
    PaymentStep.PLEASE_WAIT: text("付款机在忙，请等一等。"),
    PaymentStep.ASKING_BANK: text("正在问银行，请等一等。"),
    PaymentStep.CARD_UNREADABLE: text("卡没有读出来，请再放一次。"),
    PaymentStep.CARD_NOT_ACCEPTED: text("付款机不收这张卡，请换一张。"),
    PaymentStep.TAKING_BACK: text("付款机正在退回，请等一等。"),
    PaymentStep.REMOVE_CARD: text("请把卡拿好。"),
    PaymentStep.APPROVED: text("付款机说好了，请等一等。"),
    PaymentStep.NOT_APPROVED: text("付款机停下来了，请等一等。"),
}


class ByTap:
    """The payment terminal, as a way to pay."""

    def __init__(self, taps: Taps, clock: Clock) -> None:
        self._taps = taps
        self._clock = clock

    def resting(self) -> Text:
        """Why it cannot be used now; NOTHING if it can."""
        return self._taps.resting()

    async def take(self, one: Try) -> Wish:
        """Have the terminal take the sum, and wait until it is known how that went.

        Raises: Back, Pause (let them pass), Fault (nothing was begun)
        """
        case, visit = one.case, one.visit
        try:
            if one.due.amount.fen > MOST_FEN:
                raise Fault("payment_terminal.amount_refused")
            await visit.work(pages.WAKING_TERMINAL, case.begin_tap, deadline_s=DEADLINE_S)
        except Fault as fault:
            if fault.key in FATAL:
                raise
            return wish(await visit.tell(pages.stopped(explain(fault))))
        answer = await self._stand(one)
        if answer != NEWS:
            self._taps.stop()
            return wish(answer)
        return await self._find_out(one)

    async def _stand(self, one: Try) -> object:
        """The page of the terminal, until it lets go. Who leaves has it asked to stop; what it says counts."""
        case, visit = one.case, one.visit

        def told(progress: PaymentProgress) -> None:
            if case.tap is not None and progress.order == case.tap.number:
                visit.notice(STEPS[progress.step])
                visit.still_here()

        stop_listening = self._taps.listen(told)
        self._taps.begin(case, TAP_S)
        try:
            return await visit.ask(pages.tap(one.due, TAP_S), lambda: self._ended(case, visit))
        except BaseException:
            self._taps.stop()
            raise
        finally:
            stop_listening()

    async def _ended(self, case: Case, visit: Visit) -> str:
        visit.still_here()
        while not await self._taps.ended(case, BUSY_S):
            visit.still_here()  # she looks for her card: silence is no idleness while the terminal waits
        return NEWS

    async def _find_out(self, one: Try) -> Wish:
        """Learn how it ended and tell the office: quickly, as a rule."""
        settled: bool = await one.visit.work(
            pages.PAYING, self._taps.see_through, one.case, SETTLE_S, held=True, deadline_s=SETTLE_S + DEADLINE_S
        )
        if settled:
            return Wish.NEWS

        async def known() -> str:
            return NEWS if await self._taps.see_through(one.case, CONFIRM_S) else OVER

        answer = await one.visit.ask(pages.unsure(one.due), known)
        return Wish.NEWS if answer == NEWS else Wish.SLIP
