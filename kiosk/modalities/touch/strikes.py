"""Which touches count. A shaking finger strikes twice; the second time is not meant (EN 301 549, 5.8)."""

from collections.abc import Callable

DOUBLE_STRIKE_SECONDS = 0.5


class Strikes:
    """Lets through a touch unless it repeats the last one, or follows one that turned the page, too soon.

    `monotonic` gives seconds. A quick row of different keys is let through.
    """

    def __init__(self, monotonic: Callable[[], float], apart_seconds: float = DOUBLE_STRIKE_SECONDS) -> None:
        self._monotonic = monotonic
        self._apart = apart_seconds
        self._last_item = ""
        self._last_concluded = False
        self._last_at = float("-inf")

    def accept(self, item: str, *, concludes: bool) -> bool:
        """True if the touch on `item` counts; `concludes`: the page will be another one after it."""
        now = self._monotonic()
        if now - self._last_at < self._apart and (self._last_concluded or item == self._last_item):
            return False
        self._last_item, self._last_concluded, self._last_at = item, concludes, now
        return True
