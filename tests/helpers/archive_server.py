"""A server of archives on this machine, which can go on in the middle of a file, and has faults on demand."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Shelf:
    """What is served, and how. `breaks_after`: the connection is lost after so many bytes, each time, until it is 0."""

    files: dict[str, bytes] = field(default_factory=dict)
    breaks_after: int = 0
    breaks: int = 0
    with_ranges: bool = True
    tag: str = '"one"'
    tells_length: bool = True
    lie: Callable[[bytes], bytes] = bytes
    asked: list[tuple[str, str]] = field(default_factory=list)
    leads_to: str = ""
    url: str = ""


@contextmanager
def serving(shelf: Shelf, secret: Path | None = None) -> Iterator[Shelf]:
    """Serve it; over TLS with a `secret`, the file of a key and its certificate."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            shelf.asked.append((self.path, wanted))
            content = shelf.files.get(self.path.lstrip("/"))
            if shelf.leads_to or content is None:
                _lead(self, shelf.leads_to)
                return
            begin = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
            if not (wanted and shelf.with_ranges and self.headers.get("If-Range") == shelf.tag):
                begin = 0
            body = shelf.lie(content[begin:])
            self.send_response(206 if begin else 200)
            if begin:
                self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
            if shelf.tag:
                self.send_header("ETag", shelf.tag)
            if shelf.tells_length:
                self.send_header("Content-Length", str(len(content) - begin))
            self.end_headers()
            if shelf.breaks:
                shelf.breaks -= 1
                body = body[: shelf.breaks_after]
            with suppress(OSError):  # who asks may have heard enough
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Silently."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.socket = _secured(server.socket, secret)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    shelf.url = f"http{'s' * bool(secret)}://127.0.0.1:{server.server_address[1]}"
    try:
        yield shelf
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _lead(answer: BaseHTTPRequestHandler, to: str) -> None:
    if not to:
        answer.send_error(404)
        return
    answer.send_response(302)
    answer.send_header("Location", to)
    answer.send_header("Content-Length", "0")
    answer.end_headers()


def _secured(plain: socket.socket, secret: Path | None) -> socket.socket:
    if secret is None:
        return plain
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(secret)
    return context.wrap_socket(plain, server_side=True)
