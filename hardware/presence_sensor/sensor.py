"""What both drivers share: the last presence, and who hears of it."""

from collections.abc import Callable

from hardware.events import EventSource
from hardware.presence_sensor.contract import Presence, PresenceSensor
from hardware.supervisor import Line, Timing
from hardware.telling import TellingDevice
from hardware.transport.bell import Bell

Tell = Callable[[Presence], None]


class SupervisedSensor(TellingDevice[Presence], PresenceSensor):
    """A sensor whose line tells by itself."""

    def __init__(
        self,
        id: str,  # noqa: A002
        driver: str,
        line: Callable[[Bell, Tell], Line],
        timing: Timing,
    ) -> None:
        self._presence = Presence()
        events: EventSource[Presence] = EventSource(f"the presence of {id}")
        super().__init__(id, "presence_sensor", driver, lambda bell: line(bell, self._tell), timing, events)

    @property
    def presence(self) -> Presence:
        """What is known now."""
        return self._presence

    def _tell(self, presence: Presence) -> None:
        if presence == self._presence:
            return
        if presence.present and not self._presence.present:
            self._supervisor.counters.count("comings")
        self._presence = presence
        self._events.tell(presence)

    def _forget(self) -> None:
        self._tell(Presence())
