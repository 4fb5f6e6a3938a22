"""The cashier: opens an order, has her say yes, lets her choose how, and sees it to an end. Loop thread."""

from collections.abc import Callable, Mapping

from hardware.code_scanner.contract import CodeScanner
from hardware.payment_terminal.contract import PaymentTerminal
from kiosk.backend_client.orders import PayChannel
from kiosk.backend_client.transport import Transport
from kiosk.foundation.clock import Clock
from kiosk.payments import pages
from kiosk.payments.by_payer_code import ByPayerCode
from kiosk.payments.by_screen_code import ByScreenCode
from kiosk.payments.by_tap import ByTap
from kiosk.payments.case import Case
from kiosk.payments.contract import Basket, Settlement
from kiosk.payments.journal import PaymentJournal
from kiosk.payments.pages import PayBy
from kiosk.payments.rounds import PayingWay
from kiosk.payments.sale import Sale
from kiosk.payments.taps import Taps
from kiosk.payments.unfinished import Unfinished
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit

NO_CHANNEL = text("这里还没有开通")


class Till:
    """Implements `kiosk.payments.contract.Cashier`. `network`: did the office answer when it was asked last?

    `hall` is who gets the money where a basket does not say.
    """

    def __init__(
        self,
        transport: Transport,
        journal: PaymentJournal,
        clock: Clock,
        *,
        terminal: PaymentTerminal | None,
        scanner: CodeScanner | None,
        network: Callable[[], bool],
        hall: str,
    ) -> None:
        self._transport = transport
        self.journal = journal
        self._network = network
        self._hall = hall
        self.taps = Taps(terminal, clock)
        self.unfinished = Unfinished(transport, journal, clock, self.taps)
        self._ways: Mapping[PayBy, PayingWay] = {
            PayBy.WECHAT: ByScreenCode(PayChannel.WECHAT, clock),
            PayBy.ALIPAY: ByScreenCode(PayChannel.ALIPAY, clock),
            PayBy.PAYER_CODE: ByPayerCode(scanner, clock),
            PayBy.TAP: ByTap(self.taps, clock),
        }

    async def run(self) -> None:
        """Follow what has no end yet, as long as the terminal lives."""
        await self.unfinished.run()

    def resting(self) -> Text:
        """Why nothing can be paid here now."""
        if rests := self.unfinished.resting():
            return rests
        return NOTHING if self._network() else pages.NO_NETWORK

    async def take(self, visit: Visit, basket: Basket) -> Settlement:
        """Take money for these bills."""
        sale = Sale(self, basket)
        try:
            return await visit.aside("payment", sale.converse)
        finally:
            sale.let_go(visit.turn)

    # For a sale.

    def begin(self, basket: Basket) -> Case:
        """An order that is not opened yet."""
        case = Case(self._transport, self.journal, basket)
        self.unfinished.in_hand(case)
        return case

    def payee(self, basket: Basket) -> Text:
        """Who gets the money."""
        return basket.payee or text("{hall}", hall=self._hall)

    def rests(self, case: Case) -> dict[PayBy, Text]:
        """Why a way to pay rests, of those that do."""
        rests = {way: self._ways[way].resting() for way in PayBy}
        closed = {by: NO_CHANNEL for by, channel in pages.CHANNELS.items() if channel in case.closed_channels}
        return rests | {PayBy(by): why for by, why in closed.items()}

    def way(self, by: PayBy) -> PayingWay:
        """The way that she chose."""
        return self._ways[by]
