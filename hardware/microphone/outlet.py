"""The child's side of the microphone: sound cut into blocks, and a short queue for a driver slower than sound."""

import threading
import time
from collections import deque

from hardware.microphone.contract import BLOCK_BYTES
from hardware.transport.child_mouth import Mouth

MOST_WAITING = 31  # a second
PIPE_BYTES = 4096  # what is in the pipe cannot be left out any more


class Cutter:
    """Cuts a stream of bytes into blocks and numbers them."""

    def __init__(self) -> None:
        self._rest = b""
        self._seq = 0

    def cut(self, received: bytes) -> list[tuple[int, bytes]]:
        """The blocks that are whole now."""
        data = self._rest + received
        whole = len(data) // BLOCK_BYTES * BLOCK_BYTES
        self._rest = data[whole:]
        blocks = []
        for start in range(0, whole, BLOCK_BYTES):
            self._seq += 1
            blocks.append((self._seq, data[start : start + BLOCK_BYTES]))
        return blocks


class Outlet:
    """Tells blocks on a thread of its own, so that recording never waits; the oldest are left out when it lags."""

    def __init__(self, mouth: Mouth) -> None:
        self._mouth = mouth
        self._cutter = Cutter()
        self._waiting: deque[tuple[int, float, bytes]] = deque(maxlen=MOST_WAITING)
        self._came = threading.Semaphore(0)
        threading.Thread(target=self._live, name="blocks", daemon=True).start()

    def put(self, received: bytes) -> None:
        """Sound has come, just now."""
        now = time.monotonic()
        for seq, block in self._cutter.cut(received):
            self._waiting.append((seq, now, block))
            self._came.release()

    def _live(self) -> None:
        while True:
            self._came.acquire()
            if self._waiting:  # not if it was left out meanwhile
                self._mouth.tell(*self._waiting.popleft())
