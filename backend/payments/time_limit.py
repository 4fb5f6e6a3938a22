"""A limit for a whole HTTP exchange: urllib3's own read timeout begins anew with each byte that comes.

What is read of an answer (its head, its body, and what stands between the chunks of it) is read against one moment.
Connecting and sending need no such care: a socket's timeout holds for the whole of a TLS handshake and of a sending,
and what they took is missing for the answer.
"""

import http.client
import io
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import cast

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_UNTIL: ContextVar[float] = ContextVar("until")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let all that this thread reads by a `TimedAdapter` come in this time, or be a TimeoutError (of urllib3's)."""
    token = _UNTIL.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _UNTIL.reset(token)


class TimedAdapter(HTTPAdapter):
    """Its connections read nothing outside `within`."""

    def __init__(self, pool_maxsize: int) -> None:
        super().__init__(max_retries=0, pool_maxsize=pool_maxsize)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}


class _Reading(io.RawIOBase):
    """A socket's stream, of which each read waits for what is left of the time, and never longer than it did."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._longest = line.gettimeout()
        # Its own reference: whoever closes the connection leaves us the rest of the answer.
        self._stream = cast("io.RawIOBase", line.makefile("rb", buffering=0))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]  # typeshed: any buffer
        left = _UNTIL.get() - time.monotonic()
        if left <= 0:
            raise TimeoutError("too slow")
        self._line.settimeout(left if self._longest is None else min(left, self._longest))
        return self._stream.readinto(buffer)

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Timed:
    """All of a socket that an answer takes."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reading(self._line))


class _Answer(http.client.HTTPResponse):
    def __init__(
        self, sock: socket.socket, debuglevel: int = 0, method: str | None = None, url: str | None = None
    ) -> None:
        super().__init__(cast("socket.socket", _Timed(sock)), debuglevel, method, url)


class _Connection(HTTPConnection):
    response_class = _Answer


class _TlsConnection(HTTPSConnection):
    response_class = _Answer


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection
