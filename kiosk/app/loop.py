"""The one asyncio loop, on a thread of its own."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")
_log = logging.getLogger(__name__)


class LoopThread:
    """Starts a loop on a thread and ends it in order."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(_report)
        self.loop.set_debug(False)  # it writes answers and arguments down (PYTHONASYNCIODEBUG)
        self._thread = threading.Thread(target=self._run, name="loop", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def call(self, act: Callable[[], object]) -> None:
        """Do something on the loop; from any thread. Dropped once the loop has ended."""
        with contextlib.suppress(RuntimeError):
            self.loop.call_soon_threadsafe(act)

    def spawn(self, job: Coroutine[Any, Any, T]) -> "Future[T]":
        """Run a coroutine on the loop; from any thread but the loop's own."""
        return asyncio.run_coroutine_threadsafe(job, self.loop)

    def close(self) -> None:
        """Cancel what runs, wait for it, and end the thread."""
        if not self._thread.is_alive():
            self.loop.close()
            return
        try:
            self.spawn(_cancel_all()).result(timeout=10)
        except TimeoutError:
            _log.warning("loop: some tasks did not end")
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(timeout=5)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()
        self.loop.close()


async def _cancel_all() -> None:
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _report(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    # asyncio's message names a callback with its arguments, and those can be what a resident typed.
    message, _, _ = str(context.get("message", "?")).partition(" in callback ")
    _log.error("loop: %s", message, exc_info=context.get("exception"))
