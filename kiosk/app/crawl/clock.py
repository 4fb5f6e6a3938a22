"""A clock that runs by itself and can leap: a minute of silence need not be waited for."""

import asyncio
import time
from datetime import UTC, datetime


class LeapingClock:
    """Implements `kiosk.foundation.clock.Clock`. The time of day stays true; only the stopwatch leaps.

    Any thread.
    """

    def __init__(self) -> None:
        self._leapt = 0.0

    def now(self) -> datetime:
        """The current moment, in UTC: requests are signed with it."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds of the machine's stopwatch and of all leaps."""
        return time.monotonic() + self._leapt

    async def sleep(self, seconds: float) -> None:
        """Wait on the asyncio loop."""
        await asyncio.sleep(seconds)

    def leap(self, seconds: float) -> None:
        """Let so much time have passed."""
        self._leapt += seconds
