"""The sandbox of both providers as a process, the phone of who pays, and the door that callbacks come to."""

import json
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from backend.payments.channel import Callback
from tests.helpers.scripted_host import Heard, Reply, ScriptedHost, scripted_host

PATIENCE_S = 20.0


@dataclass
class Payer:
    """What a hand can do: pay, refuse, show a code; and what went wrong on purpose."""

    url: str
    token: str = field(repr=False)

    def do(self, method: str, what: str, **content: object) -> Any:
        """Ask the sandbox; whatever is not done is an error."""
        answer = self.ask(method, what, **content)
        answer.raise_for_status()
        return answer.json()

    def ask(self, method: str, what: str, **content: object) -> requests.Response:
        """Ask the sandbox."""
        headers = {"Authorization": f"Bearer {self.token}"}
        body = content if method == "POST" else None
        return requests.request(method, f"{self.url}/{what}", json=body, headers=headers, timeout=PATIENCE_S)

    def code(self, channel: str, manner: str = "pays") -> str:
        """A fresh code on her phone."""
        found: str = self.do("POST", "payment-code", channel=channel, manner=manner)["code"]
        return found

    def breaks(self, operation: str, kind: str, **more: object) -> None:
        """Something goes wrong once."""
        self.do("POST", "faults", operation=operation, kind=kind, **more)

    def refunds(self, attempt: str) -> list[int]:
        """What went back of an attempt, by the sandbox's own ledger."""
        return [each["fen"] for each in self.do("GET", "ledger")["refunds"] if each["attempt"] == attempt]

    def succeeded(self, attempt: str) -> bool:
        """Whether money ever came."""
        trades = self.do("GET", "ledger")["trades"]
        return any(trade["succeeded"] for trade in trades if trade["attempt"] == attempt)


@dataclass
class Door:
    """Where callbacks come to."""

    url: str
    came: list[Callback] = field(default_factory=list)
    rang: threading.Condition = field(default_factory=threading.Condition)

    def answer(self, heard: Heard) -> Reply:
        """Take it; both providers are content with this."""
        with self.rang:
            self.came.append(Callback(heard.headers, heard.body))
            self.rang.notify_all()
        return Reply(200, b"success")

    def wait(self, count: int = 1) -> list[Callback]:
        """The callbacks that came, once there are so many."""
        with self.rang:
            assert self.rang.wait_for(lambda: len(self.came) >= count, PATIENCE_S)
            return list(self.came)


@contextmanager
def door() -> Iterator[Door]:
    """A door of this machine."""
    found = Door("")
    with scripted_host(found.answer) as host:
        found.url = _url(host)
        yield found


def _url(host: ScriptedHost) -> str:
    return host.url


@contextmanager
def sandbox(folder: Path) -> Iterator[Payer]:
    """Both providers, at a free port, until the block is left."""
    ready = folder / "ready.json"
    command = [sys.executable, "-m", "backend.psp_sandbox", "--folder", str(folder), "--ready-file", str(ready)]
    options = ["--bills-at-once", "--refund-s", "0", "--pace", "0.01"]
    with subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + PATIENCE_S
            while not ready.exists():
                assert process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.02)
            told = json.loads((folder / "merchant.json").read_text())["payer"]
            yield Payer(told["url"], Path(told["token"]).read_text())
        finally:
            process.terminate()


def number(kind: str = "A") -> str:
    """A fresh number of an attempt or a refund."""
    return f"{kind}TEST{secrets.token_hex(13).upper()}"
