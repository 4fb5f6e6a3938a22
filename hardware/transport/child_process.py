"""A child process of a driver's: what it is told, the thread that heeds what it tells, and its end.

For libraries that must not live in the terminal's own process: libpulse ends the process whose sound server died, Qt
objects need an event loop of their own, decoders of pictures and films are large and see what strangers made.
"""

import contextlib
import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from enum import IntEnum

_log = logging.getLogger(__name__)

_JOIN_S = 5.0
_LAST_WORDS_S = 1.0


class ChildExit(IntEnum):
    """What a child means by its exit code; any other, and a signal, is a crash."""

    DONE = 0
    NO_DEVICE = 3
    UNKNOWN_DEVICE = 4  # there are some, but not the one that was named
    BROKEN = 5  # it is there, and cannot be used


class ChildBroken(Exception):
    """The child does not speak the wire that was agreed on."""


class ChildProcess:
    """One child. Made and ended on the driver's thread; `send` and `end` come from any."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        heed: Callable[["ChildProcess"], None],
        gone: Callable[["ChildProcess"], None],
    ) -> None:
        """`heed` reads what the child tells, by `read_into`, on a thread of the child's own, for as long as it lives.

        `gone` is called on that thread afterwards, once. OSError when there is no such program.
        """
        self._heed = heed
        self._gone = gone
        self._reading_since: float | None = time.monotonic()
        # A process group: what the child has started itself ends with it.
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            process_group=0,
        )
        self._thread = threading.Thread(target=self._listen, name=name, daemon=True)
        self._thread.start()

    @property
    def exit_code(self) -> int | None:
        """How it ended, negative by a signal; None while it runs."""
        return self._process.poll()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def silence_s(self) -> float:
        """How long it has been waited for in vain; nothing while we are the slower one."""
        since = self._reading_since
        return 0.0 if since is None else time.monotonic() - since

    def alive(self, deaf_s: float) -> bool:
        """Whether it runs, and told something in the last `deaf_s` seconds that it was listened to."""
        return self.exit_code is None and self.silence_s < deaf_s

    def send(self, octets: bytes) -> None:
        """Write all of it; a child that is gone is found out by `gone`, not here."""
        assert self._process.stdin is not None
        left = memoryview(octets)
        with contextlib.suppress(OSError, ValueError):
            while left:
                left = left[self._process.stdin.write(left) or 0 :]

    def read_into(self, into: memoryview) -> None:
        """Fill `into`, on the heeding thread only; EOFError when the child is gone before that."""
        assert self._process.stdout is not None
        while into:
            self._reading_since = time.monotonic()
            got = self._process.stdout.readinto(into)  # type: ignore[attr-defined]
            self._reading_since = None
            if not got:
                raise EOFError
            into = into[got:]

    def end(self) -> None:
        """Kill it and wait for its end; from any thread, also twice."""
        self._kill()
        if threading.current_thread() is self._thread:
            return  # the thread closes the pipes when it has left its listener
        self._thread.join(_JOIN_S)
        self._close()

    def _listen(self) -> None:
        try:
            self._heed(self)
        except (EOFError, OSError, ValueError):  # gone, or its pipe closed by us
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_LAST_WORDS_S)  # its exit code says why
        except ChildBroken:
            _log.warning("%s: the child speaks no sense and is ended", self._thread.name)
        except Exception:  # noqa: BLE001 - the edge of a device's thread
            _log.exception("%s broke", self._thread.name)
        self._kill()
        self._gone(self)
        self._close()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_JOIN_S)

    def _close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
