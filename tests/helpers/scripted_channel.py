"""A provider in memory that keeps its own books, and loses, delays and repeats what it is told to.

Its books are the truth that tests hold ours against: what was paid, what went back. It shares nothing with the real
channels but the contract.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import TypeVar

from backend.payments.channel import (
    BillLine,
    Callback,
    ChannelName,
    NoAnswer,
    NotGenuine,
    RefundReport,
    RefundTold,
    Refused,
    Report,
    Told,
    Undone,
)

T = TypeVar("T")
CHINA = timezone(timedelta(hours=8))
FRESH = timedelta(minutes=5)
REFUSES, FUNDS, PASSWORD = "100000000000000001", "100000000000000002", "100000000000000003"
"""Payment codes: refused for sure, paid at once, wants a password first. Any other is paid at once, too."""


class Crash(BaseException):
    """The process dies here."""


@dataclass
class Trade:
    """One attempt in the provider's books."""

    fen: int
    by_her_code: bool
    until: datetime | None = None
    state: Told = Told.WAITING
    paid_at: datetime | None = None
    refunds: dict[str, int] = field(default_factory=dict)

    @property
    def net(self) -> int:
        """What the merchant has of it."""
        return self.fen - sum(self.refunds.values()) if self.paid_at else 0


class ScriptedChannel:
    """A provider. `lose_requests` and `lose_replies` hold names of operations, each lost once per entry."""

    def __init__(self, now: Callable[[], datetime], name: ChannelName = ChannelName.WECHAT) -> None:
        self.name = name
        self.trades: dict[str, Trade] = {}
        self.calls: list[tuple[str, str]] = []
        self.lose_requests: list[str] = []
        self.lose_replies: list[str] = []
        self.refuse: list[str] = []
        self.step: Callable[[], None] = lambda: None  # before a request goes out, and when its answer has come
        self.refunds_take_time = False
        self.closes_wanted_twice = 0
        self.codes_seen: list[str] = []
        self._now = now

    # What the terminal's backend does

    def show_code(self, attempt: str, fen: int, subject: str, until: datetime) -> str:
        def act() -> str:
            known = self.trades.setdefault(attempt, Trade(fen, by_her_code=False, until=until))
            assert (known.fen, known.until) == (fen, until), "the same number with another body"
            assert 0 < len(subject) <= 40
            return f"weixin://wxpay/bizpayurl?pr={attempt}"

        return self._did("show_code", attempt, act)

    def take_code(self, attempt: str, fen: int, subject: str, code: str) -> Report:
        def act() -> Report:
            assert code not in self.codes_seen, "a payer's code twice"
            self.codes_seen.append(code)
            if code == REFUSES:
                raise Refused("AUTH_CODE_INVALID")
            assert attempt not in self.trades
            trade = self.trades[attempt] = Trade(fen, by_her_code=True)
            if code == PASSWORD:
                trade.state = Told.PAYING
            else:
                self._pay(trade)
            return self._report(attempt)

        return self._did("take_code", attempt, act)

    def ask(self, attempt: str) -> Report:
        return self._did("ask", attempt, lambda: self._report(attempt))

    def close(self, attempt: str, *, by_her_code: bool) -> Undone:
        def act() -> Undone:
            trade = self.trades.get(attempt)
            if trade is None:
                raise Refused("ORDER_NOT_EXIST")
            assert trade.by_her_code is by_her_code
            if self.closes_wanted_twice:
                self.closes_wanted_twice -= 1
                return Undone.AGAIN
            if trade.paid_at and not by_her_code:
                raise Refused("ORDER_PAID")
            if trade.paid_at:
                trade.refunds.setdefault("reversed", trade.net)
                trade.state = Told.REVOKED
            elif trade.state is not Told.CLOSED:
                trade.state = Told.REVOKED if by_her_code else Told.CLOSED
            return Undone.DONE

        return self._did("close", attempt, act)

    def refund(self, attempt: str, refund: str, fen: int, whole_fen: int) -> RefundReport:
        def act() -> RefundReport:
            trade = self.trades[attempt]
            assert trade.paid_at
            assert whole_fen == trade.fen
            if refund not in trade.refunds:
                if fen > trade.net:
                    return RefundReport(refund, RefundTold.NOT_POSSIBLE)
                trade.refunds[refund] = fen
            trade.state = Told.REFUNDED
            return RefundReport(refund, RefundTold.GOING_ON if self.refunds_take_time else RefundTold.DONE, fen)

        return self._did("refund", refund, act)

    def ask_refund(self, attempt: str, refund: str) -> RefundReport:
        def act() -> RefundReport:
            fen = self.trades[attempt].refunds.get(refund)
            return RefundReport(refund, RefundTold.DONE if fen else RefundTold.UNKNOWN_THERE, fen or 0)

        return self._did("ask_refund", refund, act)

    def hear(self, callback: Callback, now: datetime, *, waits: bool = False) -> Report | RefundReport:
        """A body is JSON of ours; `good` stands for the signature."""
        if callback.headers.get("wechatpay-signature") != "good":
            raise NotGenuine
        if abs(now - datetime.fromisoformat(callback.headers["wechatpay-sent"])) > FRESH:
            raise NotGenuine
        said = json.loads(callback.body)
        paid_at = datetime.fromisoformat(said["paid_at"]) if said["paid_at"] else None
        return Report(
            said["attempt"], Told(said["told"]), said["fen"], "CNY", said["transaction"], paid_at, said["payer"]
        )

    def bill(self, day: date) -> Sequence[BillLine]:
        lines = []
        for number, trade in self.trades.items():
            if trade.paid_at and trade.paid_at.astimezone(CHINA).date() == day:
                lines.append(BillLine(number, trade.fen, f"T{number}"))
                lines.extend(BillLine(number, fen, f"T{number}", refund) for refund, fen in trade.refunds.items())
        return lines

    # What a payer does

    def pay(self, attempt: str) -> bool:
        """Pay a code that was shown; False if it cannot be paid any more."""
        trade = self.trades.get(attempt)
        if trade is None or trade.state not in (Told.WAITING, Told.PAYING):
            return False
        if trade.until is not None and self._now() >= trade.until:
            return False
        self._pay(trade)
        return True

    def pay_although_closed(self, attempt: str) -> None:
        """The provider's own mistake: a late success after a close."""
        self._pay(self.trades[attempt])

    def callback(self, attempt: str, **other: object) -> Callback:
        """What the provider calls back with; `other` tampers with it."""
        report = self._report(attempt)
        said = {
            "attempt": attempt,
            "told": report.told.value,
            "fen": report.fen,
            "transaction": report.transaction,
            "paid_at": report.paid_at.isoformat() if report.paid_at else None,
            "payer": report.payer,
        }
        return Callback(
            {"wechatpay-signature": "good", "wechatpay-sent": self._now().isoformat()},
            json.dumps(said | other).encode(),
        )

    @property
    def net(self) -> int:
        """What the merchant has in the end."""
        return sum(trade.net for trade in self.trades.values())

    def _pay(self, trade: Trade) -> None:
        trade.state, trade.paid_at = Told.PAID, self._now()

    def _report(self, attempt: str) -> Report:
        trade = self.trades.get(attempt)
        if trade is None:
            return Report(attempt, Told.NOT_YET)
        if trade.paid_at is None:
            if trade.state is Told.WAITING and trade.until is not None and self._now() >= trade.until:
                trade.state = Told.CLOSED
            return Report(attempt, trade.state)
        return Report(attempt, trade.state, trade.fen, "CNY", f"T{attempt}", trade.paid_at, "payer-1")

    def _did(self, operation: str, number: str, act: Callable[[], T]) -> T:
        self.calls.append((operation, number))
        self.step()
        if operation in self.lose_requests:
            self.lose_requests.remove(operation)
            raise NoAnswer
        if operation in self.refuse:
            self.refuse.remove(operation)
            raise Refused("SYSTEM_SAYS_NO")
        done = act()
        self.step()
        if operation in self.lose_replies:
            self.lose_replies.remove(operation)
            raise NoAnswer
        return done
