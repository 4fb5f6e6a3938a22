"""What a device tells by itself: numbered events, and the listeners that hear them."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Event(Generic[T]):
    """Something that happened at a device; each `seq` is one more than the last, so a lost event is noticed.

    `value` may be personal (a scanned code, a card): its type must have a repr that tells nothing.
    """

    seq: int
    at: datetime
    value: T


class Listeners(Generic[T]):
    """Who is told of something; one that raises costs the others nothing."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._lock = threading.Lock()
        self._listeners: tuple[Callable[[T], None], ...] = ()

    def add(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Tell `listener` from now on, until what is returned is called; from any thread."""
        with self._lock:
            self._listeners += (listener,)

        def remove() -> None:
            with self._lock:
                self._listeners = tuple(known for known in self._listeners if known is not listener)

        return remove

    def tell(self, news: T) -> None:
        """Call every listener, on this thread."""
        for listener in self._listeners:
            try:
                listener(news)
            except Exception:  # noqa: BLE001 - one deaf listener must not cost the device
                _log.exception("a listener of %s broke", self._what)


class EventSource(Generic[T]):
    """Numbers what a device tells, and passes it on."""

    def __init__(self, what: str) -> None:
        self._listeners: Listeners[Event[T]] = Listeners(what)
        self._lock = threading.Lock()
        self._seq = 0

    def listen(self, listener: Callable[[Event[T]], None]) -> Callable[[], None]:
        """Tell `listener` of every event, on the device's own thread, until what is returned is called."""
        return self._listeners.add(listener)

    def tell(self, value: T) -> None:
        """Something happened now."""
        with self._lock:
            self._seq += 1
            event = Event(self._seq, datetime.now(UTC), value)
        self._listeners.tell(event)
