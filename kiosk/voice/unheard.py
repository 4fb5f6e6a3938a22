"""A speaker where there is none: sounds pass in their time, so that captions and the conversation go on."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Protocol

from hardware.speaker.contract import Sound, unasked


class Output(Protocol):
    """The part of a `hardware.speaker.contract.Speaker` that a talker needs."""

    def play(
        self, sound: Sound, *, started: Callable[[], None] = unasked, finished: Callable[[bool], None] = unasked
    ) -> None:
        """Queue a sound."""
        ...

    def stop(self) -> None:
        """Silence; from any thread."""
        ...

    def set_volume(self, volume: int) -> None:
        """Set the loudness."""
        ...


class Unheard:
    """Implements `Output` with nothing but a clock. Loop thread, but `stop`."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Sound, Callable[[], None], Callable[[bool], None]]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def play(
        self, sound: Sound, *, started: Callable[[], None] = unasked, finished: Callable[[bool], None] = unasked
    ) -> None:
        """Let the sound pass after those before it."""
        self._loop = asyncio.get_running_loop()
        self._waiting.append((sound, started, finished))
        if self._timer is None:
            self._pass_first(self._loop)

    def stop(self) -> None:
        """Let all of them be over."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._drop, tuple(self._waiting))

    def set_volume(self, volume: int) -> None:
        """Nobody hears it."""

    def _pass_first(self, loop: asyncio.AbstractEventLoop) -> None:
        sound, started, _ = self._waiting[0]
        started()
        self._timer = loop.call_later(sound.seconds, self._passed, loop)

    def _passed(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        self._waiting.popleft()[2](True)
        if self._waiting:
            self._pass_first(loop)

    def _drop(self, dropped: tuple[tuple[Sound, Callable[[], None], Callable[[bool], None]], ...]) -> None:
        for one in dropped:
            if one not in self._waiting:
                continue
            if one is self._waiting[0] and self._timer is not None:
                self._timer.cancel()
                self._timer = None
            self._waiting.remove(one)
            one[2](False)
        if self._waiting and self._timer is None and self._loop is not None:
            self._pass_first(self._loop)
