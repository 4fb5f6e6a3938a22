"""Text messages: what any gateway must do, and the desk that hands them over behind the answers' back."""

import queue
import threading
from dataclasses import dataclass, field
from typing import Protocol

import structlog

log = structlog.get_logger("backend")

MOST_WAITING = 1000
HEAD_START_S = 0.2  # by then the answer is on its way, so nothing of the sending can be seen in the time it took


@dataclass(frozen=True, slots=True)
class Sms:
    """A text message; shows nothing of itself."""

    phone: str = field(repr=False)
    words: str = field(repr=False)


class SmsGateway(Protocol):
    """Who carries messages to telephones. Blocks; called from the desk's thread alone.

    What it is handed is personal: neither logged nor kept longer than the sending takes.
    """

    def send(self, message: Sms) -> None:
        """Carry it. Raises SmsNotSent."""
        ...


class SmsNotSent(Exception):
    """The message did not go out; the reason names nobody."""


class SmsDesk:
    """Takes messages at once and hands them to the gateway one by one, from a thread of its own."""

    def __init__(self, gateway: SmsGateway, head_start_s: float = HEAD_START_S) -> None:
        self._gateway = gateway
        self._head_start_s = head_start_s
        self._closing = threading.Event()
        self._waiting: queue.Queue[Sms | None] = queue.Queue(MOST_WAITING)
        self._thread = threading.Thread(target=self._work, name="sms", daemon=True)
        self._thread.start()

    def post(self, message: Sms) -> None:
        """Leave a message; any thread, returns at once. With a thousand waiting it is lost, and she asks again."""
        try:
            self._waiting.put_nowait(message)
        except queue.Full:
            log.error("sms", lost="too many are waiting")

    def close(self) -> None:
        """Send what waits, and stop."""
        self._closing.set()
        self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (message := self._waiting.get()) is not None:
            self._closing.wait(self._head_start_s)
            try:
                self._gateway.send(message)
            except SmsNotSent as error:
                log.error("sms", lost=str(error))
            except Exception as error:  # noqa: BLE001 (the thread's edge: the next message must still go out)
                log.error("sms", lost=type(error).__name__)
