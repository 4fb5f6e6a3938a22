"""The network between terminal and backend, as something that can be cut."""

import contextlib
import socket
import threading
from enum import StrEnum

CHUNK = 65536


class LineState(StrEnum):
    """What the line does with a call."""

    WHOLE = "whole"
    CUT = "cut"  # refused at once
    SILENT = "silent"  # taken, never answered
    BROKEN = "broken"  # answered with 500
    NONSENSE = "nonsense"  # answered with something else
    ONE_WAY = "one_way"  # what is asked gets there, and is done; no answer comes back


_ANSWERS = {
    LineState.BROKEN: b"HTTP/1.1 500 Oops\r\nContent-Length: 4\r\nConnection: close\r\n\r\noops",
    LineState.NONSENSE: b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n<hi/>",
}


class Line:
    """A TCP relay on loopback, at `port`. Thread-safe; a context manager."""

    def __init__(self, backend_port: int) -> None:
        self._backend_port = backend_port
        self._state = LineState.WHOLE
        self._open: set[socket.socket] = set()
        self._recorded: list[bytes] | None = None
        self._lock = threading.Lock()
        self._listening = self._listen(0)
        self.port: int = self._listening.getsockname()[1]
        self._closed = False

    def __enter__(self) -> "Line":
        self._accept_in_background()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        self._hang_up(self._listening)
        self._drop_all()

    @property
    def state(self) -> LineState:
        """What the line does now."""
        return self._state

    def record(self) -> list[bytes]:
        """Keep every piece that goes over the line from now on, both ways, for a test to search."""
        self._recorded = []
        return self._recorded

    def become(self, state: LineState) -> None:
        """Change what the line does; calls that are going on are dropped."""
        before, self._state = self._state, state
        self._drop_all()
        if state is LineState.CUT and before is not LineState.CUT:
            self._hang_up(self._listening)
        elif state is not LineState.CUT and before is LineState.CUT:
            self._listening = self._listen(self.port)
            self._accept_in_background()

    def _listen(self, port: int) -> socket.socket:
        return socket.create_server(("127.0.0.1", port), reuse_port=False)

    def _accept_in_background(self) -> None:
        threading.Thread(target=self._accept, args=(self._listening,), name="line", daemon=True).start()

    def _accept(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):  # the listening socket was closed: the line is cut, or the demo over
            while not self._closed:
                caller, _ = listening.accept()
                threading.Thread(target=self._connect, args=(caller,), name="line call", daemon=True).start()

    def _connect(self, caller: socket.socket) -> None:
        with self._lock:
            self._open.add(caller)
        state = self._state
        if state in (LineState.WHOLE, LineState.ONE_WAY):
            self._relay(caller)
        elif state in _ANSWERS:
            with contextlib.suppress(OSError):
                caller.recv(CHUNK)
                caller.sendall(_ANSWERS[state])
            self._hang_up(caller)

    def _relay(self, caller: socket.socket) -> None:
        try:
            office = socket.create_connection(("127.0.0.1", self._backend_port), timeout=5)
        except OSError:
            self._hang_up(caller)
            return
        office.settimeout(None)
        with self._lock:
            self._open.add(office)
        threading.Thread(target=self._pump, args=(office, caller, True), name="line back", daemon=True).start()
        self._pump(caller, office)

    def _pump(self, source: socket.socket, sink: socket.socket, answers: bool = False) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(CHUNK):
                if self._recorded is not None:
                    self._recorded.append(data)
                if self._state is LineState.ONE_WAY and answers:
                    break
                sink.sendall(data)
        self._hang_up(source)
        self._hang_up(sink)

    def _drop_all(self) -> None:
        with self._lock:
            dropped, self._open = self._open, set()
        for connection in dropped:
            self._hang_up(connection)

    @staticmethod
    def _hang_up(connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()
