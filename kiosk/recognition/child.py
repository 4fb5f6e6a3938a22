"""The parent's end of the process that listens: started, written to, read from, weighed and ended. Loop thread."""

import asyncio
import contextlib
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from pathlib import Path

from kiosk.recognition.frames import LENGTH, Frame, FrameBroken, Kind, checked_length, pack, unpack

# What numeric libraries would take for themselves, on two cores that also draw the screen.
SURROUNDINGS = {
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "HF_HUB_OFFLINE": "1",
}
LOST = (TimeoutError, OSError, FrameBroken, asyncio.IncompleteReadError)
"""What a child that is gone, or as good as gone, looks like."""
_MOST_UNREAD = 8 << 20
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")


class Child:
    """A process that speaks `kiosk.recognition.frames`."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, command: Sequence[str], within_s: float) -> "Child":
        """Start it and wait for its greeting; raises one of LOST, and leaves no process behind."""
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=1 << 16, env={**os.environ, **SURROUNDINGS}
        )
        child = cls(process)
        try:
            async with asyncio.timeout(within_s):
                if (await child.receive()).kind is not Kind.READY:
                    raise FrameBroken
        except BaseException:
            await child.end()
            raise
        return child

    @property
    def alive(self) -> bool:
        """Does the process run?"""
        return self._process.returncode is None

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def memory(self) -> int:
        """Bytes that it holds in memory."""
        try:
            return int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
        except (OSError, IndexError, ValueError):
            return 0

    @property
    def processor_s(self) -> float:
        """Processor time that it has had, all threads together, in seconds."""
        try:
            told = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8", errors="replace")
            user, system = told.rpartition(")")[2].split()[11:13]
            return (int(user) + int(system)) / _TICKS
        except (OSError, ValueError):
            return 0.0

    @property
    def stuffed(self) -> bool:
        """Does it not read what is sent to it?"""
        stdin = self._process.stdin
        return stdin is not None and stdin.transport.get_write_buffer_size() > _MOST_UNREAD

    def send(self, kind: Kind, number: int, body: bytes = b"") -> None:
        """Send a frame; one that is gone takes it for nothing, and is noticed where it is read from."""
        stdin = self._process.stdin
        if stdin is not None and not stdin.is_closing():
            stdin.write(pack(kind, number, body))

    async def receive(self) -> Frame:
        """The next frame; raises one of LOST."""
        assert self._process.stdout is not None
        length = checked_length(await self._process.stdout.readexactly(LENGTH.size))
        return unpack(await self._process.stdout.readexactly(length))

    async def end(self) -> None:
        """End it, whatever it does."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        await self._process.wait()
        # asyncio closes the transport of a killed child a turn later; a loop that ends before would complain.
        await asyncio.sleep(0)
