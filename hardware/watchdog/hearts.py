"""The parts of the terminal that must be alive, and which of them is not."""

import threading
from collections.abc import Callable

from hardware.watchdog.contract import HeartState

Clock = Callable[[], float]


class BeatingHeart:
    """One part; `beat` is one assignment, so that a GUI thread can afford it."""

    def __init__(self, name: str, limit_s: float, clock: Clock, forget: Callable[["BeatingHeart"], None]) -> None:
        self.name = name
        self.limit_s = limit_s
        self._clock = clock
        self._forget = forget
        self.at = clock()

    def beat(self) -> None:
        """I live."""
        self.at = self._clock()

    def stop(self) -> None:
        """I end in order."""
        self._forget(self)


class Hearts:
    """All of them; from any thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._hearts: tuple[BeatingHeart, ...] = ()

    def add(self, name: str, limit_s: float) -> BeatingHeart:
        """A new one, that has just beaten; ValueError for a name or a limit that cannot be."""
        if limit_s <= 0 or not name.isprintable() or not name:
            raise ValueError("a heart has a name, and a limit above zero")
        heart = BeatingHeart(name, limit_s, self._clock, self._remove)
        with self._lock:
            self._hearts += (heart,)
        return heart

    def now(self) -> tuple[HeartState, ...]:
        """Each of them now."""
        moment = self._clock()
        return tuple(HeartState(heart.name, max(0.0, moment - heart.at), heart.limit_s) for heart in self._hearts)

    def missing(self) -> tuple[str, ...]:
        """The names of those that have not beaten within their limit."""
        return tuple(heart.name for heart in self.now() if not heart.beats)

    def _remove(self, gone: BeatingHeart) -> None:
        with self._lock:
            self._hearts = tuple(heart for heart in self._hearts if heart is not gone)
