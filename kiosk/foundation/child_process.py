"""The parent's end of a child process: started, written to, read from, weighed and ended. Loop thread."""

import asyncio
import contextlib
import fcntl
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Generic

from kiosk.foundation.child_wire import LENGTH, Frame, FrameBroken, K, Wire

LOST = (TimeoutError, OSError, FrameBroken, asyncio.IncompleteReadError)
"""What a child that is gone, or as good as gone, looks like."""
_MOST_UNREAD = 8 << 20
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")


class Child(Generic[K]):
    """A process that speaks `wire`."""

    def __init__(self, process: Process, wire: Wire[K]) -> None:
        self._process = process
        self._wire = wire

    @classmethod
    async def start(
        cls, command: Sequence[str], wire: Wire[K], greeting: K, surroundings: Mapping[str, str], within_s: float
    ) -> "Child[K]":
        """Start it and wait for its greeting; raises one of LOST, and leaves no process behind.

        `surroundings` are its environment's variables beside our own.
        """
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=1 << 16, env={**os.environ, **surroundings}
        )
        child = cls(process, wire)
        try:
            async with asyncio.timeout(within_s):
                if (await child.receive()).kind != greeting:
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

    def widen(self, size: int) -> None:
        """Let the pipe to it hold so much, where the system allows it: a picture then goes in one piece."""
        stdin = self._process.stdin
        if stdin is not None:
            with contextlib.suppress(OSError):
                fcntl.fcntl(stdin.transport.get_extra_info("pipe"), fcntl.F_SETPIPE_SZ, size)

    @property
    def stuffed(self) -> bool:
        """Does it not read what is sent to it?"""
        stdin = self._process.stdin
        return stdin is not None and stdin.transport.get_write_buffer_size() > _MOST_UNREAD

    def send(self, kind: K, number: int, body: bytes = b"") -> None:
        """Send a frame; one that is gone takes it for nothing, and is noticed where it is read from."""
        self._write(self._wire.pack(kind, number, body))

    def send_parts(self, kind: K, number: int, *parts: bytes | bytearray) -> None:
        """Send a frame whose body is these parts, one after the other, which are read before this returns."""
        self._write(self._wire.head(kind, number, sum(map(len, parts))))
        for part in parts:
            self._write(part)

    def _write(self, part: bytes | bytearray) -> None:
        stdin = self._process.stdin
        if stdin is not None and not stdin.is_closing():
            stdin.write(part)

    async def receive(self) -> Frame[K]:
        """The next frame; raises one of LOST."""
        assert self._process.stdout is not None
        length = self._wire.checked_length(await self._process.stdout.readexactly(LENGTH.size))
        return self._wire.unpack(await self._process.stdout.readexactly(length))

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
