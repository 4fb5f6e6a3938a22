"""Questions and answers on a bus that several boards share: echoes dropped, late answers never taken for another's."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.transport.wire import Wire, drain
from hardware.worker import Command

T = TypeVar("T")

_WRITE_S = 1.0
_SLICE_S = 0.2
_GATHER_S = 0.004  # bytes come one by one at 9600 baud; waking for each is dear
_MOST = 512


@dataclass(frozen=True, slots=True)
class BusPace:
    """How patient the bus is, in seconds."""

    answer_s: float = 0.4
    owed_s: float = 1.2  # how much later an answer that was given up may still come
    acknowledge_s: float = 1.2  # some boards answer an opening only after it


class Talk:
    """One master on the bus; used on the locker's worker thread only."""

    def __init__(self, wire: Wire, pace: BusPace) -> None:
        self._wire = wire
        self._pace = pace
        self._owed: dict[int, float] = {}
        self._echoes = False

    @property
    def wire(self) -> Wire:
        """The wire itself."""
        return self._wire

    @property
    def pace(self) -> BusPace:
        """How patient it is."""
        return self._pace

    def open(self) -> None:
        """Open the wire; what was owed before the boards were lost may still come."""
        self._wire.open()

    def close(self) -> None:
        """Close the wire; never raises."""
        self._wire.close()

    def ask(self, board: int, question: bytes, answered: Callable[[bytes], T | None], command: Command) -> T:
        """Send a question that does no harm, once, and wait for what `answered` finds in all that came.

        Raises DeviceError with SILENT or GARBLED. A board that let a question go unanswered is not asked again
        before its late answer has had time to come and was thrown away.
        """
        self.settle(board, command)
        drain(self._wire)
        self._wire.write(question, _WRITE_S)
        try:
            return self._answer(question, answered, command)
        except DeviceError:
            self.owes(board)
            raise

    def tell(self, order: bytes, answered: Callable[[bytes], T | None]) -> T | None:
        """Send an order that must not be given twice; what the board says to it, or None when it says nothing.

        Once it has begun it is not cancelled. An answer may be the very bytes of the order: whether the first such
        bytes are an echo is known from the questions before.
        """
        self.send(order)
        echo = order if self._echoes else b""
        answer, _ = self._listen(lambda received: answered(received.removeprefix(echo)), self._pace.acknowledge_s)
        return answer

    def send(self, order: bytes) -> None:
        """Send an order that boards never answer."""
        drain(self._wire)
        self._wire.write(order, _WRITE_S)

    def settle(self, board: int, command: Command) -> None:
        """Wait until nothing that this board still owes can come, and throw away what does."""
        until = self._owed.get(board, 0.0)
        while (left := until - time.monotonic()) > 0:
            command.check()
            if self._wire.read(min(left, _SLICE_S)):
                time.sleep(_GATHER_S)
        self._owed.pop(board, None)

    def owes(self, board: int) -> None:
        """A question to this board was given up."""
        self._owed[board] = time.monotonic() + self._pace.owed_s

    def _answer(self, question: bytes, answered: Callable[[bytes], T | None], command: Command) -> T:
        answer, received = self._listen(
            lambda received: answered(received.removeprefix(question)), self._pace.answer_s, command.check
        )
        if answer is not None:
            self._echoes = received.startswith(question)
            return answer
        heard = bool(received.removeprefix(question))
        raise DeviceError(Completion.TIME_OUT, DeviceReason.GARBLED if heard else DeviceReason.SILENT)

    def _listen(
        self, answered: Callable[[bytes], T | None], within_s: float, check: Callable[[], None] = lambda: None
    ) -> tuple[T | None, bytes]:
        received, ends = b"", time.monotonic() + within_s
        while (left := ends - time.monotonic()) > 0 and len(received) < _MOST:
            check()
            received += self._wire.read(min(left, _SLICE_S))
            answer = answered(received)
            if answer is not None:
                return answer, received
            if received:
                time.sleep(_GATHER_S)
        return None, received
