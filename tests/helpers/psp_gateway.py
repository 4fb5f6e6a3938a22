"""The sandbox of the payment providers as a process of its own, and a merchant's door for its callbacks."""

import json
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import requests

PATIENCE_S = 10.0
"""No test waits so long unless something is broken."""


class Gateway:
    """One process over a folder; it can be killed and started anew over the same."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self._options, self._port = folder, options, 0
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it, at the port where it was before; returns when it listens."""
        self._process = subprocess.Popen(
            [
                *[sys.executable, "-m", "backend.psp_sandbox"],
                *["--folder", str(self.folder), "--port", str(self._port), *self._options],
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        told = json.loads(self._process.stdout.readline())
        self._port = told["port"]
        self.merchant: dict[str, dict[str, str]] = json.loads(Path(told["merchant"]).read_text())

    def kill(self) -> None:
        """As a power cut does."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """As an operator does; the code that it ends with."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        assert process is not None
        process.send_signal(how)
        code = process.wait(PATIENCE_S)
        assert process.stdout is not None
        process.stdout.close()
        return code

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def read(self, channel: str, what: str) -> str:
        """The content of a file that merchant.json names."""
        return Path(self.merchant[channel][what]).read_text()

    def ask(self, resource: str, method: str = "GET", **content: object) -> Any:
        """The payer's side; anything but a yes is an error."""
        answer = self.try_to(resource, method, **content)
        answer.raise_for_status()
        return answer.json()

    def try_to(self, resource: str, method: str = "POST", **content: object) -> requests.Response:
        """The payer's side."""
        token = Path(self.merchant["payer"]["token"]).read_text()
        return requests.request(
            method,
            f"{self.merchant['payer']['url']}/{resource}",
            json=content if method == "POST" else None,
            headers={"Authorization": f"Bearer {token}"},
            timeout=PATIENCE_S,
        )

    def pay(self, code: str, **more: object) -> dict[str, Any]:
        """Her phone pays what is in a QR code."""
        paid: dict[str, Any] = self.ask("pay", "POST", code=code, **more)
        return paid

    def payment_code(self, channel: str, manner: str = "pays") -> str:
        """A fresh code on her phone."""
        return str(self.ask("payment-code", "POST", channel=channel, manner=manner)["code"])

    def break_with(self, operation: str, kind: str, **more: object) -> None:
        """A fault to come."""
        self.ask("faults", "POST", operation=operation, kind=kind, **more)

    def trade(self, attempt: str) -> dict[str, Any] | None:
        """What the ledger says of an attempt."""
        return next((trade for trade in self.ask("ledger")["trades"] if trade["attempt"] == attempt), None)

    def refunds(self, attempt: str) -> list[dict[str, Any]]:
        """What went back of it."""
        return [refund for refund in self.ask("ledger")["refunds"] if refund["attempt"] == attempt]


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Gateway]:
    """A gateway that runs, and is gone afterwards."""
    gateway = Gateway(folder, *options)
    gateway.start()
    try:
        yield gateway
    finally:
        if gateway._process is not None:
            gateway.stop()


@dataclass(frozen=True)
class Heard:
    """A callback as it came."""

    headers: Mapping[str, str]
    body: bytes


@dataclass
class MerchantDoor:
    """Where callbacks come; what it says to them, in turn, and at last what it always says."""

    url: str = ""
    says: list[tuple[int, bytes]] = field(default_factory=list)
    always: tuple[int, bytes] = (200, b"success")
    came: "queue.Queue[Heard]" = field(default_factory=queue.Queue)

    def next(self) -> Heard:
        """The next callback; fails where none comes."""
        return self.came.get(timeout=PATIENCE_S)


@contextmanager
def merchant_door() -> Iterator[MerchantDoor]:
    """A door at loopback."""
    door = MerchantDoor()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, said = door.says.pop(0) if door.says else door.always
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)
            door.came.put(Heard(dict(self.headers.items()), body))

        def log_message(self, *_: object) -> None:
            """Silently."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    door.url = f"http://127.0.0.1:{server.server_address[1]}/notify"
    try:
        yield door
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
