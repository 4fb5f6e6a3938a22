"""Nobody there any more? Counts the silence, warns, and ends the visit; never in the middle of a held act."""

from enum import Enum, auto

SILENCE_S = 60.0
SILENCE_BY_KEYS_S = 90.0
WARNING_S = 25.0


class IdleState(Enum):
    """What the silence has come to."""

    PRESENT = auto()
    WARNING = auto()
    OVER = auto()


class Idle:
    """A stopwatch of silence, in seconds of `Clock.monotonic`. Extensions are not counted: there is no limit."""

    def __init__(
        self, silence_s: float = SILENCE_S, by_keys_s: float = SILENCE_BY_KEYS_S, warning_s: float = WARNING_S
    ) -> None:
        self._limits = (silence_s, by_keys_s)
        self._warning_s = warning_s
        self._last = 0.0

    def active(self, now: float) -> None:
        """Somebody did something, or the terminal itself was at work."""
        self._last = now

    def state(self, now: float, *, by_keys: bool) -> IdleState:
        """Judge the silence so far."""
        silence = now - self._last
        limit = self._limits[by_keys]
        if silence < limit:
            return IdleState.PRESENT
        return IdleState.WARNING if silence < limit + self._warning_s else IdleState.OVER

    def seconds_left(self, now: float, *, by_keys: bool) -> int:
        """Whole seconds until the visit ends, never less than 0."""
        return max(0, round(self._last + self._limits[by_keys] + self._warning_s - now))
