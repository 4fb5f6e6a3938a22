"""The real window with the real till behind it, one service that has bills paid, and a hand that pays. GUI thread."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Protocol

import zxingcpp
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from bench.contestant import BenchError
from bench.payments.on_screen import Coming
from bench.payments.terminal import Ledger
from bench.screen_under_test import PATIENCE_S, ScreenUnderTest
from kiosk.backend_client.bills import Bill, fetch_account
from kiosk.backend_client.transport import Transport
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.money import Money
from kiosk.modalities.touch.hand import Mute
from kiosk.payments.contract import Basket, Cashier, Outcome
from kiosk.payments.journal import PaymentJournal
from kiosk.payments.till import Till
from kiosk.store.database import Database
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.prompts import Option, Tell
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit

SERVICE, DONE, CODE = "pay", "paid-done", "pay-code"
AGAIN_S = 3.0
"""Who sees nothing happen touches again: what still slides cannot be touched."""
HALL = "杏花社区便民服务馆"
_ENTRY = Entry(SERVICE, text("交水电费"), text("扫码付 · 刷卡付"), "drop", "cyan", (), network=True)
_PAID = Tell(headline=text("付好了"), actions=(Option(DONE, text("好了"), primary=True),))


class Page(Protocol):
    """What the hand knows of the page on the screen."""

    page_file: str
    resting: bool


class _Fine:
    """Everything works."""

    def device_works(self, kind: str) -> bool:  # noqa: ARG002
        return True

    def network_works(self) -> bool:
        return True

    def staff_is_here(self) -> bool:
        return True


class PayingScreen(ScreenUnderTest):
    """A terminal without devices at which one payment after the other is made."""

    def __init__(self, transport: Transport, ledger: Ledger, folder: Path) -> None:
        super().__init__()
        self._ledger = ledger
        self._folder, self._transport = folder, transport
        self._wanted = ""
        self._item: QQuickItem | None = None
        self._turned = 0.0
        self._whole: list[tuple[float, float]] = []
        self.attempts: list[str] = []
        self._stage.sceneChanged.connect(self._note_turn)

    def begin(self) -> None:
        """Open the conversation and wait for the page that waits for somebody."""
        if not QTest.qWaitForWindowExposed(self.window.quick):
            raise BenchError("the window does not appear")
        self._open: Future[None] = self._loop.spawn(self._run())
        self._until(self._waits)

    async def _run(self) -> None:
        clock = SystemClock()
        journal = PaymentJournal(Database(self._folder / "terminal.sqlite"), clock)
        till = Till(self._transport, journal, clock, terminal=None, scanner=None, network=lambda: True, hall=HALL)
        service = Service(_ENTRY, lambda visit: self._serve(visit, till))
        conversation = Conversation(Catalogue((service,), _Fine()), clock, Idle(), _told)
        conversation.presenter.join(self._touch)
        self._touch.wire(self._loop.loop, conversation, Mute())
        await conversation.run()

    async def _serve(self, visit: Visit, cashier: Cashier) -> None:
        bills = await visit.work(text("正在查账单"), self._look_up)
        basket = Basket(tuple(bill.id for bill in bills), Money(sum(bill.fen for bill in bills)), NOTHING)
        settlement = await cashier.take(visit, basket)
        if settlement.outcome is Outcome.PAID:
            self.attempts.append(settlement.order.attempts[-1].number)
        await visit.tell(_PAID)

    def _look_up(self) -> tuple[Bill, ...]:
        (account,) = fetch_account(self._transport, self._ledger.take().account)
        return account.unpaid

    def to_the_ways(self) -> None:
        """From the page that waits for somebody to the one that asks how she would like to pay."""
        self.tap("attract", at_rest=False)
        self.tap(SERVICE)
        self.tap("yes")

    def leave(self) -> None:
        """From the page that says it is paid to the one that waits for somebody."""
        self.tap(DONE)
        self.tap("end")
        self._until(self._waits)

    def _waits(self) -> bool:
        return self._page.page_file == "AttractPage.qml" and not self._page.resting

    def tap(self, name: str, *, at_rest: bool = True) -> float:
        """Touch a thing as soon as it stands still, until another page comes; when the finger was lifted."""
        while True:
            self._until(lambda: name in self.names(name))
            if at_rest:
                self.rest()
            before = self._page
            self.press(name)
            lifted = time.perf_counter()
            self.lift(name, on_it=True)
            if self._happens(partial(self._turned_from, before), AGAIN_S):
                return lifted

    def _turned_from(self, page: Page) -> bool:
        return self._page is not page

    def expect(self, name: str) -> None:
        """The thing to be waited for; before what brings it on."""
        self._wanted, self._item, self._turned, self._whole = name, None, 0.0, []

    def comes(self) -> Coming:
        """Wait until it stands there and moves no more."""
        self._until(lambda: bool(self._whole))
        self.rest()
        whole, self._wanted, self._item = self._whole, "", None
        place = whole[-1][1]
        return Coming(self._turned, whole[0][0], next(at for at, left in whole if left == place))

    def scan(self) -> str:
        """What a telephone reads from the pixels of the window. Raises: BenchError"""
        picture = self.window.quick.grabWindow().convertToFormat(QImage.Format.Format_RGB888)
        plain = Image.frombuffer(
            "RGB", (picture.width(), picture.height()), bytes(picture.constBits()), "raw", "RGB", picture.bytesPerLine()
        )
        found = zxingcpp.read_barcodes(plain)
        if len(found) != 1:
            raise BenchError(f"{len(found)} codes can be read on the screen")
        return str(found[0].text)

    @property
    def _page(self) -> Page:
        page: Page = self._stage.content  # type: ignore[assignment]  # Qt's property
        return page

    def _until(self, met: Callable[[], bool]) -> None:
        if not self._happens(met, PATIENCE_S):
            raise BenchError(f"nothing goes on at {self._page.page_file}")

    def _happens(self, met: Callable[[], bool], seconds: float) -> bool:
        ends = time.perf_counter() + seconds
        while not met():
            QTest.qWait(1)
            if self._open.done():
                self._open.result()
            if time.perf_counter() > ends:
                return False
        return True

    def _note_turn(self) -> None:
        if self._wanted:
            self._turned = time.perf_counter()

    def _note_frame(self) -> None:
        """Beside the time of each frame: does the thing stand in it with all of itself?"""
        super()._note_frame()
        if not self._wanted:
            return
        if self._item is None and self.names(self._wanted):
            self._item = self.find(self._wanted)
        if self._item is not None:
            place = self._item.mapRectToScene(QRectF(0, 0, self._item.width(), self._item.height()))
            if QRectF(0, 0, self.window.quick.width(), self.window.quick.height()).contains(place):
                self._whole.append((self.frames[-1], place.left()))


async def _told(_service: str) -> Text:
    return text("已经告诉值班台，请等一等。")
