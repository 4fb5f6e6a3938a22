"""The terminal's two hearts, for the watchdog: the loop that serves and the GUI thread that shows."""

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first frame does not wait for devices
    from hardware.watchdog.contract import Heart, Watchdog

BEAT_S = 2.0
LIMIT_S = 20.0  # a page that is compiled for the first time on a slow box may hold the GUI thread for seconds


class Heartbeat:
    """Made and ended on the loop thread; `beat_gui` is called by a timer of the GUI thread, from the beginning on."""

    def __init__(self) -> None:
        self._watchdog: Watchdog | None = None
        self._gui: Heart | None = None
        self._loop: Heart | None = None
        self._task: asyncio.Task[None] | None = None

    def begin(self, watchdog: "Watchdog | None") -> None:
        """From now on both must beat; nothing where there is no watchdog."""
        if watchdog is None:
            return
        self._watchdog = watchdog
        self._loop, self._gui = watchdog.heart("loop", LIMIT_S), watchdog.heart("gui", LIMIT_S)
        self._task = asyncio.get_running_loop().create_task(self._beat(self._loop), name="heartbeat")
        watchdog.ready()

    def beat_gui(self) -> None:
        """The GUI thread lives."""
        if (heart := self._gui) is not None:
            heart.beat()

    async def end(self) -> None:
        """The terminal goes down, in order."""
        if self._watchdog is None:
            return
        self._watchdog.stopping()
        for heart in (self._gui, self._loop):
            if heart is not None:
                heart.stop()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _beat(self, heart: "Heart") -> None:
        while True:
            heart.beat()
            await asyncio.sleep(BEAT_S)
