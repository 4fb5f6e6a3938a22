"""What a device tells by itself: numbered events, and the listeners that hear them."""

import logging
import threading
from collections import deque
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


@dataclass(frozen=True, slots=True)
class Missed(Generic[T]):
    """What was told after a number: the events that are still kept, oldest first, and how many are not."""

    events: tuple[Event[T], ...]
    lost: int


class EventSource(Generic[T]):
    """Numbers what a device tells, and passes it on."""

    def __init__(self, what: str, keep: int = 0) -> None:
        """`keep`: so many of the last events can be asked for again; none where they are personal."""
        self._listeners: Listeners[Event[T]] = Listeners(what)
        self._lock = threading.Lock()
        self._seq = 0
        self._kept: deque[Event[T]] = deque(maxlen=keep)

    @property
    def seq(self) -> int:
        """The number of the newest event; 0 before the first."""
        return self._seq

    def listen(self, listener: Callable[[Event[T]], None]) -> Callable[[], None]:
        """Tell `listener` of every event, on the device's own thread, until what is returned is called."""
        return self._listeners.add(listener)

    def tell(self, value: T) -> None:
        """Something happened now."""
        with self._lock:
            self._seq += 1
            event = Event(self._seq, datetime.now(UTC), value)
            self._kept.append(event)
        self._listeners.tell(event)

    def since(self, seq: int) -> Missed[T]:
        """Everything after event number `seq`, for a reader who was away or saw a hole; from any thread.

        Numbers begin at 1 with the process: who asks with a number that is not reached yet gets everything.
        """
        with self._lock:
            begin = seq if 0 <= seq <= self._seq else 0
            events = tuple(event for event in self._kept if event.seq > begin)
            return Missed(events, self._seq - begin - len(events))
