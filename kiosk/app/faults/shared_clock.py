"""One clock for the processes of a lane: it runs faster than the machine's, and can leap. A day need not be waited for.

It lies in a file of a few numbers that every process maps: each reads the same moment from the stopwatch of the
machine. Beside it lies a fuse: how many more commits the office makes before it dies.
"""

import asyncio
import mmap
import struct
import time
from datetime import UTC, datetime
from pathlib import Path

PACE = 10.0
"""So many of its seconds are one of ours."""
NAP_S = 0.02
_SHAPE = "<dddd"  # the moment of its making, the stopwatch then, all leaps, the fuse
_LEAP_AT, _FUSE_AT = 16, 24


class SharedClock:
    """Implements `kiosk.foundation.clock.Clock`. Any thread, any process of this machine since it was started."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._page = mmap.mmap(file.fileno(), struct.calcsize(_SHAPE))

    @classmethod
    def make(cls, path: Path) -> "SharedClock":
        """A new one, at the present moment."""
        path.write_bytes(struct.pack(_SHAPE, time.time(), time.monotonic(), 0.0, 0.0))
        return cls(path)

    def now(self) -> datetime:
        """The current moment, in UTC."""
        begun, *_ = struct.unpack_from("<d", self._page)
        return datetime.fromtimestamp(begun + self.monotonic(), UTC)

    def monotonic(self) -> float:
        """Its seconds since it was made, with all leaps."""
        _, begun, leapt, _ = struct.unpack_from(_SHAPE, self._page)
        return float((time.monotonic() - begun) * PACE + leapt)

    async def sleep(self, seconds: float) -> None:
        """Wait on the asyncio loop; a leap wakes it."""
        ends = self.monotonic() + seconds
        while (left := ends - self.monotonic()) > 0:
            await asyncio.sleep(min(left / PACE, NAP_S))

    def leap(self, seconds: float) -> None:
        """Let so much time have passed, for everybody."""
        (leapt,) = struct.unpack_from("<d", self._page, _LEAP_AT)
        struct.pack_into("<d", self._page, _LEAP_AT, leapt + seconds)

    def light_fuse(self, steps: int) -> None:
        """The office dies at its so manieth step from now on; 0: it lives."""
        struct.pack_into("<d", self._page, _FUSE_AT, float(steps))

    def burn(self) -> bool:
        """A step of the office; whether it is the one at which it dies."""
        (left,) = struct.unpack_from("<d", self._page, _FUSE_AT)
        if left <= 0:
            return False
        struct.pack_into("<d", self._page, _FUSE_AT, left - 1)
        return bool(left == 1)
