"""A sense that runs only while somebody attends to it: a camera, a microphone. Its child process is its on-switch.

Nobody attends: no process, no thread but the device's worker, which looks from time to time whether the device is
still there (`Sense.traces`, a few calls of stat).
"""

import logging
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.events import Event, EventSource
from hardware.status import Condition, DeviceState
from hardware.transport.child_process import ChildExit, ChildProcess
from hardware.worker import Command

P = TypeVar("P")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How patient a sense is with its child, in seconds; a test makes it impatient."""

    settled_s: float = 8.0  # from its start to its first piece
    stalled_s: float = 3.0  # from piece to piece
    again_s: float = 10.0  # after one that said why it cannot, while somebody waits
    idle_first_s: float = 2.0  # the same, while nobody does and no trace has changed; each time twice as long
    idle_again_s: float = 30.0  # but never longer


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Sense(Generic[P]):
    """What makes one sense: used on the device's worker thread, but `heed`, which the child's thread calls.

    `traces` is a cheap snapshot that changes when a device comes or goes, and OSError when it is surely gone; `look`
    says what is there without switching it on; `heed` reads pieces from the child and tells each; `warnings` says what
    is doubtful about them.
    """

    kind: str
    command: tuple[str, ...]
    traces: Callable[[], Hashable]
    look: Callable[[Command], Condition]
    heed: Callable[[ChildProcess, Callable[[P], None]], None]
    warnings: Callable[[], tuple[str, ...]] = tuple


class Attendance(Generic[P]):
    """Somebody who attends, until `close`."""

    def __init__(self, attention: "Attention[P]", listener: Callable[[P], None]) -> None:
        self._attention = attention
        self.listener = listener
        self.closed = False
        self.told = threading.Event()

    def close(self) -> None:
        """Attend no more; from any thread, also twice."""
        self._attention.leave(self)


class Attention(Generic[P]):
    """The line of a sense (hardware.supervisor.Line): its child, and who attends to it."""

    def __init__(self, sense: Sense[P], patience: Patience) -> None:
        self._sense = sense
        self._patience = patience
        self._lock = threading.Lock()
        self._light = threading.RLock()  # a listener to the light may ask for it to be put out
        self._lit: ChildProcess | None = None
        self._attending: tuple[Attendance[P], ...] = ()
        self._child: ChildProcess | None = None
        self._refused: Condition | None = None
        self._refused_at = 0.0
        self._looks = 0  # in vain, since there was something new to see
        self._traces: Hashable = None
        self._running: EventSource[bool] = EventSource(f"the {sense.kind}'s light")

    # From any thread.

    def attendance(self, listener: Callable[[P], None]) -> Attendance[P]:
        """What is to be served; who made it closes it, served or not."""
        return Attendance(self, listener)

    @property
    def running(self) -> bool:
        """Whether the child runs now."""
        child = self._child
        return child is not None and child.exit_code is None

    @property
    def refused(self) -> Condition | None:
        """Why the last child could not; None where it could, or where nobody knows yet."""
        return self._refused

    def listen(self, listener: Callable[[Event[bool]], None]) -> Callable[[], None]:
        """Tell `listener` each time the child is started (True) or has ended (False)."""
        return self._running.listen(listener)

    def leave(self, attendance: Attendance[P]) -> None:
        """Somebody attends no more; whoever was the last switches off."""
        with self._lock:
            attendance.closed = True
            self._attending = tuple(one for one in self._attending if one is not attendance)
            child = None if self._attending else self._take_child()
        if child is not None:
            child.end()

    def leave_all(self) -> None:
        """The device is closed."""
        for attendance in self._attending:
            attendance.close()

    # On the device's worker thread.

    def serve(self, attendance: Attendance[P], command: Command) -> Condition:
        """Begin to tell pieces to somebody; returns when the first was told, raises DeviceError or OSError.

        Whatever was found before, it is tried: who asks may just have put it right.
        """
        with self._lock:
            if attendance.closed:
                raise DeviceError(Completion.CANCELED, DeviceReason.CANCELLED)
            self._attending += (attendance,)
        self._have_child(command)
        while not attendance.told.wait(0.05):
            command.check()
            child = self._child
            if attendance.closed or child is None or not child.alive(self._patience.stalled_s):
                raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.SILENT)
        return self._online()

    def open(self, command: Command) -> Condition:
        """See what is there, and switch it on again if somebody attends; that it is not there is a condition."""
        self._traces = self._sense.traces()
        condition = self._sense.look(command)
        self._refuse(None if condition.state is DeviceState.ONLINE else condition)
        if self._refused is None and self._attending:
            return self._resume(command)
        return condition if self._refused is not None else self._online()

    def probe(self, command: Command) -> Condition:
        """Is it still there, and if somebody attends, does it still tell?"""
        traces, traces_before = self._sense.traces(), self._traces
        if self._refused is not None:
            if traces == traces_before and time.monotonic() - self._refused_at < self._again_s():
                return self._refused
            self._looks = self._looks + 1 if traces == traces_before else 0
            return self.open(command)
        child = self._child
        if not self._attending:
            return self.open(command) if traces != traces_before else self._online()
        if child is None or not child.alive(self._patience.stalled_s):
            return self._resume(command)
        return self._online()

    def close(self) -> None:
        """Switch off; who attends is told again when it is back."""
        with self._lock:
            child = self._take_child()
        if child is not None:
            child.end()

    def _resume(self, command: Command) -> Condition:
        """Switch on for those who wait; a child that says why it cannot is a condition, a crash an error."""
        try:
            self._have_child(command)
        except DeviceError:
            if self._refused is not None:
                return self._refused
            raise
        return self._online()

    def _again_s(self) -> float:
        """A sound server needs a while for a card that was just put in; later on looking costs more than it finds."""
        if self._attending:
            return self._patience.again_s
        return float(min(self._patience.idle_first_s * 2 ** min(self._looks, 16), self._patience.idle_again_s))

    def _online(self) -> Condition:
        return Condition(DeviceState.ONLINE, self._sense.warnings())

    def _have_child(self, command: Command) -> None:
        """Have a child that tells: the one that runs, or a new one."""
        child = self._child
        if child is not None and child.alive(self._patience.stalled_s):
            return
        self.close()
        # Taken before the child looks: what is put right while it fails must be seen as new afterwards.
        self._traces = self._sense.traces()
        self._refuse(None)
        first = threading.Event()
        child = self._start(first)
        ends = time.monotonic() + min(self._patience.settled_s, command.remaining())
        while not first.wait(0.05) and child.exit_code is None and time.monotonic() < ends:
            command.check()
        if first.is_set():
            self._looks = 0
            return
        self.close()
        if not self._attending:
            raise DeviceError(Completion.CANCELED, DeviceReason.CANCELLED)
        self._tell_why(child.exit_code)

    def _start(self, first: threading.Event) -> ChildProcess:
        def heed(child: ChildProcess) -> None:
            self._sense.heed(child, lambda piece: self._tell(piece, first))

        with self._light:
            self._running.tell(True)  # before it is, for a light must not be late
            try:
                with self._lock:
                    if not self._attending:
                        raise DeviceError(Completion.CANCELED, DeviceReason.CANCELLED)
                    self._child = child = ChildProcess(
                        f"{self._sense.kind} child", self._sense.command, heed, self._gone
                    )
            except (OSError, DeviceError):
                self._lit = None
                self._running.tell(False)
                raise
            self._lit = child
            return child

    def _tell_why(self, exit_code: int | None) -> None:
        """Nothing was told: say what the child's end means."""
        kind = self._sense.kind
        if exit_code in {ChildExit.NO_DEVICE, ChildExit.UNKNOWN_DEVICE}:
            self._refuse(missing(kind, exit_code))
            raise DeviceError(Completion.DEVICE_NOT_READY, DeviceReason.ABSENT)
        if exit_code == ChildExit.BROKEN:
            self._refuse(Condition(DeviceState.HARDWARE_ERROR, (), "broken"))
            raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)
        _log.info("the %s's child told nothing and ended with %s", kind, exit_code)
        raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.SILENT)

    def _refuse(self, condition: Condition | None) -> None:
        self._refused, self._refused_at = condition, time.monotonic()

    # On the child's thread.

    def _tell(self, piece: P, first: threading.Event) -> None:
        first.set()
        for attendance in self._attending:
            if attendance.closed:  # while one before it was told
                continue
            try:
                attendance.listener(piece)
            except Exception:  # noqa: BLE001 - one deaf listener must not cost the device
                _log.exception("a listener of the %s broke", self._sense.kind)
            attendance.told.set()

    def _gone(self, child: ChildProcess) -> None:
        with self._light:
            # A listener that is slow to return holds its child's thread up: the next child may run already.
            if self._lit is child:
                self._lit = None
                self._running.tell(False)

    def _take_child(self) -> ChildProcess | None:
        child, self._child = self._child, None
        return child


def missing(kind: str, exit_code: int | None) -> Condition:
    """The condition of a sense whose child found no device, or not the one that is configured."""
    detail = "unknown_device" if exit_code == ChildExit.UNKNOWN_DEVICE else f"no_{kind}"
    return Condition(DeviceState.NO_DEVICE, (), detail)


def look_by_child(kind: str, words: tuple[str, ...], command: Command, within_s: float = 8.0) -> Condition:
    """Have a child look for the device and end; what it found by its exit code. Raises DeviceError when it hangs."""
    child = ChildProcess(f"{kind} look", words, lambda child: child.read_into(memoryview(bytearray(1))), lambda _: None)
    try:
        ends = time.monotonic() + within_s
        while child.exit_code is None and time.monotonic() < ends:
            command.pause(0.05)
        code = child.exit_code
    finally:
        child.end()
    if code == ChildExit.DONE:
        return Condition(DeviceState.ONLINE)
    if code in {ChildExit.NO_DEVICE, ChildExit.UNKNOWN_DEVICE}:
        return missing(kind, code)
    raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.SILENT)
