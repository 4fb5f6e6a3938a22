"""Wakes a thread that waits in poll for its device: the wait costs nothing until somebody rings."""

import contextlib
import os
import select
import weakref


class Bell:
    """A kernel event counter; `ring` from any thread, the rest on the thread that waits."""

    def __init__(self) -> None:
        fd = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._fd = fd
        self._for_good = False
        self._end = weakref.finalize(self, os.close, fd)

    def fileno(self) -> int:
        """What to poll for reading."""
        return self._fd

    def ring(self) -> None:
        """Wake whoever waits, now or the next time; nothing happens once it was put away."""
        if self._end.alive:
            with contextlib.suppress(BlockingIOError):
                os.eventfd_write(self._fd, 1)

    def ring_for_good(self) -> None:
        """Ring, and never be hushed again: the device is being closed."""
        self._for_good = True
        self.ring()

    def hush(self) -> None:
        """Forget that it was rung."""
        with contextlib.suppress(BlockingIOError):
            os.eventfd_read(self._fd)
        if self._for_good:  # asked after the read: whoever rings sets it before the ringing
            self.ring()

    def wait(self, timeout_s: float) -> bool:
        """Whether it was rung; waits for it at most this long, and leaves it ringing."""
        poll = select.poll()
        poll.register(self._fd, select.POLLIN)
        return bool(poll.poll(timeout_s * 1000))

    def close(self) -> None:
        """Put it away; also twice."""
        self._end()
