"""What a resident pays with in front of the terminal: her telephone, her own code, her card. Crawler's thread."""

import logging
from collections.abc import Callable
from types import MappingProxyType

from hardware.emulators.zvt.duties import Card
from kiosk.app.crawl.trials import REFUSED
from kiosk.app.crawl.witness import Witness
from kiosk.app.demo.payment_sandbox import NotPaidThere
from kiosk.app.demo.world import World
from kiosk.app.run import Run
from kiosk.backend_client.bills import find_by_household
from kiosk.backend_client.errors import BackendError
from kiosk.backend_client.orders import PayChannel, open_order, show_code, wait_for_news
from kiosk.backend_client.transport import Transport
from kiosk.visit.prompts import Pay

_log = logging.getLogger(__name__)

SCAN_S = 5.0
CODE_S = 5
_HER_HOUSEHOLD = "6922718403"  # one that no page of the crawl leads to by itself


class PayerHands:
    """Presents what a page of paying asks for."""

    def __init__(self, world: World, run: Run, witness: Witness) -> None:
        self._world = world
        self._run = run
        self._witness = witness
        self._claim_code = ""
        world.desk.payment_terminal.customer = None  # it waits for a hand
        self.ways: MappingProxyType[str, Callable[[], None]] = MappingProxyType(
            {
                "screen_code": self._scan,
                "payment_code": lambda: world.payer.shows_code("wechat"),
                f"payment_code{REFUSED}": lambda: world.payer.shows_code("alipay", "poor"),
                "payment_terminal": lambda: self._tap(Card.GOOD),
                f"payment_terminal{REFUSED}": lambda: self._tap(Card.POOR),
            }
        )

    def pays(self, way: str) -> bool:
        """Present it; False: there is nothing that could be paid with."""
        try:
            self.ways[way]()
        except NotPaidThere as no:  # paid a moment ago: the terminal will know soon
            _log.info("cannot be paid: %s", no.why)
        except LookupError:
            return False
        return True

    def owes_again(self) -> None:
        """Nobody pays a bill at this moment, and none was paid before."""
        self._world.office.owe_again()

    def claim_code(self) -> str:
        """The code of an order that was paid by hand of ours; empty: none could be."""
        if not self._claim_code and self._run.terminal is not None:
            try:
                self._claim_code = self._pay_an_order(self._run.terminal.rooms.transport)
            except (BackendError, LookupError) as error:
                _log.info("no order could be paid beforehand: %s", error)
        return self._claim_code

    def _pay_an_order(self, transport: Transport) -> str:
        owed = [bill.id for account in find_by_household(transport, _HER_HOUSEHOLD) for bill in account.unpaid]
        order = open_order(transport, owed[:1])
        show_code(transport, order.id, PayChannel.WECHAT)
        news = wait_for_news(transport, order.id)
        while news is not None:
            if code := news.order.attempts[-1].code:
                self._world.payments.pay({"code": code})
                return order.claim_code
            news = wait_for_news(transport, order.id, news.tag, CODE_S)
        raise LookupError("no code came")

    def _scan(self) -> None:
        """From the pixels; where the screen is dark, what would be on it."""
        scene = self._witness.standing.scene
        if scene is None or not isinstance(scene.prompt, Pay):
            raise LookupError("nothing is to be paid")
        if self._witness.modes.curtain:
            self._world.payments.pay({"code": scene.prompt.code})
            return
        self._world.payer.scan(SCAN_S)
        self._world.payer.pays()

    def _tap(self, card: Card) -> None:
        terminal = self._world.desk.payment_terminal
        terminal.present_card(card)
        terminal.enter_pin(right=True)
