"""One thread a device, one command at a time, each with a deadline and a cancel; asyncio on the calling side."""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from typing import Any, TypeVar

from hardware.errors import Completion, DeviceError, DeviceReason

T = TypeVar("T")
_log = logging.getLogger(__name__)

# A command watches its own deadline; this much later the caller stops believing that it does.
GRACE_S = 2.0
_JOIN_S = 5.0
_IDLE_MOST_S = 10.0
# However many commands wait, the device is looked after once it is so late.
_OVERDUE_S = 5.0


class Command:
    """The deadline and the cancel of what is running; work looks at it at least every few hundred milliseconds."""

    def __init__(self, deadline_s: float) -> None:
        self._ends = time.monotonic() + deadline_s
        self._cancelled = threading.Event()

    def remaining(self) -> float:
        """Seconds to the deadline, never below zero."""
        return max(0.0, self._ends - time.monotonic())

    @property
    def cancelled(self) -> bool:
        """Whether it is to stop: for work that must come to an end of its own."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise DeviceError when the command was cancelled or its deadline has passed."""
        if self._cancelled.is_set():
            raise DeviceError(Completion.CANCELED, DeviceReason.CANCELLED)
        if self.remaining() == 0:
            raise DeviceError(Completion.TIME_OUT, DeviceReason.DEADLINE)

    def pause(self, seconds: float) -> None:
        """Wait, at most until the deadline; raises as `check` does, at once on a cancel."""
        self._cancelled.wait(min(seconds, self.remaining()))
        self.check()

    def cancel(self) -> None:
        """Ask the work to stop at its next look; from any thread."""
        self._cancelled.set()


Work = Callable[[Command], T]


class _Job:
    def __init__(self, work: Work[Any], command: Command) -> None:
        self.work = work
        self.command = command
        self.done: Future[Any] = Future()

    def run(self) -> None:
        if not self.done.set_running_or_notify_cancel():
            return
        try:
            self.command.check()
            result = self.work(self.command)
        except DeviceError as error:
            self.done.set_exception(error)
        except Exception as error:  # noqa: BLE001 - the edge of a device's thread: the thread must live
            _log.exception("a device command broke")
            self.done.set_exception(error)
        else:
            self.done.set_result(result)

    def refuse(self) -> None:
        try:
            self.done.set_exception(DeviceError(Completion.CANCELED, DeviceReason.CANCELLED))
        except InvalidStateError:  # its caller gave up before
            return


class Worker:
    """Runs a device's commands in the order they come, and `idle` when none waits and its time has come."""

    def __init__(self, name: str, idle: Callable[[Command], float]) -> None:
        """`idle` is called on the worker's thread; it returns the seconds until it is due again."""
        self._idle = idle
        self._due = time.monotonic()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closing = False
        self._running: Command | None = None
        self._tending: Command | None = None
        self._nudged = False
        self._thread = threading.Thread(target=self._live, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread; returns at once."""
        self._thread.start()

    async def run(self, work: Work[T], deadline_s: float) -> T:
        """Have `work` done on the device's thread; the time in the queue counts.

        Raises what `work` raises, or DeviceError with DEADLINE or CANCELLED. Cancelling the caller cancels the work.
        """
        job = _Job(work, Command(deadline_s))
        with self._lock:
            if self._closing:
                raise DeviceError(Completion.CANCELED, DeviceReason.CANCELLED)
            self._jobs.put(job)
        answer: asyncio.Future[T] = asyncio.wrap_future(job.done)
        try:
            finished, _ = await asyncio.wait({answer}, timeout=deadline_s + GRACE_S)
        except asyncio.CancelledError:
            job.command.cancel()
            answer.cancel()
            raise
        if not finished:
            job.command.cancel()
            answer.cancel()
            raise DeviceError(Completion.TIME_OUT, DeviceReason.DEADLINE)
        return answer.result()

    def idle_soon(self) -> None:
        """Make `idle` due now; called on the worker's thread by work that found something out."""
        self._due = time.monotonic()

    def nudge(self) -> None:
        """Make `idle` due now, and end the one that runs; a command is finished first. From any thread."""
        with self._lock:
            self._nudged = True
            if self._tending is not None:
                self._tending.cancel()
            self._jobs.put(None)

    def close(self) -> None:
        """Cancel what runs, refuse what waits, join the thread; twice does no harm."""
        with self._lock:
            self._closing = True
            if self._running is not None:
                self._running.cancel()
            self._jobs.put(None)
        if self._thread.ident is not None:
            self._thread.join(_JOIN_S)
            if self._thread.is_alive():
                _log.error("the thread %s did not end in %.0f s", self._thread.name, _JOIN_S)
        self._refuse_waiting()

    def _live(self) -> None:
        while not self._closing:
            wait = self._due - time.monotonic()
            if wait < -_OVERDUE_S or not self._do_next(max(0.0, wait)):
                self._tend()

    def _do_next(self, wait_s: float) -> bool:
        try:
            job = self._jobs.get(timeout=wait_s)
        except queue.Empty:
            return False
        self._do(job)
        return True

    def _do(self, job: _Job | None) -> None:
        if job is None:
            self._take_nudge()
            return
        if self._begin(job.command):
            job.run()
        else:
            job.refuse()
        self._running = None

    def _take_nudge(self) -> None:
        with self._lock:
            nudged, self._nudged = self._nudged, False
        if nudged:
            self._due = time.monotonic()

    def _tend(self) -> None:
        command = self._tending = Command(_IDLE_MOST_S)
        if not self._begin(command):
            return
        try:
            self._due = time.monotonic() + self._idle(command)
        except Exception:  # noqa: BLE001 - the edge of a device's thread: the thread must live
            _log.exception("tending the device broke in %s", self._thread.name)
            self._due = time.monotonic() + _IDLE_MOST_S
        self._running = self._tending = None

    def _begin(self, command: Command) -> bool:
        with self._lock:
            self._running = None if self._closing else command
            return not self._closing

    def _refuse_waiting(self) -> None:
        while not self._jobs.empty():
            job = self._jobs.get()
            if job is not None:
                job.refuse()
