"""Pictures on their way from the camera to the mirror and to the engine; none of them stays here.

`take` is called on the camera's thread, everything else on the loop thread.
"""

import threading
from collections.abc import Callable

from hardware.camera.contract import Frame, Pixels
from kiosk.faces.contract import Try
from kiosk.visit.mirror import Cue, Mirror, Reflection


class Looking:
    """One look through the camera. What is seen after `close` reaches nobody, whatever thread it is on."""

    def __init__(self, mirror: Mirror, stopwatch: Callable[[], float]) -> None:
        self._mirror = mirror
        self._now = stopwatch
        self._lock = threading.Lock()
        self._closed = False
        self._attempt: Try | None = None
        self._seen_at = stopwatch()
        self.cue = Cue.NONE
        self.done = 0.0

    def take(self, frame: Frame) -> None:
        """Hand a picture on."""
        with self._lock:
            if self._closed:
                return
            self._seen_at = self._now()
            rgb = frame.data if frame.pixels is Pixels.RGB else memoryview(_as_rgb(frame.data))
            self._mirror.hold_up(Reflection(frame.width, frame.height, rgb, self.cue, self.done))
            if self._attempt is not None:
                self._attempt.feed(frame.width, frame.height, rgb, frame.seq, frame.at)

    def feed(self, attempt: Try | None) -> None:
        """Pictures go to this try from now on; None: to the mirror alone."""
        with self._lock:
            self._attempt = attempt
            if attempt is None:
                self.cue, self.done = Cue.NONE, 0.0

    def blind_for(self) -> float:
        """Seconds since the last picture."""
        return self._now() - self._seen_at

    def close(self) -> None:
        """Look no more: the mirror is dark when this returns."""
        with self._lock:
            self._closed, self._attempt = True, None
            self._mirror.darken()


def _as_rgb(luma: memoryview) -> bytearray:
    rgb = bytearray(3 * len(luma))
    for colour in range(3):
        rgb[colour::3] = luma
    return rgb
