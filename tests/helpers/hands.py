"""A clock whose hands a test turns."""

import asyncio
from datetime import UTC, datetime, timedelta


class TurnedClock:
    """Implements `kiosk.foundation.clock.Clock`; sleepers wake when `turn` has passed their hour."""

    def __init__(self, at: datetime = datetime(2026, 11, 21, 1, 42, tzinfo=UTC)) -> None:
        self._at = at
        self._passed = 0.0
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    def now(self) -> datetime:
        return self._at + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._sleepers.append((self._passed + seconds, woken))
        await woken.wait()

    async def turn(self, seconds: float, step: float = 0.25) -> None:
        """Let time pass, in steps, and let everybody who wakes do what he does."""
        until = self._passed + seconds
        while self._passed < until:
            self._passed = min(until, self._passed + step)
            due = [s for s in self._sleepers if s[0] <= self._passed]
            self._sleepers = [s for s in self._sleepers if s[0] > self._passed]
            for _, woken in due:
                woken.set()
            for _ in range(5):
                await asyncio.sleep(0)
