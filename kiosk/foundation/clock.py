"""Time, passed in. A room never asks the machine for it, so that tests can turn the hands."""

import asyncio
import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

# China keeps one time and no summer time, so a box whose own zone was never set still tells the resident's.
HALL_ZONE = timezone(timedelta(hours=8), "CST")


def hall_time(moment: datetime) -> datetime:
    """A moment as the clock on the hall's wall shows it."""
    return moment.astimezone(HALL_ZONE)


class Clock(Protocol):
    """The time of day and a stopwatch."""

    def now(self) -> datetime:
        """The current moment, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back; only differences mean something."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait on the asyncio loop."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The current moment, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds of the machine's stopwatch."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait on the asyncio loop."""
        await asyncio.sleep(seconds)
