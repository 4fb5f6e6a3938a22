"""Tells changes of state in the log: each once, and a device that comes and goes all day in a few lines."""

import logging
import time
from collections import deque
from collections.abc import Callable

from hardware.status import DeviceState, DeviceStatus, StatusChanged

_log = logging.getLogger("hardware.supervisor")

FLAPS = 6  # so many changes ...
WITHIN_S = 60.0  # ... in such a time are flapping; as long a rest ends it


class StateLog:
    """The log of one device's states; used on its worker's thread."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._times: deque[float] = deque(maxlen=FLAPS)
        self._flapping = False
        self._untold = 0

    def changed(self, change: StatusChanged) -> None:
        """Log the change, unless the device flaps."""
        if change.old.state is change.new.state:
            return
        self.rested(change.old)
        self._times.append(self._now())
        if self._flapping:
            self._untold += 1
        elif len(self._times) == FLAPS and self._times[-1] - self._times[0] < WITHIN_S:
            self._flapping = True
            _log.warning(
                "%s comes and goes: %d changes in %.0f s; not told again until it rests for %.0f s",
                change.new.id,
                FLAPS,
                self._times[-1] - self._times[0],
                WITHIN_S,
            )
        else:
            _tell(change.new, f"{change.old.state} -> {change.new.state} {change.new.detail}".rstrip())

    def rested(self, status: DeviceStatus) -> None:
        """Ask now and then: a device that has rested long enough is told once, as it is."""
        if self._flapping and self._now() - self._times[-1] >= WITHIN_S:
            _tell(status, f"rests again, {status.state} {status.detail}".rstrip() + f"; {self._untold} changes untold")
            self._flapping, self._untold = False, 0
            self._times.clear()


def _tell(status: DeviceStatus, news: str) -> None:
    calm = {DeviceState.ONLINE, DeviceState.OFFLINE, DeviceState.STARTING}
    _log.log(logging.INFO if status.state in calm else logging.WARNING, "%s: %s", status.id, news)
