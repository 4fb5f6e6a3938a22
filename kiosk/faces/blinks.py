"""A long, deliberate blink: the eyes stay closed for a quarter of a second, which nobody does by accident."""

from collections import deque
from statistics import median

CLOSED = 0.7
"""Closed are eyes that are less open than this part of their median (FACE.md)."""
LEAST_S = 0.2
"""From the first to the last of six pictures at 25 a second (FACE.md); a blink that comes by itself is shorter."""
LEAST_PICTURES = 2
"""So many pictures must have seen them closed, however few come."""
MOST_S = 4.0
"""Who keeps her eyes closed longer has not blinked: she may not be able to open them so far."""
_REMEMBERED = 40


class BlinkWatch:
    """Follows how open her eyes are, picture by picture."""

    def __init__(self) -> None:
        self._open: deque[float] = deque(maxlen=_REMEMBERED)
        self._closed: list[float] = []

    def look(self, at: float, openness: float) -> bool:
        """Is a long blink just over? `openness` is `Landmarks.openness`."""
        if self._open and openness < CLOSED * median(self._open):
            self._closed.append(at)
            return False
        was_long = self._was_long()
        self._open.append(openness)
        self._closed.clear()
        return was_long

    def _was_long(self) -> bool:
        if len(self._closed) < LEAST_PICTURES:
            return False
        return LEAST_S <= self._closed[-1] - self._closed[0] <= MOST_S
