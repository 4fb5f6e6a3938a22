"""The far end of a wire that carries Linux input events: a FIFO, and the 24 bytes of an event."""

import contextlib
import os
import threading
import time
from pathlib import Path

REPORT = bytes(24)
"""The event that ends what belongs together (SYN_REPORT); its time is of no use to anybody."""


class InputFifo:
    """An input device at `path`. Plugged in from the start; from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._wire = threading.Lock()
        self._fd = -1
        os.mkfifo(path, 0o600)
        self.plug()

    def plug(self) -> None:
        """Plug it in."""
        with self._wire:
            if self._fd < 0:
                # Read and write: a FIFO with a writer only could not be opened before its reader is there.
                self._fd = os.open(self.path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def unplug(self) -> None:
        """Pull it out: the reader sees the end of the wire."""
        with self._wire:
            if self._fd >= 0:
                os.close(self._fd)
            self._fd = -1

    def close(self) -> None:
        """Pull it out and put it away."""
        self.unplug()
        self.path.unlink(missing_ok=True)

    @property
    def plugged(self) -> bool:
        """Whether it is in."""
        return self._fd >= 0

    def write(self, octets: bytes) -> int:
        """Put any bytes on the wire; how many it took: none while it is full, or pulled out."""
        with self._wire:
            if self._fd >= 0:
                with contextlib.suppress(BlockingIOError):
                    return os.write(self._fd, octets)
        return 0


def event(kind: int, code: int, value: int) -> bytes:
    """The 24 bytes of one event, now."""
    moment = time.time_ns() // 1000
    parts = ((moment // 1_000_000, 8), (moment % 1_000_000, 8), (kind, 2), (code, 2), (value, 4))
    return b"".join(number.to_bytes(size, "little") for number, size in parts)
