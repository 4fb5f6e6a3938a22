"""Slow or hung: told by the processor time that a process has had, for on a busy machine the clock cannot tell."""

import time
from typing import Protocol

MOVED_S = 0.05
"""Less processor time than this is no work: an answer to a ping takes a thousandth of a second."""


class Worker(Protocol):
    """A process that is waited for."""

    @property
    def processor_s(self) -> float:
        """Processor time that it has had, all threads together, in seconds."""
        ...


class AtWork:
    """A stopwatch on a process from now on. One that is given little of the machine goes on, but a little at a time."""

    def __init__(self, worker: Worker, still_s: float, most_s: float) -> None:
        """`still_s`: so long it may stand still, by the clock; `most_s`: so much processor time it may take."""
        self._worker = worker
        self._still_s = still_s
        self._most_s = most_s
        self._begun = self._seen = worker.processor_s
        self._moved = time.monotonic()

    def verdict(self) -> str:
        """Empty while it may be at work; `hang` when it stands still, `spin` when it has worked for too long."""
        now, had = time.monotonic(), self._worker.processor_s
        if had - self._begun > self._most_s:
            return "spin"
        if had - self._seen >= MOVED_S:
            self._seen, self._moved = had, now
        return "hang" if now - self._moved > self._still_s else ""
