"""A server of archives on this machine, which can go on in the middle of a file, and has faults on demand."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


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
    url: str = ""


@contextmanager
def serving(shelf: Shelf) -> Iterator[Shelf]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            shelf.asked.append((self.path, wanted))
            content = shelf.files.get(self.path.lstrip("/"))
            if content is None:
                self.send_error(404)
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
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    shelf.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield shelf
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
