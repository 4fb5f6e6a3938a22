"""A payment terminal that speaks ZVT, over TCP or a serial line: what may be asked of it, and when."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from hardware.errors import DeviceError, DeviceReason
from hardware.events import Event, EventSource
from hardware.payment_terminal.apdu import ZvtWrong
from hardware.payment_terminal.contract import (
    MOST_FEN,
    Direction,
    Journal,
    PaymentMark,
    PaymentOutcome,
    PaymentProgress,
    PaymentReason,
    PaymentResult,
    PaymentStep,
    PaymentTerminal,
    SettleOutcome,
    check_fen,
    check_order,
)
from hardware.payment_terminal.links import Link, ZvtPace
from hardware.payment_terminal.meanings import reason_of, steps_of
from hardware.payment_terminal.till import Access, Busy, Forgetful, Till
from hardware.payment_terminal.truth import outcome_of, outcome_of_last, outcome_of_reversal
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.worker import Command

_log = logging.getLogger(__name__)
_LAST_MOMENT_S = 3.0
_TIDY_S = 1.0

_REASONS = {
    DeviceReason.ABSENT: PaymentReason.TERMINAL_ABSENT,
    DeviceReason.SILENT: PaymentReason.TERMINAL_SILENT,
    DeviceReason.GARBLED: PaymentReason.TERMINAL_GARBLED,
    DeviceReason.DEADLINE: PaymentReason.TERMINAL_BUSY,
    DeviceReason.CANCELLED: PaymentReason.CANCELLED,
}


@dataclass(slots=True)
class _Attempt:
    """One movement of money on its way; `mark` is set before its first byte goes out."""

    order: str
    fen: int
    direction: Direction
    ends: float
    journal: Journal | None
    wish: threading.Event = field(default_factory=threading.Event)
    stopped: PaymentReason | None = None
    mark: PaymentMark | None = None


class ZvtTerminal(SupervisedDevice, PaymentTerminal):
    """A terminal on a wire of its own; what it knows of orders is forgotten when the process ends."""

    def __init__(
        self,
        id: str,  # noqa: A002
        driver: str,
        link: Link,
        access: Access,
        timing: Timing,
        pace: ZvtPace,
        most_fen: int = MOST_FEN,
    ) -> None:
        self._till = Till(link, access, pace)
        self._access = access
        self._pace = pace
        self._most_fen = most_fen
        self._steps: EventSource[PaymentProgress] = EventSource(f"the steps of {id}")
        self._lock = threading.Lock()
        self._asked: list[_Attempt] = []
        self._unclear: PaymentMark | None = None
        self._newest: PaymentMark | None = None
        self._truths: dict[str, PaymentOutcome] = {}
        super().__init__(Supervisor(id, "payment_terminal", driver, self._till, timing))

    def listen(self, listener: Callable[[Event[PaymentProgress]], None]) -> Callable[[], None]:
        """Tell `listener` of every step."""
        return self._steps.listen(listener)

    @property
    def firmware(self) -> str:
        """What the terminal calls its software; empty while it has not told."""
        return self._till.firmware

    async def pay(self, order: str, fen: int, deadline_s: float, *, journal: Journal | None = None) -> PaymentOutcome:
        """Have `fen` paid for `order`, once."""
        return await self._move(order, fen, Direction.IN, deadline_s, journal)

    async def refund(
        self, order: str, fen: int, deadline_s: float, *, journal: Journal | None = None
    ) -> PaymentOutcome:
        """Pay `fen` back to a card, once for `order`."""
        return await self._move(order, fen, Direction.BACK, deadline_s, journal)

    def cancel(self) -> None:
        """Ask the terminal to abort what runs."""
        with self._lock:
            for attempt in self._asked:
                attempt.wish.set()

    def forget(self, mark: PaymentMark) -> None:
        """A person has settled what became of the payment of `mark`."""
        with self._lock:
            if self._unclear == mark:
                self._unclear = None
                _log.warning("payment %s: settled by hand", mark.order)

    async def last(self, mark: PaymentMark, deadline_s: float) -> PaymentOutcome:
        """What became of the payment of `mark`."""
        try:
            return await self._supervisor.run(lambda command: self._ask_last(mark, command), deadline_s)
        except DeviceError as error:
            return PaymentOutcome(PaymentResult.UNKNOWN, _reason(error), mark)

    async def reverse(self, receipt: int, deadline_s: float) -> PaymentOutcome:
        """Take back the payment with this receipt number."""
        if not 1 <= receipt <= 9999:
            raise ValueError("not a receipt number")
        sent = threading.Event()
        try:
            return await self._supervisor.run(lambda command: self._reverse(receipt, sent, command), deadline_s)
        except DeviceError as error:
            result = PaymentResult.UNKNOWN if sent.is_set() else PaymentResult.NOT_SENT
            return PaymentOutcome(result, _reason(error))

    async def settle(self, deadline_s: float) -> SettleOutcome:
        """The end of the day."""
        try:
            return await self._supervisor.run(self._settle, deadline_s)
        except DeviceError as error:
            return SettleOutcome(done=False, reason=_reason(error))

    async def _move(
        self, order: str, fen: int, direction: Direction, deadline_s: float, journal: Journal | None
    ) -> PaymentOutcome:
        check_order(order)
        check_fen(fen)
        if fen > self._most_fen:
            return PaymentOutcome(PaymentResult.NOT_SENT, PaymentReason.AMOUNT_REFUSED)
        attempt = _Attempt(order, fen, direction, time.monotonic() + deadline_s, journal)
        if (refusal := self._refusal(attempt)) is not None:  # the terminal need not be there for this answer
            return PaymentOutcome(PaymentResult.NOT_SENT, refusal)
        whole_s = deadline_s + self._pace.abort_s + 2 * self._pace.acknowledge_s + _TIDY_S
        with self._lock:
            self._asked.append(attempt)
        try:
            return await self._supervisor.run(lambda command: self._attempt(attempt, command), whole_s)
        except DeviceError as error:
            if attempt.mark is None:
                return PaymentOutcome(PaymentResult.NOT_SENT, _reason(error))
            _log.warning("payment %s: unknown, %s", order, error.reason.value)
            self._supervisor.counters.count("payments_unknown")
            return PaymentOutcome(PaymentResult.UNKNOWN, _reason(error), attempt.mark)
        finally:
            with self._lock:
                self._asked.remove(attempt)

    # From here on the worker's thread.

    def _attempt(self, attempt: _Attempt, command: Command) -> PaymentOutcome:
        if (refusal := self._refusal(attempt)) is not None:
            return PaymentOutcome(PaymentResult.NOT_SENT, refusal)
        mark = self._make_mark(attempt, command)
        return mark if isinstance(mark, PaymentOutcome) else self._book(attempt, mark, command)

    def _refusal(self, attempt: _Attempt) -> PaymentReason | None:
        with self._lock:
            if self._unclear is not None:
                return PaymentReason.EARLIER_UNCLEAR
            known = _key(attempt.order, attempt.direction) in self._truths
        return PaymentReason.REPEATED_ORDER if known else None

    def _make_mark(self, attempt: _Attempt, command: Command) -> PaymentMark | PaymentOutcome:
        """What was booked last, and the caller's journal; nothing of the payment has been sent when this fails."""
        try:
            last = self._till.last(command)
        except Busy:
            return PaymentOutcome(PaymentResult.NOT_SENT, PaymentReason.TERMINAL_BUSY)
        except (Forgetful, ZvtWrong):
            return PaymentOutcome(PaymentResult.NOT_SENT, PaymentReason.TERMINAL_FORGETFUL)
        receipt, trace = (last.booking.receipt, last.booking.trace) if last is not None else (0, 0)
        mark = PaymentMark(attempt.order, attempt.fen, receipt, trace, attempt.direction)
        command.check()
        if attempt.wish.is_set() or time.monotonic() >= attempt.ends:
            reason = PaymentReason.CANCELLED if attempt.wish.is_set() else PaymentReason.TOO_SLOW
            return PaymentOutcome(PaymentResult.NOT_SENT, reason)
        try:
            if attempt.journal is not None:
                attempt.journal(mark)
        except Exception:  # noqa: BLE001 - the caller's own: whatever it is, without a journal no money moves
            _log.exception("payment %s: it could not be journaled", attempt.order)
            return PaymentOutcome(PaymentResult.NOT_SENT, PaymentReason.NOT_JOURNALED)
        return mark

    def _book(self, attempt: _Attempt, mark: PaymentMark, command: Command) -> PaymentOutcome:
        with self._lock:
            self._unclear = self._newest = attempt.mark = mark

        shown: tuple[PaymentStep, ...] = ()

        def step(code: int) -> None:
            nonlocal shown
            if (steps := steps_of(code)) == shown:  # terminals say "please wait" every second
                return
            shown = steps
            for each in steps:
                self._steps.tell(PaymentProgress(attempt.order, each))

        account = self._till.book(mark, step, lambda: self._stop(attempt, command))
        if account.refused_lines:
            self._supervisor.counters.count("receipt_lines_refused", account.refused_lines)
        outcome = outcome_of(account, mark, self._access.currency, attempt.stopped)
        self._supervisor.counters.count(f"payments_{outcome.result.value}")
        self._learned(mark, outcome)
        return outcome

    def _stop(self, attempt: _Attempt, command: Command) -> float | None:
        """The seconds left for an end, once the caller, the deadline or the end of the terminal's day wants one."""
        if attempt.stopped is None and attempt.wish.is_set():
            attempt.stopped = PaymentReason.CANCELLED
        elif attempt.stopped is None and time.monotonic() >= attempt.ends:
            attempt.stopped = PaymentReason.TOO_SLOW
        try:
            command.check()
        except DeviceError:
            attempt.stopped = attempt.stopped or PaymentReason.CANCELLED
            return min(_LAST_MOMENT_S, self._pace.abort_s)
        return None if attempt.stopped is None else self._pace.abort_s

    def _ask_last(self, mark: PaymentMark, command: Command) -> PaymentOutcome:
        known = self._truths.get(_key(mark.order, mark.direction))
        if known is not None and known.mark == mark:
            return known
        with self._lock:
            if self._newest is None:  # from a journal, after a restart: nothing else may come before it is clear
                self._newest = self._unclear = mark
            newest = self._newest
        if newest != mark:  # the terminal tells its last booking only
            return PaymentOutcome(PaymentResult.UNKNOWN, PaymentReason.UNCONFIRMED, mark)
        try:
            outcome = outcome_of_last(self._till.last(command), mark)
        except Busy:
            return PaymentOutcome(PaymentResult.UNKNOWN, PaymentReason.STILL_RUNNING, mark)
        except (Forgetful, ZvtWrong):
            return PaymentOutcome(PaymentResult.UNKNOWN, PaymentReason.TERMINAL_FORGETFUL, mark)
        self._supervisor.counters.count(f"lookups_{outcome.result.value}")
        self._learned(mark, outcome)
        return outcome

    def _learned(self, mark: PaymentMark, outcome: PaymentOutcome) -> None:
        """Keep what is certain: an approved order is spent, one without money may come again."""
        level = logging.ERROR if outcome.alarm else logging.INFO
        _log.log(level, "payment %s: %s %s", mark.order, outcome.result, outcome.reason or "")
        with self._lock:
            if outcome.result is PaymentResult.APPROVED:
                self._truths[_key(mark.order, mark.direction)] = replace(outcome, lines=())
            if outcome.result is not PaymentResult.UNKNOWN and self._unclear == mark:
                self._unclear = None

    def _reverse(self, receipt: int, sent: threading.Event, command: Command) -> PaymentOutcome:
        with self._lock:
            if self._unclear is not None:
                return PaymentOutcome(PaymentResult.NOT_SENT, PaymentReason.EARLIER_UNCLEAR)
        try:
            self._till.ready(command)
        except Busy:
            return PaymentOutcome(PaymentResult.NOT_SENT, PaymentReason.TERMINAL_BUSY)
        sent.set()
        outcome = outcome_of_reversal(self._till.reverse(receipt), self._access.currency)
        self._supervisor.counters.count(f"reversals_{outcome.result.value}")
        return outcome

    def _settle(self, command: Command) -> SettleOutcome:
        with self._lock:
            if self._unclear is not None:
                return SettleOutcome(done=False, reason=PaymentReason.EARLIER_UNCLEAR)
        try:
            self._till.ready(command)
        except Busy:
            return SettleOutcome(done=False, reason=PaymentReason.TERMINAL_BUSY)
        account = self._till.settle()
        code = account.refused if account.refused is not None else account.aborted
        if code is not None or not account.completed:
            reason = reason_of(code) if code else PaymentReason.UNCONFIRMED
            return SettleOutcome(done=False, reason=reason, lines=tuple(account.lines))
        self._supervisor.counters.count("settlements")
        return SettleOutcome(done=True, lines=tuple(account.lines))


def _key(order: str, direction: Direction) -> str:
    return f"{direction.value}:{order}"


def _reason(error: DeviceError) -> PaymentReason:
    assert isinstance(error.reason, DeviceReason)
    return _REASONS[error.reason]
