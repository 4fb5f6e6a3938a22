"""The pages of bills and of what became of a payment, at their most crowded. Everybody and every sum is invented."""

from datetime import UTC, date, datetime

from kiosk.backend_client.bills import Account, Bill, BillKind, BillLine, BillLineKind, PaidBill
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
from kiosk.payments.claiming import enter_claim
from kiosk.payments.contract import Outcome, Settlement
from kiosk.services.pay_bills import finding_pages, pages, picking_pages, settled_pages
from kiosk.services.pay_bills.owed import owed_of
from kiosk.services.payment_help import pages as help_pages
from kiosk.visit.prompts import AnyPrompt
from kiosk.visit.text import NOTHING, text

_TODAY = date(2026, 11, 22)
_AT = datetime(2026, 11, 21, 1, 42, tzinfo=UTC)
_CLAIM = "307162849550"


def _bill(number: int, month: int, fen: int, *, late: bool = False, busy: bool = False) -> Bill:
    lines = [
        BillLine(BillLineKind.STEP, fen - 500, 18, 23500, None),
        BillLine(BillLineKind.STEP, 800, 7, 31500, None),
        BillLine(BillLineKind.REDUCTION, -460, None, None, "低保户，每月免 15 度"),
        BillLine(BillLineKind.LATE_FEE, 160, None, None, "逾期 28 天"),
    ]
    due = date(2026, 10, 25) if late else date(2026, 12, 25)
    return Bill(f"{number:032x}", date(2026, month, 1), due, fen, busy, tuple(lines))


def _account(kind: BillKind, *bills: Bill) -> Account:
    return Account(f"{list(BillKind).index(kind):032x}", kind, "0000", "王**", bills)


_WATER = _account(BillKind.WATER, _bill(1, 9, 6417, late=True), _bill(2, 10, 4230))
_POWER = _account(BillKind.POWER, _bill(3, 9, 108640, late=True), _bill(4, 10, 13580, busy=True))
_ALL = (_WATER, _POWER, _account(BillKind.GAS, _bill(5, 10, 9900)), _account(BillKind.HALL_FEE))
_OWED = owed_of(_ALL)
_PAID = tuple(PaidBill(f"{n:032x}", date(2026, 9 - n, 1), 4230 + n * 217, _AT) for n in range(8))


def _order(state: OrderState, attempts: tuple[Attempt, ...], *refunds: Refund, number: int = 1) -> Order:
    lines = tuple(
        OrderLine(one.bill.id, one.account.id, one.account.kind, one.bill.period, one.bill.fen) for one in _OWED
    )
    receipt = Receipt(20260317, _AT) if state is OrderState.PAID else None
    fen = sum(line.fen for line in lines)
    return Order(f"{number:032x}", state, fen, "水费", _AT, False, lines, attempts, refunds, receipt)


def _attempt(channel: PayChannel, state: AttemptState) -> Attempt:
    return Attempt("N1", channel, PayWay.SHOW_CODE, state, closing=False, code=None, until=_AT, refusal=None)


_GOOD = _attempt(PayChannel.WECHAT, AttemptState.SUCCESS)
_AGAIN = _attempt(PayChannel.ALIPAY, AttemptState.SUCCESS)
_TWICE = _order(OrderState.PAID, (_GOOD, _AGAIN), Refund("R1", 142767, RefundReason.PAID_TWICE, RefundState.STUCK))
_WAITING = _order(OrderState.OPEN, (_attempt(PayChannel.WECHAT, AttemptState.UNKNOWN),), number=2)
_NOT = _order(OrderState.ENDED, (_attempt(PayChannel.WECHAT, AttemptState.CLOSED),), number=3)
_NO_PAPER = text("打印机没纸了")

MONEY: dict[str, AnyPrompt] = {
    "bills-how": finding_pages.HOW,
    "bills-number": finding_pages.household("69100"),
    "bills-door": finding_pages.DOOR[3],
    "bills-nobody": finding_pages.no_such_door((3, 2, 10, 1)),
    "bills-claim": enter_claim("3071", scans=True),
    "bills-owed": pages.owed(_ALL, _TODAY, NOTHING),
    "bills-closed": pages.owed(_ALL, _TODAY, text("网络不通，现在收不了款")),
    "bills-none": pages.owed((_account(BillKind.GAS), _account(BillKind.HALL_FEE)), _TODAY, NOTHING),
    "bills-pick": picking_pages.pick(_OWED, frozenset({_OWED[0].bill.id, _OWED[1].bill.id}), 0),
    "bills-one": pages.one_bill(_OWED[0], _TODAY),
    "bills-history": pages.history(_WATER, _PAID),
    "bills-paid": settled_pages.paid(Settlement(Outcome.PAID, _TWICE, _CLAIM), NOTHING),
    "bills-paid-no-paper": settled_pages.paid(Settlement(Outcome.PAID, _TWICE, _CLAIM), _NO_PAPER),
    "bills-not-paid": settled_pages.not_paid(_NOT),
    "bills-unsure": settled_pages.unsure(Settlement(Outcome.UNSURE, _WAITING, _CLAIM), _NO_PAPER),
    "payment-how": help_pages.HOW,
    "payment-one": help_pages.one_order(_TWICE, _CLAIM, NOTHING),
    "payment-waiting": help_pages.one_order(_WAITING, _CLAIM, NOTHING),
    "payment-news": help_pages.news(_TWICE),
    "payment-which": help_pages.which_order((_WAITING, _TWICE, _NOT)),
}
"""Every page that is not the house's own; the pages of paying itself stand among the others."""
