"""The end of the notify socket at which systemd sits: hears, and would kill. Thread-safe."""

import contextlib
import os
import select
import socket
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from hardware.emulators.handles import Handle


class KeeperEmulator:
    """A datagram socket at `path`, or an abstract one. It remembers what it was told; a context manager."""

    def __init__(self, path: Path, *, abstract: bool = False, watchdog_s: float | None = None) -> None:
        self.title = "Watchdog"
        self._address = "\0" + str(path) if abstract else str(path)
        self._path = None if abstract else path
        self._watchdog_s = watchdog_s
        self._lock = threading.Lock()
        self._deaf = False
        self._beat_at: float | None = None
        self._said: dict[str, str] = {}
        self._socket: socket.socket | None = None
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._live, name="emulated keeper", daemon=True)
        self.datagrams: list[tuple[str, ...]] = []

    def __enter__(self) -> Self:
        self.plug()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._thread.join(5)
        self.unplug()

    def environment(self, *, pid: int | None = None) -> dict[str, str]:
        """What systemd puts into the environment of what it starts."""
        found = {"NOTIFY_SOCKET": "@" + self._address[1:] if self._address[0] == "\0" else self._address}
        if self._watchdog_s is not None:
            found["WATCHDOG_USEC"] = str(int(self._watchdog_s * 1_000_000))
            found["WATCHDOG_PID"] = str(os.getpid() if pid is None else pid)
        return found

    @property
    def beats(self) -> int:
        """How many signs of life came."""
        with self._lock:
            return sum("WATCHDOG=1" in datagram for datagram in self.datagrams)

    def said(self, kind: str) -> str | None:
        """The newest word of a kind, such as STATUS or READY."""
        with self._lock:
            return self._said.get(kind)

    @property
    def would_kill(self) -> bool:
        """Whether the last sign of life is too long ago."""
        with self._lock:
            at = self._beat_at
        return self._watchdog_s is not None and at is not None and time.monotonic() - at > self._watchdog_s

    def handles(self) -> tuple[Handle, ...]:
        """Nobody lays hands on it."""
        return ()

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return {"deaf": "does not read, its queue is full"}

    def break_with_fault(self, key: str) -> None:
        """Have this fault."""
        with self._lock:
            self._deaf = key == "deaf"
        if key == "deaf":
            self._fill()

    def looks(self) -> str:
        """What `systemctl status` would say."""
        alive = "would be killed" if self.would_kill else f"{self.beats} signs of life"
        return f"{alive}; {self.said('STATUS') or 'no status'}"

    def plug(self) -> None:
        """Listen."""
        ends = time.monotonic() + 2
        while not self._bound():
            # The address is free when our thread has let go of the socket that it waited on.
            assert time.monotonic() < ends, "another keeper has this address"
            time.sleep(0.01)

    def unplug(self) -> None:
        """Be gone, as systemd never is."""
        with self._lock:
            if self._socket is not None:
                self._socket.close()
                if self._path is not None:
                    self._path.unlink(missing_ok=True)
            self._socket = None

    def _bound(self) -> bool:
        with self._lock:
            if self._socket is None:
                fresh = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
                fresh.setblocking(False)
                try:
                    fresh.bind(self._address)
                except OSError:
                    fresh.close()
                    return False
                self._socket = fresh
            return True

    def _fill(self) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as other:
            other.setblocking(False)
            with contextlib.suppress(OSError):
                while True:
                    other.sendto(b"X=1", self._address)

    def _live(self) -> None:
        while not self._closing.is_set():
            with self._lock:
                listening = None if self._deaf else self._socket
            if listening is None:
                self._closing.wait(0.02)
                continue
            with contextlib.suppress(OSError, ValueError):  # unplugged while we waited
                if select.select([listening], [], [], 0.05)[0]:
                    self._hear(listening.recv(8192))

    def _hear(self, datagram: bytes) -> None:
        lines = tuple(datagram.decode(errors="replace").split("\n"))
        with self._lock:
            self.datagrams.append(lines)
            for line in lines:
                kind, _, value = line.partition("=")
                self._said[kind] = value
            if "WATCHDOG=1" in lines:
                self._beat_at = time.monotonic()
