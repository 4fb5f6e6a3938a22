"""A cashier and books that say what a test wrote: for what services make of them, not for how money is taken."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from kiosk.backend_client.bills import Account, Bill, BillKind, BillLine, BillLineKind, Door, PaidBill
from kiosk.backend_client.orders import (
    Attempt,
    AttemptState,
    Order,
    OrderLine,
    OrderState,
    PayChannel,
    PayWay,
    Receipt,
    Refund,
    RefundReason,
    RefundState,
)
from kiosk.foundation.errors import Fault
from kiosk.payments.contract import Basket, Outcome, Settlement
from kiosk.services.pay_bills.rooms import Accounts
from kiosk.visit.person import Person
from kiosk.visit.prompts import Confirm
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.values import Yuan
from kiosk.visit.visit import Visit

CLAIM = "307162849550"
AT = datetime(2026, 11, 21, 1, 42, tzinfo=UTC)


def bill(number: int, fen: int = 4230, *, busy: bool = False, due: date = date(2026, 12, 25)) -> Bill:
    """The bill of a month, water in two steps with something off and a fee for being late."""
    lines = (
        BillLine(BillLineKind.STEP, fen - 100, 18, 23500, None),
        BillLine(BillLineKind.STEP, 300, 1, 31500, None),
        BillLine(BillLineKind.REDUCTION, -300, None, None, "优抚对象，减一成"),
        BillLine(BillLineKind.LATE_FEE, 100, None, None, "逾期 12 天"),
    )
    return Bill(f"{number:032x}", date(2026 - number // 12, number % 12 + 1, 1), due, fen, busy, lines)


def account(*bills: Bill, kind: BillKind = BillKind.WATER, tail: str = "0000") -> Account:
    """An invented household's account."""
    return Account(f"{list(BillKind).index(kind) + 1}{tail}".zfill(32), kind, tail, "王**", bills)


def attempt(state: AttemptState, number: str = "N1", channel: PayChannel = PayChannel.WECHAT) -> Attempt:
    """A try with a code on the screen."""
    return Attempt(number, channel, PayWay.SHOW_CODE, state, closing=False, code=None, until=AT, refusal="USERPAYING")


def order(
    state: OrderState = OrderState.PAID,
    attempts: tuple[Attempt, ...] | None = None,
    refunds: tuple[Refund, ...] = (),
    *,
    number: int = 1,
    bills: int = 1,
) -> Order:
    """An order of so many bills; paid ones have a receipt."""
    lines = tuple(
        OrderLine(f"{one:032x}", "a" * 32, BillKind.WATER, date(2026, one % 12 + 1, 1), 4230) for one in range(bills)
    )
    paid = state is OrderState.PAID
    tries = ((attempt(AttemptState.SUCCESS),) if paid else ()) if attempts is None else attempts
    receipt = Receipt(20260001, AT) if paid else None
    return Order(f"{number:032x}", state, 4230 * bills, "水费", AT, False, lines, tries, refunds, receipt)


def refund(state: RefundState = RefundState.GOING_ON) -> Refund:
    """What she paid twice goes back."""
    return Refund("R1", 4230, RefundReason.PAID_TWICE, state)


def settled(outcome: Outcome, paid: Order | None = None) -> Settlement:
    """How the paying ended."""
    states = {Outcome.PAID: OrderState.PAID, Outcome.NOT_PAID: OrderState.ENDED, Outcome.UNSURE: OrderState.OPEN}
    return Settlement(outcome, paid or order(states[outcome]), CLAIM)


@dataclass
class ScriptedCashier:
    """Asks its yes, and then answers from a list: a settlement, or a fault before anything could be paid."""

    ends: list[Settlement | Fault] = field(default_factory=list)
    taken: list[Basket] = field(default_factory=list)
    rests: Text = NOTHING

    def resting(self) -> Text:
        """What the test says."""
        return self.rests

    async def take(self, visit: Visit, basket: Basket) -> Settlement:
        """One aside, as the contract says."""

        async def converse(aside: Visit) -> Settlement:
            end = self.ends[0]
            if isinstance(end, Fault):
                self.taken.append(basket)
                raise self.ends.pop(0)  # type: ignore[misc]  # it is the fault that was looked at
            much = Yuan(basket.amount)
            await aside.confirm(Confirm(headline=text("付 {sum}，给 {payee}？", sum=much, payee=basket.payee)))
            self.taken.append(basket)
            del self.ends[0]
            return end

        return await visit.aside("payment", converse)


@dataclass
class ScriptedBooks:
    """Accounts by what they are found by; a fault in their place is raised once."""

    found: dict[object, Accounts] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    asked: list[object] = field(default_factory=list)
    paid: tuple[PaidBill, ...] = ()
    later: Callable[[Accounts], Accounts] = lambda accounts: accounts

    def _look(self, key: object) -> Accounts:
        self.asked.append(key)
        if self.faults:
            raise self.faults.pop(0)
        return self.found.get(key, ())

    def by_household(self, number: str) -> Accounts:
        """By the number."""
        return self._look(number)

    def by_door(self, door: Door) -> Accounts:
        """By the door."""
        return self._look(door)

    def of(self, person: Person) -> Accounts:
        """By who it is."""
        return self._look(person.masked)

    def by_receipt(self, claim_code: str) -> Accounts:
        """By the code of a slip."""
        return self._look(claim_code)

    def again(self, accounts: Accounts) -> Accounts:
        """As they stand now."""
        self.asked.append("again")
        return self.later(accounts)

    def history(self, account: Account) -> tuple[PaidBill, ...]:
        """The same for all."""
        self.asked.append(account.id)
        return self.paid
