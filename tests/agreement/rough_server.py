"""A server that does not know HTTP: it reads a request and sends whatever bytes a test wrote down."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = Callable[[socket.socket, bytes], None]
PATIENCE_S = 10.0


@dataclass
class RoughServer:
    """Where it listens, and the requests that came."""

    url: str
    requests: list[bytes] = field(default_factory=list)


def http(status: str, body: bytes, *headers: str, declared: int | None = None) -> bytes:
    """An HTTP answer; it may declare another length than it has."""
    length = len(body) if declared is None else declared
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {length}", *headers, "", ""]).encode() + body


def says(*pieces: bytes) -> Answer:
    """Send these, then hang up."""

    def answer(line: socket.socket, _request: bytes) -> None:
        for piece in pieces:
            line.sendall(piece)

    return answer


def read_request(line: socket.socket) -> bytes:
    """One request with its body, or what came of it."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = line.recv(65536)
        if not piece:
            return got
        got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    wanted = 0
    for header in head.split(b"\r\n"):
        if header.lower().startswith(b"content-length:"):
            wanted = int(header.split(b":")[1])
    while len(body) < wanted:
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def rough_server(*answers: Answer) -> Iterator[RoughServer]:
    """Each connection gets the next answer, the last one over and over."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(PATIENCE_S)
    server = RoughServer(f"http://127.0.0.1:{listener.getsockname()[1]}")
    stopping = threading.Event()

    def serve() -> None:
        turn = 0
        while not stopping.is_set():
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line:
                line.settimeout(PATIENCE_S)
                if stopping.is_set():
                    return
                try:
                    server.requests.append(read_request(line))
                    answers[min(turn, len(answers) - 1)](line, server.requests[-1])
                except OSError:
                    pass  # the terminal hung up, as it may
            turn += 1

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        stopping.set()
        with socket.create_connection(listener.getsockname()):
            pass  # wakes accept()
        thread.join(PATIENCE_S)
        listener.close()
    assert not thread.is_alive()
