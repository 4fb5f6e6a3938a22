"""Tells who waits for an order that something about it has changed. Within this process; it is only a hint."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Bell:
    """Rung from any thread, heard on event loops."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hearing: dict[str, set[Ear]] = {}

    @contextmanager
    def heard(self, order_id: str) -> Iterator["Ear"]:
        """Listen for an order; on the loop of whoever waits. Begin before looking, so that nothing is missed."""
        ear = Ear(asyncio.get_running_loop())
        with self._lock:
            self._hearing.setdefault(order_id, set()).add(ear)
        try:
            yield ear
        finally:
            with self._lock:
                ears = self._hearing[order_id]
                ears.discard(ear)
                if not ears:
                    del self._hearing[order_id]

    def ring(self, order_id: str) -> None:
        """Something changed; from any thread, after the commit."""
        with self._lock:
            ears = tuple(self._hearing.get(order_id, ()))
        for ear in ears:
            ear.strike()


class Ear:
    """One who waits."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._rung = asyncio.Event()

    def strike(self) -> None:
        """Wake her; a loop that is closed has nobody waiting."""
        try:
            self._loop.call_soon_threadsafe(self._rung.set)
        except RuntimeError:
            return

    async def listen(self, seconds: int) -> bool:
        """Wait for a stroke since the last time; False if none came."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return False
        self._rung.clear()
        return True
