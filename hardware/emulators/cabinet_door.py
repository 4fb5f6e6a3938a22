"""A door contact at the far end of a FIFO that carries Linux input events, with faults on demand."""

import contextlib
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from hardware.emulators.handles import Handle

_FAULTS = {"bounces": "the contact bounces", "noise": "rubbish before each event", "dropped": "the kernel drops events"}


class DoorEmulator:
    """A lid switch (EV_SW, code 0: on is shut) at `path`; shut. Plugged in from the start; from any one thread."""

    def __init__(self, path: Path) -> None:
        self.title = "Cabinet door"
        self.path = path
        self.is_open = False
        self._fault = ""
        self._fd = -1
        os.mkfifo(path, 0o600)
        self.plug()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Pull it out and put it away."""
        self.unplug()
        with contextlib.suppress(FileNotFoundError):
            self.path.unlink()

    def open_door(self) -> None:
        """Open the door."""
        self._move(is_open=True)

    def shut_door(self) -> None:
        """Shut the door."""
        self._move(is_open=False)

    def write(self, octets: bytes) -> None:
        """Put any bytes on the wire; what nobody reads in time is lost, as in the kernel's own queue."""
        if self._fd >= 0:
            with contextlib.suppress(BlockingIOError):
                os.write(self._fd, octets)

    @staticmethod
    def event(kind: int, code: int, value: int) -> bytes:
        """The 24 bytes of one event, with the report that ends it."""
        return _event(kind, code, value) + _event(0, 0, 0)

    def handles(self) -> tuple[Handle, ...]:
        """Open, shut."""
        return (Handle("Open the door", self.open_door), Handle("Shut the door", self.shut_door))

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return _FAULTS

    def break_with_fault(self, key: str) -> None:
        """Have this fault."""
        self._fault = key

    def looks(self) -> str:
        """Open or shut."""
        return "open" if self.is_open else "shut"

    def plug(self) -> None:
        """Plug it in."""
        if self._fd < 0:
            # Read and write: a FIFO with a writer only could not be opened before its reader is there.
            self._fd = os.open(self.path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def unplug(self) -> None:
        """Pull it out."""
        if self._fd >= 0:
            os.close(self._fd)
        self._fd = -1

    def _move(self, *, is_open: bool) -> None:
        self.is_open = is_open
        shut = int(not is_open)
        if self._fault == "dropped":
            self.write(_event(0, 3, 0) + _event(0, 0, 0))
            return
        if self._fault == "noise":
            self.write(b"\xff" * 10)
        if self._fault == "bounces":
            self.write(self.event(5, 0, shut) + self.event(5, 0, 1 - shut))
        self.write(self.event(5, 0, shut))


def _event(kind: int, code: int, value: int) -> bytes:
    moment = time.time_ns() // 1000
    return (
        (moment // 1_000_000).to_bytes(8, "little")
        + (moment % 1_000_000).to_bytes(8, "little")
        + kind.to_bytes(2, "little")
        + code.to_bytes(2, "little")
        + value.to_bytes(4, "little")
    )
