"""The child's side: where a child process tells its pieces, and how it learns that its driver is gone."""

import contextlib
import ctypes
import fcntl
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from typing import BinaryIO

from hardware.transport.child_wire import pack_head

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Mouth:
    """Writes pieces to the driver; from one thread. When nobody listens any more, the process ends at once."""

    def __init__(self, pipe_bytes: int | None = None) -> None:
        """`pipe_bytes`: how much the pipe may hold for a driver that is slow, where that matters; at least 4096."""
        # Libraries print; that must not look like a piece.
        self._out: BinaryIO = os.fdopen(os.dup(1), "wb", buffering=0)
        os.dup2(2, 1)
        if pipe_bytes is not None:
            with contextlib.suppress(OSError):  # not a pipe: somebody looks by hand
                fcntl.fcntl(self._out, fcntl.F_SETPIPE_SZ, pipe_bytes)

    def tell(self, seq: int, at: float, piece: bytes | bytearray | memoryview) -> None:
        """Tell one piece; waits while the pipe is full."""
        try:
            for part in (pack_head(seq, at, len(piece)), piece):
                left = memoryview(part)
                while left:
                    left = left[self._out.write(left) or 0 :]
        except OSError:
            os._exit(0)


def live_with_driver() -> None:
    """End, however we hang, when the thread that started us does; and leave no core, for it may hold a face or a name.

    First of all in a child's life: `end_with_driver` needs a process that still runs Python.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def end_with_driver(asked: Callable[[int], None]) -> None:
    """Call `asked`, on a thread of its own, with how many bytes the driver sent; end when it closes its pipe."""

    def obey() -> None:
        while octets := os.read(sys.stdin.fileno(), 64):
            asked(len(octets))
        os._exit(0)

    threading.Thread(target=obey, name="driver", daemon=True).start()
