"""What both drivers share: the last presence, who hears of it, and the bell that ends a wait."""

from collections.abc import Callable
from dataclasses import replace

from hardware.events import EventSource
from hardware.presence_sensor.contract import Presence, PresenceListener, PresenceSensor
from hardware.status import StatusChanged
from hardware.supervisor import Line, SupervisedDevice, Supervisor, Timing
from hardware.transport.bell import Bell

Tell = Callable[[Presence], None]


class SupervisedSensor(SupervisedDevice, PresenceSensor):
    """A sensor whose line tells by itself: its probe is its listening, and follows itself without a pause."""

    def __init__(
        self,
        id: str,  # noqa: A002
        driver: str,
        line: Callable[[Bell, Tell], Line],
        timing: Timing,
    ) -> None:
        self._bell = Bell()
        self._presence = Presence()
        self._events: EventSource[Presence] = EventSource(f"the presence of {id}")
        made = line(self._bell, self._tell)
        super().__init__(Supervisor(id, "presence_sensor", driver, made, replace(timing, probe_s=0.0)))
        self._supervisor.subscribe(self._forget_when_lost)

    @property
    def presence(self) -> Presence:
        """What is known now."""
        return self._presence

    def listen(self, listener: PresenceListener) -> Callable[[], None]:
        """Tell `listener` of every change, on the device's thread."""
        return self._events.listen(listener)

    def pause(self) -> None:
        """Let the sensor go at once, not at the end of its listening."""
        super().pause()
        self._bell.ring()

    def close(self) -> None:
        """Wake the thread out of its wait, and join it."""
        self._bell.ring_for_good()
        super().close()
        self._bell.close()

    def _tell(self, presence: Presence) -> None:
        if presence == self._presence:
            return
        if presence.present and not self._presence.present:
            self._supervisor.counters.count("comings")
        self._presence = presence
        self._events.tell(presence)

    def _forget_when_lost(self, change: StatusChanged) -> None:
        if not change.new.usable:
            self._tell(Presence())
