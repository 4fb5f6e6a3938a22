"""A device that tells by itself, a door or a presence sensor: to probe it is to listen, and a bell ends the wait."""

from collections.abc import Callable
from dataclasses import replace
from typing import Generic, TypeVar

from hardware.events import Event, EventSource
from hardware.status import StatusChanged
from hardware.supervisor import Line, SupervisedDevice, Supervisor, Timing
from hardware.transport.bell import Bell

T = TypeVar("T")


class TellingDevice(SupervisedDevice, Generic[T]):
    """Its line waits for the device and for the bell; its probe follows itself without a pause."""

    def __init__(
        self,
        id: str,  # noqa: A002
        kind: str,
        driver: str,
        line: Callable[[Bell], Line],
        timing: Timing,
        events: EventSource[T],
    ) -> None:
        self._bell = Bell()
        self._events = events
        super().__init__(Supervisor(id, kind, driver, line(self._bell), replace(timing, probe_s=0.0)))
        self._supervisor.subscribe(self._forget_when_lost)

    def listen(self, listener: Callable[[Event[T]], None]) -> Callable[[], None]:
        """Tell `listener` of every change, on the device's thread, until the returned function is called."""
        return self._events.listen(listener)

    def pause(self) -> None:
        """Let the device go at once, not at the end of its listening."""
        super().pause()
        self._bell.ring()

    def close(self) -> None:
        """Wake the thread out of its wait, and join it."""
        self._bell.ring_for_good()
        super().close()
        self._bell.close()

    def _forget(self) -> None:
        """What was known is known no more; on the device's thread."""
        raise NotImplementedError

    def _forget_when_lost(self, change: StatusChanged) -> None:
        if not change.new.usable:
            self._forget()
