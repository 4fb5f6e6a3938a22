"""What keeps the memory of a process from everybody else: no core dump, no debugger, no life after the terminal's."""

import contextlib
import ctypes
import os
import resource
import signal
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_DUMPED = Path("/proc/self/coredump_filter")


def leave_no_core() -> None:
    """Let nothing of this process's memory be written down when it crashes, nor of any that it starts; Linux."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A core handler that is a pipe ignores the limit; of this process it gets no memory.
    with contextlib.suppress(OSError):
        _DUMPED.write_text("0", encoding="ascii")


def seclude() -> None:
    """Withdraw this process, a child of the terminal's, from other processes; Linux.

    A kernel that refuses one of it leaves the others. Some of what /proc tells of it is root's alone from then on.
    """
    leave_no_core()
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    # An engine that hangs would not see that its pipe was closed.
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    os.umask(0o077)
