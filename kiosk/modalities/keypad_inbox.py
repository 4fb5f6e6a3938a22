"""Keys on their way from the pad's thread to the loop: never more than a few, however a broken pad hammers."""

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable

from hardware.keypad.contract import Key

MOST_WAITING = 16  # no hand is so far ahead of the terminal; what comes on top is not meant
_PLUG = frozenset({Key.JACK_IN, Key.JACK_OUT})


class KeypadInbox:
    """Hands keys to `act` on the loop, in their order, one a round, so that other work of the loop goes on between.

    Where the plug went is never dropped, for privacy hangs on it: of several words about it in a row the last counts.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, act: Callable[[Key], None]) -> None:
        self._loop = loop
        self._act = act
        self._lock = threading.Lock()
        self._waiting: deque[Key] = deque()
        self._awaited = False

    def put(self, key: Key) -> None:
        """Take a key; from any thread."""
        with self._lock:
            if not self._takes(key):
                return
            self._waiting.append(key)
            if self._awaited:
                return
            self._awaited = True
        with contextlib.suppress(RuntimeError):  # the loop has ended: the terminal is closing
            self._loop.call_soon_threadsafe(self._next)

    def _takes(self, key: Key) -> bool:
        if key in _PLUG:
            if self._waiting and self._waiting[-1] in _PLUG:
                self._waiting.pop()
            return True
        return sum(waiting not in _PLUG for waiting in self._waiting) < MOST_WAITING

    def _next(self) -> None:
        with self._lock:
            key = self._waiting.popleft()
        try:
            self._act(key)
        finally:
            with self._lock:
                self._awaited = bool(self._waiting)
                if self._awaited:
                    self._loop.call_soon(self._next)
