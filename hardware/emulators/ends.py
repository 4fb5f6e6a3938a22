"""The far ends of wires: a pseudo terminal under a path, and a TCP port; each on its own thread.

Both can be unplugged and plugged in again at the same place.
"""

import contextlib
import os
import select
import socket
import termios
import threading
import time
import tty
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, Self

_BIND_S = 5.0


class Player(Protocol):
    """The device behind the wire."""

    def receive(self, data: bytes) -> Iterable[tuple[float, bytes]]:
        """Take bytes in; give out what to send, each piece after its seconds of waiting. On the end's thread.

        No bytes: something else has changed, perhaps there is something to send now.
        """

    @property
    def takes_bytes(self) -> bool:
        """False while the device's buffer is full: the wire then holds the bytes back."""

    def hung_up(self) -> None:
        """The plug was pulled."""


class Hangup(Exception):
    """Raised by a player, while it answers, to drop the connection."""


class _End:
    """What both ends share: the thread, the plug, and a pipe that wakes the thread."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._lock = threading.RLock()
        self._closing = threading.Event()
        self._wake_read = self._wake_write = -1
        self._thread = threading.Thread(target=self._live, name="emulated wire", daemon=True)

    def __enter__(self) -> Self:
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)
        self.plug()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self.wake()
        self._thread.join(5)
        self.unplug()
        os.close(self._wake_read)
        os.close(self._wake_write)
        self._wake_read = self._wake_write = -1

    def plug(self) -> None:
        raise NotImplementedError

    def unplug(self) -> None:
        raise NotImplementedError

    def wake(self) -> None:
        """Make the thread look again at what it waits for."""
        with contextlib.suppress(OSError):
            os.write(self._wake_write, b".")

    def _sources(self) -> list[int]:
        raise NotImplementedError

    def _serve(self, fd: int) -> None:
        raise NotImplementedError

    def _live(self) -> None:
        while not self._closing.is_set():
            with self._lock:
                sources = self._sources() if self._player.takes_bytes else []
            try:
                ready, _, _ = select.select([*sources, self._wake_read], [], [], 0.2)
            except (OSError, ValueError):  # unplugged while we waited
                continue
            for fd in ready:
                if fd == self._wake_read:
                    os.read(fd, 4096)
                    self._nudge()
                else:
                    self._serve(fd)

    def _nudge(self) -> None:
        raise NotImplementedError

    def _pause(self, seconds: float) -> None:
        if seconds > 0:
            self._closing.wait(seconds)


class PtyEnd(_End):
    """A serial line or a USB printer node at `path`, which is a link to a pseudo terminal."""

    def __init__(self, path: Path, player: Player) -> None:
        super().__init__(player)
        self.path = path
        self._ours: int | None = None
        self._theirs: int | None = None

    def plug(self) -> None:
        """Make the path appear."""
        with self._lock:
            if self._ours is not None:
                return
            self._ours, self._theirs = os.openpty()
            tty.setraw(self._theirs, termios.TCSANOW)
            os.set_blocking(self._ours, False)
            fresh = self.path.with_name(self.path.name + ".new")
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(os.ttyname(self._theirs))
            fresh.replace(self.path)
        self.wake()

    def unplug(self) -> None:
        """Make the path vanish and hang up on whoever has it open."""
        with self._lock:
            self.path.unlink(missing_ok=True)
            for fd in (self._ours, self._theirs):
                if fd is not None:
                    os.close(fd)
            self._ours = self._theirs = None
        self._player.hung_up()
        self.wake()

    def _sources(self) -> list[int]:
        return [] if self._ours is None else [self._ours]

    def _serve(self, fd: int) -> None:
        try:
            with self._lock:
                if fd != self._ours:  # unplugged since: the number may belong to another file by now
                    return
                data = os.read(fd, 4096)
        except OSError:
            return
        self._answer(fd, data)

    def _nudge(self) -> None:
        if (fd := self._ours) is not None:
            self._answer(fd, b"")

    def _answer(self, fd: int, data: bytes) -> None:
        try:
            for wait, piece in self._player.receive(data):
                self._pause(wait)
                self._send(fd, piece)
        except Hangup:
            self.unplug()
        except OSError:
            return

    def _send(self, fd: int, data: bytes) -> None:
        while data:
            with self._lock:
                if fd != self._ours:
                    return
                with contextlib.suppress(BlockingIOError):
                    data = data[os.write(fd, data) :]
            if data:
                self._pause(0.005)


class TcpEnd(_End):
    """A TCP port on loopback that serves one connection at a time, as printers do."""

    def __init__(self, player: Player, port: int = 0) -> None:
        super().__init__(player)
        self.host = "127.0.0.1"
        self.port = port
        self._listening: socket.socket | None = None
        self._connected: socket.socket | None = None

    def plug(self) -> None:
        """Listen; at the same port as before."""
        with self._lock:
            if self._listening is not None:
                return
            listening = self._bound()
            listening.listen(1)
            listening.setblocking(False)
            self.port = listening.getsockname()[1]
            self._listening = listening
        self.wake()

    def _bound(self) -> socket.socket:
        """A socket at our port, which the kernel keeps for as long as the thread still waits on the former one."""
        ends = time.monotonic() + _BIND_S
        while True:
            listening = socket.socket()
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listening.bind((self.host, self.port))
            except OSError:
                listening.close()
                if time.monotonic() >= ends:
                    raise
                self.wake()
                time.sleep(0.005)
            else:
                return listening

    def unplug(self) -> None:
        """Stop listening and reset the connection."""
        with self._lock:
            if self._listening is not None:
                self._listening.close()
            self._listening = None
            self._drop()
        self._player.hung_up()
        self.wake()

    def _drop(self) -> None:
        with self._lock:
            if self._connected is not None:
                # An abrupt reset: no port is left waiting for the rest of a goodbye.
                self._connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                self._connected.close()
            self._connected = None

    def _sources(self) -> list[int]:
        if self._connected is not None:
            return [self._connected.fileno()]
        return [] if self._listening is None else [self._listening.fileno()]

    def _serve(self, fd: int) -> None:
        with self._lock:
            if self._connected is None or self._connected.fileno() != fd:
                self._accept()
                return
            connected = self._connected
        try:
            data = connected.recv(4096, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._answer(connected, data)
        else:
            self._drop()

    def _nudge(self) -> None:
        with self._lock:
            connected = self._connected
        if connected is not None:
            self._answer(connected, b"")

    def _answer(self, connected: socket.socket, data: bytes) -> None:
        try:
            for wait, piece in self._player.receive(data):
                self._pause(wait)
                connected.sendall(piece)
        except Hangup:
            self._drop()
            self._player.hung_up()
        except OSError:
            self._drop()

    def _accept(self) -> None:
        if self._connected is None and self._listening is not None:
            with contextlib.suppress(OSError):  # who called may have hung up
                self._connected, _ = self._listening.accept()
                self._connected.setblocking(True)
                self._connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
