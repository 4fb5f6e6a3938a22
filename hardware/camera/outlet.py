"""The child's side of the camera: the newest picture goes out when asked for, and never more often than it may."""

import time

from hardware.camera.shape import Shape
from hardware.transport.child_mouth import Mouth

# A source of 30 a second that is to give 10 must not miss its third picture by a hair.
_EARLY = 0.8


class Pace:
    """Says whether a picture may go out now; times are seconds of a stopwatch."""

    def __init__(self, fps: int) -> None:
        self._least_s = _EARLY / fps
        self._last = -1.0

    def due(self, now: float) -> bool:
        """May one go now?"""
        return self._last < 0 or now - self._last >= self._least_s

    def went(self, now: float) -> None:
        """One went."""
        self._last = now


class Outlet:
    """Counts what is asked for; on one thread."""

    def __init__(self, shape: Shape, mouth: Mouth) -> None:
        self.shape = shape
        self._mouth = mouth
        self._pace = Pace(shape.fps)
        self._asked = 0

    def ask(self, times: int) -> None:
        """The driver wants so many more."""
        self._asked = min(self._asked + times, 1)  # one at a time, whoever asks more

    @property
    def wants(self) -> bool:
        """Would a picture go out now?"""
        return self._asked > 0 and self._pace.due(time.monotonic())

    def tell(self, data: bytes, seq: int, at: float) -> None:
        """Let one go out, of the agreed size."""
        self._asked -= 1
        self._pace.went(time.monotonic())
        self._mouth.tell(seq, at, data)
