"""The data folder: for its owner's eyes alone, and for one terminal at a time."""

import contextlib
import fcntl
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from kiosk.foundation.seclusion import leave_no_core

LOCK_FILE = "running.lock"
OWNERS_ALONE = 0o077  # the umask of whatever writes here


def keep_to_ourselves() -> None:
    """What this process writes is for its owner alone, and what it holds in memory is not written when it crashes."""
    os.umask(OWNERS_ALONE)
    leave_no_core()


class Occupied(Exception):
    """Another process uses this folder, and so the devices that belong to it."""


def make_private(data: Path) -> None:
    """Make the folder where it is missing, and shut it to others where it is ours.

    Raises: OSError
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = data.stat()
    shared_on_purpose = found.st_mode & stat.S_ISVTX  # somebody wrote "/tmp": shutting that would stop the machine
    if found.st_uid == os.geteuid() and found.st_mode & 0o077 and not shared_on_purpose:
        data.chmod(0o700)


class Claim:
    """The right to be the terminal of a folder; the system takes it back when the process ends, however it ends."""

    def __init__(self) -> None:
        self._handle: int | None = None

    def take(self, data: Path) -> Self:
        """Take it, in a folder that is there.

        Raises: Occupied, OSError
        """
        self._lock(os.open(data / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600))
        return self

    def look(self, data: Path) -> Self:
        """Take it for a short look, and leave no trace: where nothing ran yet, nothing is made.

        Raises: Occupied
        """
        with contextlib.suppress(OSError):  # a folder that we may not read is told elsewhere
            self._lock(os.open(data / LOCK_FILE, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW))
        return self

    def give_back(self) -> None:
        """Let others take it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _lock(self, handle: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise Occupied from None
        except OSError:
            os.close(handle)
            raise
        self._handle = handle


@contextlib.contextmanager
def quiet_terminal(data: Path) -> Iterator[None]:
    """While nobody else uses the folder's devices.

    Raises: Occupied
    """
    claim = Claim().look(data)
    try:
        yield
    finally:
        claim.give_back()
