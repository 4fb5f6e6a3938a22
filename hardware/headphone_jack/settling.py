"""When a switch that chatters has come to rest."""

RESTLESS_S = 1.0


class Settling:
    """Waits until a value has stood for a while; times are seconds of a stopwatch."""

    def __init__(self, settle_s: float) -> None:
        self._settle_s = settle_s
        self._value: bool | None = None
        self._since = 0.0
        self._moves_since = 0.0

    def take(self, value: bool, now: float) -> None:
        """The switch says this now."""
        if self._value is None:
            self._moves_since = now
        if value is not self._value:
            self._value, self._since = value, now

    def waits(self, now: float) -> float | None:
        """The seconds until the value has stood long enough, 0 when it has; None: nothing was said."""
        return None if self._value is None else max(0.0, self._since + self._settle_s - now)

    def restless(self, now: float) -> bool:
        """Whether it chatters for so long that its last rest means nothing any more."""
        return self._value is not None and now - self._moves_since >= RESTLESS_S

    def settled(self, now: float) -> bool | None:
        """The value that has stood long enough, once; None while there is none."""
        if self.waits(now) != 0.0:
            return None
        value, self._value = self._value, None
        return value
