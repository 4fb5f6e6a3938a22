"""The sounds that were asked for and are not over yet, in order; from any thread."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from hardware.speaker.contract import Sound


@dataclass(slots=True)
class Entry:
    """One sound and who wants to know about it."""

    number: int
    sound: Sound
    started: Callable[[], None]
    finished: Callable[[bool], None]
    begun_at: float | None = None


class Playlist:
    """Tells each sound's listeners what became of it, once."""

    def __init__(self) -> None:
        self._entries: OrderedDict[int, Entry] = OrderedDict()
        self._lock = threading.Lock()
        self._number = 0

    def add(self, sound: Sound, started: Callable[[], None], finished: Callable[[bool], None]) -> Entry:
        """Put a sound at the end."""
        with self._lock:
            self._number += 1
            entry = Entry(self._number, sound, started, finished)
            self._entries[entry.number] = entry
        return entry

    def waiting(self) -> list[Entry]:
        """What is not over yet."""
        with self._lock:
            return list(self._entries.values())

    def begin(self, number: int) -> None:
        """A sound is being heard."""
        with self._lock:
            entry = self._entries.get(number)
            fresh = entry is not None and entry.begun_at is None
            if entry is not None and fresh:
                entry.begun_at = time.monotonic()
        if entry is not None and fresh:
            entry.started()

    def end(self, number: int) -> None:
        """A sound was heard to its end."""
        with self._lock:
            entry = self._entries.pop(number, None)
        if entry is not None:
            entry.finished(True)

    def take_all(self) -> list[Entry]:
        """Take all that is not over; whoever takes it tells its listeners that it was silenced."""
        with self._lock:
            taken, self._entries = self._entries, OrderedDict()
        return list(taken.values())

    def pass_unheard(self) -> float | None:
        """Let the first sound pass by the clock; returns the seconds until something is due, None: nothing is."""
        waiting = self.waiting()
        if not waiting:
            return None
        first = waiting[0]
        self.begin(first.number)
        left = (first.begun_at or 0.0) + first.sound.seconds - time.monotonic()
        if left > 0:
            return left
        self.end(first.number)
        return 0.0
