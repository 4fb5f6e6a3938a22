"""From presses, holds and releases to keys: what a slow or trembling hand meant.

EN 301 549 5.7 and 5.8 (ACCESSIBILITY.md A11Y-05): a held key repeats after 2 s at the earliest, and a second strike
within 0.5 s is not meant, where it would do harm.
"""

from hardware.keypad.contract import Key

REPEAT_S = 2.0
DOUBLE_STRIKE_S = 0.5
# Keys that act. A second step down or a second letter is harmless, and quick hands need it.
_ACTING = frozenset({Key.OK, Key.BACK, Key.HOME, Key.TALK})
_REPEATING = frozenset({Key.UP, Key.DOWN, Key.VOLUME_UP, Key.VOLUME_DOWN})


class Strikes:
    """Judges strokes; times are seconds of a stopwatch."""

    def __init__(self) -> None:
        self._told: dict[Key, float] = {}
        self._released: dict[Key, float] = {}

    def press(self, key: Key, now: float) -> bool:
        """Is this press meant?"""
        last = max(self._told.get(key, -REPEAT_S), self._released.get(key, -REPEAT_S))
        if key in _ACTING and now - last < DOUBLE_STRIKE_S:
            return False
        self._told[key] = now
        return True

    def hold(self, key: Key, now: float) -> bool:
        """Is it time that a held key counts again?"""
        if key not in _REPEATING or now - self._told.setdefault(key, now) < REPEAT_S:
            return False
        self._told[key] = now
        return True

    def release(self, key: Key, now: float) -> None:
        """A trembling finger presses again shortly after it let go, however long it held."""
        if key in _ACTING:
            self._released[key] = now
