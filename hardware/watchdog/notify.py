"""What systemd is told, over the datagram socket that it names in $NOTIFY_SOCKET. Source: sd_notify(3)."""

import contextlib
import socket
import threading
from collections.abc import Mapping

_USEC = 1_000_000
_STATUS_MOST = 200
_WATCHDOG_MOST_S = 86_400.0


class NoKeeper(Exception):
    """There is nobody to tell; `detail` says whether that is so by mistake."""

    def __init__(self, *, by_mistake: bool) -> None:
        super().__init__("no usable $NOTIFY_SOCKET")
        self.by_mistake = by_mistake


def address(environment: Mapping[str, str]) -> str:
    """The address of the keeper's socket, abstract ones with a zero before them; NoKeeper when there is none."""
    named = environment.get("NOTIFY_SOCKET", "")
    if not named:
        raise NoKeeper(by_mistake=False)
    if named[0] not in "/@" or len(named) < 2 or len(named.encode()) > 107 or "\0" in named:
        raise NoKeeper(by_mistake=True)
    return "\0" + named[1:] if named[0] == "@" else named


def watchdog_s(environment: Mapping[str, str], pid: int) -> float | None:
    """How long the keeper waits for a sign of life; None when it does not, or waits for another process."""
    usec, watched = environment.get("WATCHDOG_USEC", ""), environment.get("WATCHDOG_PID", "")
    if watched and watched != str(pid):
        return None
    if not (usec.isascii() and usec.isdecimal() and len(usec) <= 18 and int(usec) > 0):
        return None
    return min(int(usec) / _USEC, _WATCHDOG_MOST_S)


def status(text: str) -> str:
    """STATUS=: one line, however the text was."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return f"STATUS={line[:_STATUS_MOST]}"


def extension(seconds: float) -> str:
    """EXTEND_TIMEOUT_USEC=: so long still."""
    return f"EXTEND_TIMEOUT_USEC={int(max(0.0, min(seconds, _WATCHDOG_MOST_S)) * _USEC)}"


class Keeper:
    """The way to the keeper; from any thread, and it never blocks."""

    def __init__(self, to: str) -> None:
        self._to = to
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None

    def tell(self, *lines: str) -> None:
        """Send one datagram; OSError when the keeper is not there or its queue is full."""
        with self._lock:
            if self._socket is None:
                self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
                self._socket.setblocking(False)
            self._socket.sendto("\n".join(lines).encode(), socket.MSG_NOSIGNAL, self._to)

    def close(self) -> None:
        """Close our end."""
        with self._lock:
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.close()
            self._socket = None
