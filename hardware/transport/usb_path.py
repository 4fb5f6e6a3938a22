"""A USB printer node (/dev/usb/lp0): a plain file, never blocking, read and written."""

import contextlib
import errno
import os
import select
import time

from hardware.transport.wire import READ_MOST

_LOST = select.POLLERR | select.POLLHUP | select.POLLNVAL


class UsbPath:
    """The kernel's printer class node."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._fd: int | None = None

    def open(self) -> None:
        """Open the node; raises OSError when it is missing or another program holds it."""
        self.close()
        self._fd = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)

    def close(self) -> None:
        """Close the node."""
        if self._fd is not None:
            with contextlib.suppress(OSError):
                os.close(self._fd)
            self._fd = None

    def write(self, data: bytes, timeout_s: float) -> None:
        """Write all of `data`, in the pieces that the kernel takes."""
        ends = time.monotonic() + timeout_s
        left = memoryview(data)
        while left:
            remaining = ends - time.monotonic()
            if remaining <= 0 or not self._wait(select.POLLOUT, remaining):
                raise TimeoutError("the printer took no more")
            with contextlib.suppress(BlockingIOError):
                left = left[os.write(self._need(), left) :]

    def read(self, timeout_s: float) -> bytes:
        """Read what has come."""
        events = self._wait(select.POLLIN, timeout_s)
        if not events:
            return b""
        try:
            data = os.read(self._need(), READ_MOST)
        except BlockingIOError:
            return b""
        if not data and events & _LOST:
            raise OSError(errno.ENODEV, "the printer is gone")
        if not data:
            # Some printers send empty USB packets: that is nothing, not the end; yet it must not become a busy loop.
            time.sleep(min(0.01, timeout_s))
        return data

    def _wait(self, event: int, timeout_s: float) -> int:
        """What the kernel says of the node, or 0 when the time passes; what came before a loss can still be read."""
        poll = select.poll()
        poll.register(self._need(), event)
        ready = poll.poll(timeout_s * 1000)
        events = ready[0][1] if ready else 0
        if events & _LOST and not events & event:
            raise OSError(errno.ENODEV, "the printer is gone")
        return events

    def _need(self) -> int:
        if self._fd is None:
            raise OSError("the printer is not open")
        return self._fd
