"""The child's end of the wire to the terminal: frames come on standard input, and go to what was standard output."""

import os
import threading
from typing import BinaryIO, Generic

from kiosk.foundation.child_wire import K, Wire
from kiosk.foundation.seclusion import seclude


def leave_for_work(nice: int) -> BinaryIO:
    """Withdraw this process from others, and behind what draws and speaks; gives where its frames go.

    Libraries print to standard output and error: from now on that goes nowhere.
    """
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    seclude()
    os.nice(nice)
    return replies


class Outlet(Generic[K]):
    """Frames to the parent, from any thread, whole."""

    def __init__(self, out: BinaryIO, wire: Wire[K]) -> None:
        self._out = out
        self._wire = wire
        self._lock = threading.Lock()

    def put(self, kind: K, number: int, body: bytes = b"") -> None:
        """Send one frame; a parent that is gone ends this process."""
        with self._lock:
            try:
                self._out.write(self._wire.pack(kind, number, body))
                self._out.flush()
            except OSError:
                os._exit(1)
