"""A hall's own photo program: 1,024 bytes of WLT on its standard input, a bitmap of 38,862 bytes on its output.

A process for each photo, and not a library in ours: such libraries are closed, often of 32 bits, and may crash or
hang. It gets no arguments of ours, no environment, no shell; it has a time limit, a memory limit and no core file, for
a core would hold the face. What it writes is believed only if it is exactly one bitmap.
"""

import contextlib
import os
import resource
import select
import signal
import subprocess
import time
from collections.abc import Sequence
from typing import IO

from hardware.id_card_reader.photo import BMP_BYTES, Photo, PhotoUndecoded, read_bitmap

_MEMORY = 512 << 20
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


class PhotoProcess:
    """Runs the program once a photo."""

    def __init__(self, command: Sequence[str], limit_s: float = 2.0) -> None:
        """`command` begins with an absolute path; nothing is started yet."""
        self._command = tuple(command)
        self._limit_s = limit_s

    @property
    def limit_s(self) -> float:
        """The time limit, and a little for the clearing away."""
        return self._limit_s + 1

    def decode(self, wlt: bytes) -> Photo:
        """The picture; PhotoUndecoded whatever the program does instead."""
        ends = time.monotonic() + self._limit_s
        try:
            child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=_ENVIRONMENT,
                start_new_session=True,
            )
        except OSError:
            raise PhotoUndecoded("no_program") from None
        try:
            _confine(child.pid)
            written = _talk(child, wlt, ends)
            ended = _ends_by(child, ends)
        finally:
            status = _clear_away(child)
        if not ended:
            raise PhotoUndecoded("too_slow")
        if status != 0:
            raise PhotoUndecoded("crashed" if status < 0 else "refused")
        return read_bitmap(written)


def _confine(pid: int) -> None:
    with contextlib.suppress(OSError):  # it may be gone already
        resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))
        resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _talk(child: "subprocess.Popen[bytes]", wlt: bytes, ends: float) -> bytes:
    """Everything it writes, to its end; one byte too many, or one moment, is enough to give it up."""
    into, out = _pipe(child.stdin), _pipe(child.stdout)
    with contextlib.suppress(BrokenPipeError), into:
        into.write(wlt)  # far less than a pipe holds: this never waits
    written = b""
    while (left := ends - time.monotonic()) > 0:
        if not select.select([out], [], [], left)[0]:
            break
        piece = os.read(out.fileno(), BMP_BYTES + 1 - len(written))
        if not piece:
            return written
        written += piece
        if len(written) > BMP_BYTES:
            raise PhotoUndecoded("length")
    raise PhotoUndecoded("too_slow")


def _ends_by(child: "subprocess.Popen[bytes]", ends: float) -> bool:
    """Wait for its end without burying it: as long as it is not, its number belongs to nobody else."""
    handle = os.pidfd_open(child.pid)
    try:
        return bool(select.select([handle], [], [], max(0.0, ends - time.monotonic()))[0])
    finally:
        os.close(handle)


def _clear_away(child: "subprocess.Popen[bytes]") -> int:
    """Nothing of it stays, neither it nor what it started; tells how it ended."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    _pipe(child.stdout).close()
    return child.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None, "it was asked for"
    return pipe
