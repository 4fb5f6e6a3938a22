"""What requests and the clerk share: the channels, the bell, and codes of payers on their way to the provider."""

import threading
from collections.abc import Mapping

from backend.payments.bell import Bell
from backend.payments.channel import Channel, ChannelName

MOST_CODES = 1000


class PaymentDesk:
    """Any thread. Codes of payers lie here in memory alone, for the moment between the commit and the sending."""

    def __init__(self, channels: Mapping[ChannelName, Channel] | None = None) -> None:
        self.channels: Mapping[ChannelName, Channel] = dict(channels or {})
        self.bell = Bell()
        self._lock = threading.Lock()
        self._codes: dict[str, str] = {}
        self._handed: list[str] = []
        self._work = threading.Event()

    def hand_over(self, attempt: str, code: str) -> None:
        """Leave the code of a payer for the clerk; returns at once. Of too many the eldest is dropped: never sent."""
        with self._lock:
            while len(self._codes) >= MOST_CODES:
                del self._codes[next(iter(self._codes))]
            self._codes[attempt] = code
            self._handed.append(attempt)
        self._work.set()

    def handed(self) -> list[str]:
        """The attempts whose codes came since the last time, for the clerk."""
        with self._lock:
            attempts, self._handed = self._handed, []
        return attempts

    def has_code(self, attempt: str) -> bool:
        """Whether the code of an attempt lies here."""
        with self._lock:
            return attempt in self._codes

    def take_code(self, attempt: str) -> str | None:
        """The code of an attempt, once."""
        with self._lock:
            return self._codes.pop(attempt, None)

    def wake(self) -> None:
        """There is something to do in the database."""
        self._work.set()

    def wait_for_work(self, seconds: int) -> None:
        """Sleep until somebody calls, for so long at most."""
        if self._work.wait(seconds):
            self._work.clear()
