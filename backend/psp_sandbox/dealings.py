"""What happens to trades, whichever wire asked for it. Each function works inside a transaction of the ledger."""

import hashlib
import secrets
from dataclasses import replace

from backend.psp_sandbox.faults import Fault, FaultKind
from backend.psp_sandbox.ledger import Books
from backend.psp_sandbox.records import Deed, DeedKind, Manner, PaymentCode, Refund, Trade, TradeState
from backend.psp_sandbox.texts import in_china

CODE_SECONDS = 60.0
_UNPAID = frozenset({TradeState.OPEN, TradeState.PAYING})


class CannotPay(Exception):
    """The phone says no; `why` is a word of English."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def digits(count: int) -> str:
    """So many random digits."""
    return "".join(secrets.choice("0123456789") for _ in range(count))


def digest(request: bytes) -> str:
    """What tells one request from another under the same number."""
    return hashlib.sha256(request).hexdigest()


def notice_number(channel: str) -> str:
    """The id of a notice: the same each time that it is sent."""
    drawn = secrets.token_hex(16)
    return drawn if channel == "alipay" else f"{drawn[:8]}-{drawn[8:12]}-5{drawn[13:16]}-8{drawn[17:20]}-{drawn[20:]}"


def may_be_paid(trade: Trade, now: float) -> bool:
    """Whether a phone would still let her pay."""
    return trade.state in _UNPAID and (trade.expires is None or now < trade.expires)


def scan(books: Books, code: str, now: float) -> Trade:
    """She holds her phone before a QR code. Raises CannotPay."""
    trade = books.trade_of_code(code)
    if trade is None:
        raise CannotPay("unknown")
    if not may_be_paid(trade, now):
        raise CannotPay("too_late" if trade.state in _UNPAID else trade.state)
    return books.keep(replace(trade, seen=True))


def pay(books: Books, trade: Trade, now: float, *, even_closed: bool = False) -> Trade:
    """The money comes. `even_closed`: it was under way already when the trade was closed. Raises CannotPay."""
    if not even_closed and trade.state not in _UNPAID:
        raise CannotPay(trade.state)
    day = in_china(now).strftime("%Y%m%d")
    transaction = trade.transaction or f"42000{digits(5)}{day}{digits(10)}"  # Alipay's is there from the beginning
    payer = f"2088{digits(12)}" if trade.channel == "alipay" else f"o{secrets.token_urlsafe(21)[:27]}"
    paid = replace(trade, state=TradeState.PAID, seen=True, transaction=transaction, payer=payer, paid_at=now)
    books.keep(paid)
    tell(books, DeedKind.TELL_PAID, paid.channel, paid.attempt, paid.notify_url, now)
    return paid


def ask_password(books: Books, trade: Trade) -> Trade:
    """She is asked for her password. Raises CannotPay."""
    if trade.state not in _UNPAID:
        raise CannotPay(trade.state)
    return books.keep(replace(trade, state=TradeState.PAYING))


def refuse(books: Books, trade: Trade) -> Trade:
    """She does not pay after all."""
    if trade.state is not TradeState.PAYING:
        return trade
    return books.keep(replace(trade, state=TradeState.FAILED if trade.by_her_code else TradeState.OPEN))


def tell(books: Books, kind: DeedKind, channel: str, about: str, url: str, now: float) -> None:
    """Plan a callback; where the merchant named no address, there is none."""
    if url:
        books.plan(Deed(kind, channel, about, now, notice_number(channel)))


def show_payment_code(books: Books, channel: str, manner: Manner, now: float) -> PaymentCode:
    """A fresh code on her phone."""
    drawn = f"28{digits(16)}" if channel == "alipay" else f"13{digits(16)}"
    code = PaymentCode(drawn, channel, manner, now)
    books.add_payment_code(code)
    return code


def plan_late(books: Books, trade: Trade, fault: Fault | None, now: float) -> None:
    """Where that was asked for: the money of a trade that is about to be closed is under way all the same."""
    if fault is not None and fault.kind is FaultKind.LATE_SUCCESS and trade.state in _UNPAID:
        books.plan(Deed(DeedKind.PAY_LATE, trade.channel, trade.attempt, now + fault.seconds))


def take_back(books: Books, trade: Trade, now: float) -> Trade:
    """Reverse or cancel: what was paid goes back at once, what was not is closed."""
    if trade.state is TradeState.PAID and trade.fen > given_back(books, trade):
        books.add_refund(
            Refund(
                channel=trade.channel,
                refund=trade.attempt,
                attempt=trade.attempt,
                fen=trade.fen - given_back(books, trade),
                provider_number=refund_number(trade.channel, now),
                notify_url="",
                undoing=True,
                made=now,
                done_at=now,
            )
        )
    return books.keep(replace(trade, state=TradeState.REVOKED if trade.by_her_code else TradeState.CLOSED))


def given_back(books: Books, trade: Trade) -> int:
    """How much of it went back, or is under way."""
    return sum(refund.fen for refund in books.refunds(trade.channel, trade.attempt))


def refund_number(channel: str, now: float) -> str:
    """The provider's own number of a refund."""
    return f"50300{digits(5)}{in_china(now).strftime('%Y%m%d')}{digits(10)}" if channel == "wechat" else ""
