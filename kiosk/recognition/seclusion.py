"""What keeps the sound of a process from everybody else: no core dump, no debugger, no life after the terminal's."""

import ctypes
import os
import resource
import signal

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4


def seclude() -> None:
    """Withdraw this process; Linux. A kernel that refuses one of it leaves the others."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None)
    # A core handler that is a pipe ignores the limit; it takes nothing of a process that may not be dumped.
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    # An engine that hangs would not see that its pipe was closed.
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    os.umask(0o077)
