"""How often a device did something: what wears out, and what goes wrong, counted."""

import threading
from collections.abc import Mapping


class Counters:
    """Numbers that only grow, by name (snake_case, such as slips or door_openings); from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers: dict[str, int] = {}

    def count(self, name: str, by: int = 1) -> None:
        """It happened once more."""
        with self._lock:
            self._numbers[name] = self._numbers.get(name, 0) + by

    def restore(self, kept: Mapping[str, int]) -> None:
        """Add what was counted before the restart."""
        for name, number in kept.items():
            self.count(name, number)

    def snapshot(self) -> Mapping[str, int]:
        """All of them now."""
        with self._lock:
            return dict(self._numbers)
