"""What lies in the kitchen drawers of the demo: paper bills that nobody paid yet; and who checks that one was paid.

It asks the office past the line that a journey may cut, with the terminal's own key, and the providers for their books.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from hardware.code_scanner import hall_codes
from kiosk.app.demo.payment_sandbox import Ledger
from kiosk.app.demo.tray import WANG
from kiosk.app.demo.world import World
from kiosk.app.enrolment import credentials, kept_enrolment
from kiosk.app.senses import JourneyError
from kiosk.backend_client.bills import Account, find_by_household
from kiosk.backend_client.errors import BackendError
from kiosk.backend_client.orders import CLAIM_DIGITS, Order, OrderState, RefundState, claim_order
from kiosk.backend_client.transport import Transport

PATIENCE_S = 20.0
_HOUSEHOLDS = range(40, 400)  # those before are of residents with a card in the tray
_OF_TRAY = {WANG: 0, "li-ji": 1, "gulinaer": 2, "claire-moreau": 3, "chan-kaman": 4}  # in the order of the seed
_WATER, _ALL_KINDS = "691", ("691", "692", "693", "694")
_FIRST_NUMBER = 2_718_400  # as the seed counts
_GLANCE_S = 0.2


@dataclass(frozen=True, slots=True)
class PaperBills:
    """What a household owes, by the numbers on its bills."""

    numbers: tuple[str, ...]
    fen: int
    count: int


@dataclass(frozen=True, slots=True)
class Took:
    """What moved while a journey was made: what the merchant kept, and the trades of it."""

    kept: int
    ledger: Ledger = field(repr=False)


class Checker:
    """Looks into the books of office and providers before and after. Blocks."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._before = world.payments.ledger()
        self._booked = len(world.desk.payment_terminal.journal)

    def owing(self, count: int) -> PaperBills:
        """A household that owes for so many months, none of which somebody pays right now."""
        for place in _HOUSEHOLDS:
            number = f"{_WATER}{_FIRST_NUMBER + place}"
            bills = [bill for account in self._accounts((number,)) for bill in account.unpaid]
            if len(bills) == count and not any(bill.busy for bill in bills):
                return PaperBills((number,), sum(bill.fen for bill in bills), count)
        raise JourneyError(f"no household owes for {count} months")

    def owed_by(self, whose: str) -> PaperBills:
        """All that somebody of the tray owes, as her card finds it."""
        numbers = tuple(f"{kind}{_FIRST_NUMBER + _OF_TRAY[whose]}" for kind in _ALL_KINDS)
        bills = [bill for account in self._accounts(numbers) for bill in account.unpaid]
        return PaperBills(numbers, sum(bill.fen for bill in bills), len(bills))

    def took(self) -> Took:
        """What came and stayed since this checker was made, and every trade since."""
        now = self._world.payments.ledger()
        new = Ledger(now.trades[len(self._before.trades) :], now.ways_back[len(self._before.ways_back) :], now.to_come)
        return Took(now.kept - self._before.kept, new)

    def order_of(self, code: str) -> Order:
        """The order of a claim code."""
        with self._transport() as transport:
            return claim_order(transport, code)

    def code_of_slip(self) -> str:
        """The digits in the picture on the newest slip."""
        for picture in self._world.desk.printer.slips[-1].codes:
            if (code := hall_codes.read(picture)) is not None:
                return code.token[-CLAIM_DIGITS:]
        raise JourneyError("no code of ours is on the slip")

    def must_be_paid_once(self, bills: PaperBills, code: str = "") -> None:
        """The sum was kept once; the order of the code (or of the slip) has it and a receipt; nothing is owed now."""
        self._comes(lambda: self._kept == bills.fen, f"{self._kept} fen were kept instead of {bills.fen}")
        order = self.order_of(code or self.code_of_slip())
        paid = (order.state is OrderState.PAID, order.fen == bills.fen, len(order.lines) == bills.count)
        if paid != (True, True, True) or order.receipt is None:
            raise JourneyError(f"the office has the order as {order.state}, {len(order.lines)} bills, {order.fen} fen")
        if self._unpaid(bills):
            raise JourneyError("a bill is owed still")

    def must_have_gone_back(self, code: str, fen: int) -> None:
        """What was paid too much went back, and the office knows that it did."""

        def done() -> bool:
            return [(one.fen, one.state) for one in self.order_of(code).refunds] == [(fen, RefundState.DONE)]

        self._comes(done, "the refund is not done")
        if sum(way.fen for way in self.took().ledger.ways_back) != fen:
            raise JourneyError("another sum went back")

    @property
    def _kept(self) -> int:
        """In all, of both providers and by card."""
        cards = self._world.desk.payment_terminal.journal[self._booked :]
        return self.took().kept + sum(one.fen for one in cards if one.kind == "payment" and not one.taken_back)

    def must_be_unpaid(self, bills: PaperBills) -> None:
        """Nothing was kept, no trade can be paid any more, and the bills are owed and free again."""
        self._comes(lambda: self._kept == 0, "money was kept")
        self._comes(lambda: self._is_free(bills), "the bills are held still")
        if any(trade.state in ("open", "paying", "paid") for trade in self.took().ledger.trades):
            raise JourneyError("it can be paid still")

    def _is_free(self, bills: PaperBills) -> bool:
        owed = [bill for account in self._accounts(bills.numbers) for bill in account.unpaid]
        return sum(bill.fen for bill in owed) == bills.fen and not any(bill.busy for bill in owed)

    def _unpaid(self, bills: PaperBills) -> int:
        return sum(len(account.unpaid) for account in self._accounts(bills.numbers))

    def _accounts(self, numbers: tuple[str, ...]) -> tuple[Account, ...]:
        with self._transport() as transport:
            return tuple(account for number in numbers for account in find_by_household(transport, number))

    @contextmanager
    def _transport(self) -> Iterator[Transport]:
        enrolment = kept_enrolment(self._world.data)
        if enrolment is None:
            raise JourneyError("the terminal is not enrolled")
        url = f"http://127.0.0.1:{self._world.office.port}"
        transport = Transport(url, credentials=credentials(self._world.data, enrolment))
        try:
            yield transport
        except BackendError as error:
            raise JourneyError(f"the office says {error}") from None
        finally:
            transport.close()

    @staticmethod
    def _comes(true: Callable[[], bool], complaint: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while not true():
            if time.monotonic() > until:
                raise JourneyError(complaint)
            time.sleep(_GLANCE_S)
