"""One try as the terminal holds it: the newest picture in one slot, which is wiped when it is over."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator

from kiosk.faces.contract import Asked, Seen, Verdict, Watcher
from kiosk.faces.frames import LEAST_SIDE, MOST_PIXELS, PictureHead

MOST_FED = 9_000_000
"""Pixels: 4096 x 2160. Larger pictures are not looked at."""


class ChildTry:
    """Implements `kiosk.faces.contract.Try`. Loop thread only, but `feed`."""

    def __init__(
        self,
        number: int,
        asked: Asked,
        watcher: Watcher,
        push: "Callable[[ChildTry], None]",
        forget: "Callable[[ChildTry], None]",
    ) -> None:
        self.number = number
        self.asked = asked
        self._watcher: Watcher | None = watcher
        self._push = push
        self._forget = forget
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Lock()
        self._slot = bytearray()
        self._head: PictureHead | None = None
        self._seq: int | None = None
        self._fed = time.monotonic()
        self._over = False
        self.sent = False
        self.in_flight = False

    # From any thread.

    def feed(self, width: int, height: int, rgb: bytes | memoryview, seq: int, at: float) -> None:
        """The newest picture; one that is no picture, too small, too large or not new is passed over."""
        pixels = width * height
        if min(width, height) < LEAST_SIDE or pixels > MOST_FED or len(rgb) != pixels * 3:
            return
        with self._lock:
            if self._over or seq == self._seq:
                return
            self._seq, self._fed = seq, time.monotonic()
            self._head = _lay(width, height, memoryview(rgb), self._slot, at)
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._push, self)

    # On the loop.

    def cancel(self) -> None:
        """Nobody wants to know any more."""
        if self._close():
            self._forget(self)

    def go(self) -> None:
        """The child knows of it now."""
        self.sent = True

    @property
    def silent_for(self) -> float:
        """Seconds since the last picture, or since it was begun."""
        return time.monotonic() - self._fed

    @contextlib.contextmanager
    def picture(self) -> Iterator[tuple[PictureHead, bytearray] | None]:
        """The picture that waits, to be sent at once; it is in flight then."""
        with self._lock:
            head, self._head = self._head, None
            self.in_flight = head is not None
            yield None if head is None else (head, self._slot)

    def answered(self, seen: Seen) -> None:
        """The child has looked at the one in flight."""
        self.in_flight = False
        if self._watcher is not None:
            self._watcher.seen(seen)

    def end(self, verdict: Verdict) -> None:
        """It is over."""
        watcher = self._watcher
        if self._close() and watcher is not None:
            watcher.ended(verdict)

    def end_soon(self, verdict: Verdict) -> None:
        """The same, but after whoever began it holds it in hand."""
        self._loop.call_soon(self._end_and_forget, verdict)

    def _end_and_forget(self, verdict: Verdict) -> None:
        watcher = self._watcher
        if self._close():
            self._forget(self)
            if watcher is not None:
                watcher.ended(verdict)

    def _close(self) -> bool:
        """Wipe it; False: it was over."""
        with self._lock:
            was_over, self._over = self._over, True
            self._slot[:] = bytes(len(self._slot))
            self._head = None
        self._watcher = None
        self.asked = Asked()  # the references too are nobody's any more
        return not was_over


def _lay(width: int, height: int, rgb: memoryview, slot: bytearray, at: float) -> PictureHead:
    """Copy a picture into the slot; of a large one every second, third ... pixel of every second, third ... row."""
    step = 1
    while (width // step) * (height // step) > MOST_PIXELS:
        step += 1
    head = PictureHead(at, width // step, height // step)
    if len(slot) != head.octets:
        slot[:] = bytes(head.octets)
    if step == 1:
        slot[:] = rgb
        return head
    row = head.width * 3
    for number in range(head.height):
        begin = number * step * width * 3
        for colour in range(3):
            thinned = rgb[begin + colour : begin + head.width * step * 3 : 3 * step]
            slot[number * row + colour : (number + 1) * row : 3] = thinned
    return head
