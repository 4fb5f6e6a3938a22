"""What a terminal and a payer do for one order, with the time that each step took. Threads, for every call blocks."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import requests

from bench.contestant import BenchError
from kiosk.backend_client import orders
from kiosk.backend_client.orders import AttemptState, Order, OrderState, PayChannel
from kiosk.backend_client.transport import Transport

PATIENCE_S = 30.0
_PAYER_S = 10.0


class Payer:
    """Her telephone: it talks to the provider, not to us. One thread's own."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.headers["Authorization"] = f"Bearer {token}"

    def pay(self, code: str) -> None:
        """Pay what is in a QR code. Raises: BenchError"""
        answer = self._http.post(f"{self._url}/pay", json={"code": code}, timeout=_PAYER_S)
        if answer.status_code != 200:
            raise BenchError(f"the provider does not take her payment: {answer.status_code}")

    def close(self) -> None:
        """Hang up."""
        self._http.close()


@dataclass(frozen=True, slots=True)
class Bought:
    """One order, from its opening to its being known as paid. Seconds; `paid_known` is a moment of this machine."""

    order: str
    attempt: str
    open_to_code: float
    pay_to_paid: float
    paid_known: datetime


@dataclass(frozen=True, slots=True)
class Buyer:
    """A terminal, and who pays at it."""

    transport: Transport
    payer: Payer
    channel: PayChannel

    def buy(self, bills: tuple[str, ...]) -> Bought:
        """Open an order, show a code, let her pay, and wait until it is known. Raises: BackendError, BenchError"""
        began = time.perf_counter()
        opened = orders.open_order(self.transport, bills)
        begun = orders.show_code(self.transport, opened.id, self.channel)
        shown, tag = self._until(opened.id, begun.tag, lambda now: bool(now.attempts[-1].code))
        coded, attempt = time.perf_counter(), shown.attempts[-1]
        if attempt.code is None or attempt.state is not AttemptState.PENDING:
            raise BenchError(f"an attempt with a code is {attempt.state}")
        self.payer.pay(attempt.code)
        self._until(opened.id, tag, lambda now: now.state is OrderState.PAID)
        known = time.perf_counter()
        return Bought(opened.id, attempt.number, coded - began, known - coded, datetime.now(UTC))

    def look(self, order_id: str) -> None:
        """A plain signed GET: the least that a terminal can ask the office. Raises: BackendError"""
        orders.wait_for_news(self.transport, order_id)

    def close(self) -> None:
        """Hang up both lines."""
        self.transport.close()
        self.payer.close()

    def _until(self, order_id: str, tag: str | None, there: Callable[[Order], bool]) -> tuple[Order, str | None]:
        """As the terminal waits: each answer comes when something has changed, or after six seconds."""
        ends = time.perf_counter() + PATIENCE_S
        while time.perf_counter() < ends:
            news = orders.wait_for_news(self.transport, order_id, tag, orders.MOST_WAIT_S if tag else 0)
            if news is None:
                continue
            tag = news.tag
            if there(news.order):
                return news.order, tag
        raise BenchError("an order does not go on")


@dataclass(frozen=True, slots=True)
class Owed:
    """What an invented account owes: the bills of two months, to be paid together."""

    account: str
    bills: tuple[str, ...]


class Ledger:
    """Bills for whoever comes next; each is paid once. Thread-safe."""

    def __init__(self, found: Sequence[Owed]) -> None:
        self._lock, self._left = threading.Lock(), list(reversed(found))

    def take(self) -> Owed:
        """The next bills. Raises: BenchError when all are paid"""
        with self._lock:
            if not self._left:
                raise BenchError("all bills are paid: measure fewer orders")
            return self._left.pop()
