"""Chromium in kiosk mode as a contestant, with a twin of our attract page from a server on loopback."""

import http.server
import shutil
import subprocess
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from bench.contestant import BenchError, Start
from bench.process_tree import end, memory_of
from kiosk.modalities.touch.icons import phosphor_font

PROGRAM = "chromium"
PAGES = Path(__file__).with_name("pages")
PATIENCE_S = 60.0
NO_CONTENT, NOT_FOUND = 204, 404
# Nothing here slows it down: no sandbox, no phoning home, no GPU process that would look in vain for a GPU.
FLAGS = (
    "--kiosk",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-translate",
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--password-store=basic",
    "--window-position=0,0",
    "--window-size=1080,1920",
)


class ChromiumStart:
    """Starts Chromium with a profile that is kept from start to start, as on a kiosk. A context manager."""

    name = "chromium"

    def __init__(self, folder: Path, settle_s: float) -> None:
        self._program = installed()
        self._folder = folder
        self._settle_s = settle_s
        self._server = PageServer()

    def __enter__(self) -> Self:
        self._server.open()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def start(self, environment: Mapping[str, str]) -> Start:
        """Spawn, wait until the page says that it was painted, let it settle, weigh it."""
        self._server.painted.clear()
        with (self._folder / "chromium.log").open("wb") as log:
            began = time.monotonic()
            child = subprocess.Popen(
                [self._program, *FLAGS, f"--user-data-dir={self._folder / 'profile'}", self._server.url],
                env=dict(environment),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                if not self._server.painted.wait(PATIENCE_S):
                    raise BenchError(f"chromium painted nothing: {self._last_words()}")
                shown = self._server.painted_at
                time.sleep(self._settle_s)
                memory = memory_of(child.pid)
            finally:
                end(child)
        return Start((shown - began) * 1000, memory)

    def _last_words(self) -> str:
        return (self._folder / "chromium.log").read_text(encoding="utf-8", errors="replace")[-1500:]


def installed() -> str:
    """Where Chromium is.

    Raises: BenchError that says how to get it
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise BenchError("chromium is not installed; packaging/bench-packages.txt lists it: apt-get install chromium")
    return program


class PageServer:
    """Serves the page and its font, and notes when the page says that it was painted."""

    def __init__(self) -> None:
        self.painted = threading.Event()
        self.painted_at = 0.0
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/attract.html"

    def open(self) -> None:
        """Serve on a thread of its own."""
        threading.Thread(target=self._server.serve_forever, name="pages", daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def note_paint(self) -> None:
        """The page was painted just now. Any thread."""
        if not self.painted.is_set():
            self.painted_at = time.monotonic()
            self.painted.set()

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        files = {
            "/attract.html": ("text/html; charset=utf-8", (PAGES / "attract.html").read_bytes()),
            "/phosphor.ttf": ("font/ttf", phosphor_font().read_bytes()),
        }
        note_paint = self.note_paint

        class Handler(http.server.BaseHTTPRequestHandler):
            """One request."""

            def do_POST(self) -> None:
                """The page tells of its first paint."""
                note_paint()
                self.send_response(NO_CONTENT)
                self.end_headers()

            def do_GET(self) -> None:
                """A file of the page."""
                kind, body = files.get(self.path, ("", b""))
                self.send_response(200 if kind else NOT_FOUND)
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Nothing: the bench reports by itself."""

        return Handler
