"""The watchdog of systemd: a sign of life twice in its time, only while every heart beats."""

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from hardware.status import Condition, DeviceState
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.watchdog.contract import Heart, HeartState, Watchdog, WatchdogReason
from hardware.watchdog.hearts import Hearts
from hardware.watchdog.notify import Keeper, NoKeeper, address, extension, status, watchdog_s
from hardware.worker import Command

_log = logging.getLogger(__name__)
_UNWATCHED_S = 10.0
_PAUSE_LEAST_S = 0.01

Clock = Callable[[], float]


class SdWatchdog(SupervisedDevice, Watchdog):
    """What the terminal says to systemd."""

    def __init__(
        self,
        id: str,  # noqa: A002
        environment: Mapping[str, str],
        timing: Timing,
        clock: Clock = time.monotonic,
    ) -> None:
        self._hearts = Hearts(clock)
        self._line = KeeperLine(environment, self._hearts)
        waits = watchdog_s(environment, os.getpid())
        pause = _UNWATCHED_S if waits is None else max(waits / 2, _PAUSE_LEAST_S)
        # A keeper that was busy is told again in time, however far the back-off has come.
        retries = tuple(min(retry, pause) for retry in timing.retry_s)
        patience = replace(timing, probe_s=pause, retry_s=retries)
        super().__init__(Supervisor(id, "watchdog", "watchdog_sd", self._line, patience))

    def heart(self, name: str, limit_s: float) -> Heart:
        """A new heart, that has just beaten."""
        return self._hearts.add(name, limit_s)

    @property
    def hearts(self) -> tuple[HeartState, ...]:
        """All hearts now."""
        return self._hearts.now()

    def ready(self) -> None:
        """READY=1; if the keeper is not there just now, it is told later."""
        self._line.say("READY=1")

    def tell(self, text: str) -> None:
        """STATUS=."""
        self._line.say(status(text))

    def extend(self, seconds: float) -> None:
        """EXTEND_TIMEOUT_USEC=."""
        self._line.say(extension(seconds))

    def stopping(self) -> None:
        """STOPPING=1."""
        self._line.say("STOPPING=1")

    def pause(self) -> None:
        """Not this device: without signs of life the terminal would be killed."""
        _log.warning("%s cannot be paused: systemd would kill the terminal", self.status.id)


class KeeperLine:
    """The keeper at the other end; `say` from any thread, the rest on the watchdog's worker."""

    def __init__(self, environment: Mapping[str, str], hearts: Hearts) -> None:
        self._environment = environment
        self._hearts = hearts
        self._lock = threading.Lock()
        self._owed: dict[str, str] = {}
        self._status = status("")
        self._missing: tuple[str, ...] = ()
        self._watched = watchdog_s(environment, os.getpid()) is not None
        try:
            self._keeper: Keeper | None = Keeper(address(environment))
            self._detail = "" if self._watched else WatchdogReason.NOT_WATCHED.value
        except NoKeeper as error:
            self._keeper = None
            self._detail = (WatchdogReason.BAD_SOCKET if error.by_mistake else WatchdogReason.NO_SOCKET).value

    def say(self, line: str) -> None:
        """Tell the keeper now; what did not reach it goes with the next sign of life, the newest of each kind."""
        if self._keeper is None:
            return
        kind = line.partition("=")[0]
        with self._lock:
            self._owed[kind] = line
            if kind == "STATUS":
                self._status = line
            try:
                self._pay(self._keeper)
            except OSError as error:
                _log.debug("systemd was not told of %s: %r", kind, error)

    def open(self, command: Command) -> Condition:
        """Nothing is opened but a datagram socket: the first sign of life tells whether somebody hears it."""
        return self.probe(command)

    def probe(self, command: Command) -> Condition:
        """One sign of life, if all live; OSError when the keeper does not hear."""
        command.check()
        if self._keeper is None:
            return Condition(DeviceState.NO_DEVICE, (), self._detail)
        missing = self._hearts.missing()
        with self._lock:
            if missing != self._missing:
                self._changed(missing)
            if self._watched and not missing:
                self._owed["WATCHDOG"] = "WATCHDOG=1"
            try:
                self._pay(self._keeper)
            finally:
                self._owed.pop("WATCHDOG", None)  # a sign of life is of now, or of nothing
        warnings = (WatchdogReason.HEART_MISSING.value,) if missing else ()
        return Condition(DeviceState.ONLINE, warnings, " ".join(missing) or self._detail)

    def close(self) -> None:
        """Close our end."""
        if self._keeper is not None:
            self._keeper.close()

    def _changed(self, missing: tuple[str, ...]) -> None:
        self._missing = missing
        if missing:
            _log.error("no heartbeat of %s: systemd hears no more", ", ".join(missing))
            self._owed["STATUS"] = status(f"no heartbeat: {', '.join(missing)}")
        else:
            _log.info("all hearts beat again")
            self._owed["STATUS"] = self._status

    def _pay(self, keeper: Keeper) -> None:
        if self._owed:
            keeper.tell(*self._owed.values())
            self._owed.clear()
