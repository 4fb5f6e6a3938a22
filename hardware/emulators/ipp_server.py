"""HTTP/1.1 as a network printer serves it, under the IPP of `ipp.py`."""

import contextlib
import http.server
import re
import socket
import socketserver
import threading
from collections.abc import Callable

LONGEST_DOCUMENT = 32 << 20


class _Handler(http.server.BaseHTTPRequestHandler):
    """HTTP/1.1 with kept connections, chunked bodies and Expect: 100-continue."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60
    server: "IppServer"

    def do_POST(self) -> None:
        body = self._body()
        if body is None:
            self.send_error(413)
            return
        answer = self.server.respond(body)
        if answer is None:
            self.server.closing.wait(600)
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/ipp")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def do_GET(self) -> None:
        self.send_error(404)

    def _body(self) -> bytes | None:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            length = self.headers.get("Content-Length", "0")
            size = int(length) if length.isdecimal() else LONGEST_DOCUMENT + 1
            return self.rfile.read(size) if size <= LONGEST_DOCUMENT else None
        body = bytearray()
        while size := self._chunk_size():
            if len(body) + size > LONGEST_DOCUMENT:
                return None
            body += self.rfile.read(size)
            self.rfile.readline(8)
        self.rfile.readline(8)
        return bytes(body)

    def _chunk_size(self) -> int:
        digits = self.rfile.readline(64).split(b";")[0].strip()
        return int(digits, 16) if re.fullmatch(rb"[0-9A-Fa-f]{1,8}", digits) else 0

    def log_message(self, *_: object) -> None:
        """Say nothing: what is printed is nobody's business."""


class IppServer(http.server.ThreadingHTTPServer):
    """Serves until it is unplugged, and then resets what is open."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int, respond: Callable[[bytes], bytes | None]) -> None:
        self.respond = respond
        self.closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def server_bind(self) -> None:
        """Take the port."""
        # Not HTTPServer's, which asks a name server for our name.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]

    def process_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        """Remember who is connected."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        """Forget who has gone."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor that hung up is nothing to tell."""

    def hang_up(self) -> None:
        """Stop listening and reset every connection."""
        self.closing.set()
        self.shutdown()
        self.server_close()
        with self._lock:
            for connected in self._open:
                with contextlib.suppress(OSError):
                    connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                    connected.shutdown(socket.SHUT_RDWR)
