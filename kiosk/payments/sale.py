"""One order of one resident: opened, said yes to, tried to be paid, and let go. Loop thread."""

import asyncio
import logging
from functools import partial
from typing import Protocol

from hardware.payment_terminal.contract import PaymentReason
from kiosk.backend_client.orders import PayChannel
from kiosk.foundation.errors import Fault
from kiosk.foundation.money import Money
from kiosk.payments import pages
from kiosk.payments.case import Case
from kiosk.payments.contract import Basket, Outcome, Settlement
from kiosk.payments.pages import PayBy, Sum
from kiosk.payments.rounds import PayingWay, Try, Wish, wish
from kiosk.payments.taps import Taps
from kiosk.payments.unfinished import Unfinished
from kiosk.visit.prompts import Choose, Tell
from kiosk.visit.replay import Back
from kiosk.visit.sentences import explain
from kiosk.visit.text import Text
from kiosk.visit.visit import UNSURE, Visit

_log = logging.getLogger(__name__)

OPEN_S = 45
TAKE_BACK_S = 10  # longer than that nobody stands before keys that do nothing; then 正在确认
STOP_THERE_S = 15
MARGIN_S = 15  # a call that has begun is let finish: the line's own limit is 12 s
GRACE_S = 60  # who leaves with a slip while her telephone asks for the password may still give it

SAID_THERE = frozenset(
    {
        PaymentReason.CARD_DECLINED,
        PaymentReason.CARD_UNREADABLE,
        PaymentReason.CARD_EXPIRED,
        PaymentReason.CARD_NOT_ACCEPTED,
        PaymentReason.PIN_WRONG,
        PaymentReason.FUNDS_MISSING,
        PaymentReason.AMOUNT_REFUSED,
        PaymentReason.STOPPED_THERE,
        PaymentReason.TOO_SLOW,
        PaymentReason.BANK_UNREACHABLE,
        PaymentReason.TERMINAL_REFUSED,
        PaymentReason.TERMINAL_BROKEN,
    }
)
"""Each of its sentences says that nothing was taken, and what next."""

Round = Outcome | str
"""What one try came to: how the order ended, or by what to try next ("" to choose)."""


class Desk(Protocol):
    """What a sale needs of the till."""

    unfinished: Unfinished
    taps: Taps

    def begin(self, basket: Basket) -> Case:
        """An order that is not opened yet."""
        ...

    def payee(self, basket: Basket) -> Text:
        """Who gets the money."""
        ...

    def rests(self, case: Case) -> dict[PayBy, Text]:
        """Why a way to pay rests, of those that do."""
        ...

    def way(self, by: PayBy) -> PayingWay:
        """The way that she chose."""
        ...


class Sale:
    """Lives through every Back within the paying; what has no end when she turns away is followed by the terminal."""

    def __init__(self, desk: Desk, basket: Basket) -> None:
        self._desk = desk
        self._basket = basket
        self._cases: list[Case] = []
        self._grace_s = 0

    def let_go(self, turn: int) -> None:
        """She has turned away, however."""
        for case in self._cases:
            self._desk.unfinished.take_over(case, turn, self._grace_s)
        self._cases = []

    async def converse(self, visit: Visit) -> Settlement:
        """One run of the conversation aside.

        Raises: Back, Pause (let them pass), Fault
        """
        case: Case = await visit.work(pages.PREPARING, self._prepare, visit.turn, deadline_s=OPEN_S)
        if case.outcome is not None:
            await visit.tell(pages.paid_already())
            return self._settled(case, case.outcome)
        due = Sum(Money(case.order.fen), self._desk.payee(self._basket))
        if not await visit.confirm(pages.confirm(due, changed=due.amount != self._basket.amount)):
            return self._settled(case, Outcome.NOT_PAID)
        number, by = 0, ""
        while True:
            got: Round = await visit.aside(f"try {number}", partial(self._try, case, due, by))
            if isinstance(got, Outcome):
                return self._settled(case, got)
            number, by = number + 1, got

    async def _prepare(self, turn: int) -> Case:
        """An order that is opened; or one that she has left a moment ago, and that was paid all the same."""
        paid = await self._desk.unfinished.make_way(self._basket.bills, turn)
        if paid is not None:
            return paid
        case = self._desk.begin(self._basket)
        self._cases.append(case)
        return await asyncio.to_thread(case.open)

    async def _try(self, case: Case, due: Sum, by: str, visit: Visit) -> Round:
        """One try, which no Back leads into again once something was begun."""
        if not by:
            by = await self._choose(case, visit)
            if by == pages.NOT_NOW.id:
                return Outcome.UNSURE if case.at_risk else Outcome.NOT_PAID
        try:
            wanted = await self._desk.way(PayBy(by)).take(Try(case, visit, due))
        except Back:
            if not case.at_risk:
                raise
            wanted = Wish.ANOTHER
        return await self._follow_wish(wanted, case, by, visit)

    async def _choose(self, case: Case, visit: Visit) -> str:
        def page() -> Choose:
            return pages.choose_way(self._desk.rests(case), visit.modes)

        return await visit.ask(page(), renew=page)

    async def _follow_wish(self, wanted: Wish, case: Case, by: str, visit: Visit) -> Round:
        if wanted is Wish.SLIP:
            self._grace_s = GRACE_S
            return Outcome.UNSURE
        if case.at_risk:
            await self._take_back(case, visit)
        if case.outcome is not None or case.at_risk:
            if case.outcome is Outcome.PAID and wanted in (Wish.ANOTHER, Wish.NOT_NOW):
                await visit.tell(pages.paid_already())
            return case.outcome or Outcome.UNSURE
        if wanted in (Wish.NEWS, Wish.TIME_OVER):
            visit.close_back()  # what stood on the screen is over, and no Back shows it again
            wanted = wish(await visit.tell(_nothing_taken(wanted, case)))
        if wanted is Wish.NOT_NOW:
            return Outcome.NOT_PAID
        return by if wanted is Wish.AGAIN else ""

    async def _take_back(self, case: Case, visit: Visit) -> None:
        """See what is under way to its end, or to where it is not known."""
        taps = self._desk.taps
        try:
            if case.tap is not None:
                job = taps.see_through
                limit = STOP_THERE_S + MARGIN_S
                await visit.work(pages.STOPPING_TERMINAL, job, case, STOP_THERE_S, held=True, deadline_s=limit)
            else:
                limit = TAKE_BACK_S + MARGIN_S
                await visit.work(pages.TAKING_BACK, case.take_back, TAKE_BACK_S, held=True, deadline_s=limit)
        except Fault as fault:
            if fault.key != UNSURE:
                raise
            _log.warning("an attempt was not taken back in time")

    def _settled(self, case: Case, outcome: Outcome) -> Settlement:
        return Settlement(outcome, case.order, case.claim_code)


def _nothing_taken(wanted: Wish, case: Case) -> Tell:
    """That nothing was taken, which is proved; and why, where the payment terminal says so."""
    if wanted is Wish.TIME_OVER:
        return pages.not_taken(pages.TIME_OVER)
    tapped = case.attempt is not None and case.attempt.channel is PayChannel.CARD
    if tapped and case.tap_reason in SAID_THERE:
        told = explain(Fault(f"payment_terminal.{case.tap_reason}"))
        return pages.not_taken(told.what, told.next)
    return pages.not_taken(pages.NOTHING_TAKEN)
