"""Something that is at work all the while on a loop thread of its own, beside the GUI thread that is measured."""

import asyncio
import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from bench.contestant import BenchError
from kiosk.app.loop import LoopThread

START_S = 90.0


class Busy(Protocol):
    """What works; it counts what it did, so that nobody takes idleness for being busy."""

    async def work(self, ready: asyncio.Event) -> None:
        """Until cancelled; `ready` is set once it is really at work."""

    def counted(self) -> dict[str, int]:
        """What was done so far."""


B = TypeVar("B", bound=Busy)


@contextmanager
def kept_busy(busy: B, what: str) -> Iterator[B]:
    """It works as long as this lasts. Raises: BenchError."""
    thread = LoopThread()
    thread.start()
    ready = thread.spawn(_event()).result(timeout=5)
    working = thread.spawn(busy.work(ready))
    try:
        with contextlib.suppress(TimeoutError):
            thread.spawn(ready.wait()).result(timeout=START_S)
        if working.done() or not ready.is_set():
            raise BenchError(
                f"{what} does not come up: {working.exception() if working.done() else 'it takes too long'}"
            )
        yield busy
        if working.done():
            raise BenchError(f"{what} broke down: {working.exception()}")
    finally:
        working.cancel()
        with contextlib.suppress(Exception):
            working.result(timeout=15)
        thread.close()


async def _event() -> asyncio.Event:
    return asyncio.Event()
