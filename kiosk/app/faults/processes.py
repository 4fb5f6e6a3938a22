"""The processes of a lane: gateway, office, terminal. Each is started, killed as by a power cut, and started anew."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import requests

from kiosk.app import faults
from kiosk.app.faults.nursery import Born, Nursery

START_S = 60.0
ROOT = Path(faults.__file__).parents[3]
"""The checkout: the hurried office stands beside its tests."""
SITE = "xinghua"


class DidNotStart(Exception):
    """A process of a lane did not come up; its log says why."""


@dataclass(frozen=True, slots=True)
class Programs:
    """What is run, as `python -m`; a test puts a faulty one in its place, to see whether that is seen."""

    gateway: str = "backend.psp_sandbox"
    office: str = "tests.faults.hurried_office"
    terminal: str = "kiosk.app.faults.terminal"


@dataclass(frozen=True, slots=True)
class Nurseries:
    """Where the three kinds of processes are born."""

    gateway: Nursery
    office: Nursery
    terminal: Nursery

    @classmethod
    def of(cls, stack: ExitStack, programs: Programs) -> "Nurseries":
        """They end with the stack."""
        gateway = Nursery(ROOT, programs.gateway, f"{programs.gateway}.serving")
        office, terminal = Nursery(ROOT, programs.office), Nursery(ROOT, programs.terminal)
        return cls(*(stack.enter_context(one) for one in (gateway, office, terminal)))


class Daemon:
    """A process that says in a file where it listens. It keeps its port over all its lives."""

    def __init__(self, folder: Path, name: str, nursery: Nursery) -> None:
        self._folder, self._name, self._nursery = folder, name, nursery
        self._ready = folder / f"{name}.ready"
        self._child: Born | None = None
        self.port = free_port()

    def begin(self, *words: str) -> None:
        """Start it, and wait until it listens. Raises DidNotStart."""
        self._ready.unlink(missing_ok=True)
        log = self._folder / f"{self._name}.log"
        self._child = self._nursery.bear(words, stdin=None, stdout=log, stderr=log)
        ends = time.monotonic() + START_S
        while not self._ready.exists():
            if not self.lives or time.monotonic() > ends:
                raise DidNotStart(f"{self._name}: {log.read_text('utf-8', 'replace')[-500:]}")
            time.sleep(0.01)

    def start(self) -> None:
        """Start it over what it knew before; returns when it listens. Raises DidNotStart."""
        raise NotImplementedError

    @property
    def lives(self) -> bool:
        """Whether it runs."""
        return self._child is not None and self._child.lives

    def kill(self) -> None:
        """As a power cut does."""
        if self._child is not None:
            self._child.kill()


class Gateway(Daemon):
    """Both providers, and the phones of those who pay (docs/payments-sandbox.md)."""

    def __init__(self, folder: Path, nursery: Nursery) -> None:
        super().__init__(folder, "gateway", nursery)
        self.folder = folder / "merchant"
        self._http = requests.Session()
        self._http.trust_env = False

    def start(self) -> None:
        """Start it over its ledger; its faults are forgotten."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        words = ["--folder", str(self.folder), "--port", str(self.port), "--ready-file", str(self._ready)]
        self.begin(*words, "--refund-s", "0.05", "--pace", "0.0002")

    def ask(self, resource: str, method: str = "POST", **content: object) -> dict[str, object] | None:
        """The payer's side; None: her phone says no, or has no answer."""
        token = (self.folder / "payer_token").read_text("utf-8").strip()
        try:
            answer = self._http.request(
                method,
                f"http://127.0.0.1:{self.port}/payer/{resource}",
                json=content if method == "POST" else None,
                headers={"Authorization": f"Bearer {token}"},
                timeout=5,
            )
            found = answer.json() if answer.ok else None
        except (requests.RequestException, ValueError):
            return None
        return found if isinstance(found, dict) else None


class HurriedOffice(Daemon):
    """The real backend on the clock of the lane."""

    def __init__(self, folder: Path, nursery: Nursery, clock: Path, merchant: Path) -> None:
        super().__init__(folder, "office", nursery)
        self.database = folder / "office.sqlite"
        self._clock, self._merchant = clock, merchant
        self._settings = folder / "office.json"

    def start(self) -> None:
        """Start it over its database."""
        often = {"burst": 100_000, "seconds_each": 0.001}
        names = ("lookups_per_terminal", "orders_per_terminal", "attempts_per_terminal", "claims_per_terminal")
        settings: Mapping[str, object] = dict.fromkeys(names, often) | {
            "database_url": f"sqlite:///{self.database}",
            "key_folder": str(self.database.parent / "keys"),
            "merchant_folder": str(self._merchant),
            "public_url": f"http://127.0.0.1:{self.port}",
        }
        self._settings.write_text(json.dumps(settings), encoding="utf-8")
        words = ["--settings", str(self._settings), "--clock", str(self._clock), "--port", str(self.port)]
        self.begin(*words, "--ready-file", str(self._ready))


class TerminalProcess:
    """The terminal as a process. What it tells a person stands in `told`, line by line, whatever becomes of it."""

    def __init__(self, folder: Path, nursery: Nursery, words: Mapping[str, object]) -> None:
        self.told = folder / "told.jsonl"
        self.told.touch()
        self._folder, self._nursery, self._words = folder, nursery, words
        self._lives = 0
        self._fingers = -1
        self._child: Born | None = None

    def start(self, household: str, kill_at: str = "") -> None:
        """Start it. `kill_at`: the step of its journal at which it dies, as `step:time`."""
        self._close_fingers()
        self._lives += 1
        pipe = self._folder / f"fingers{self._lives}"
        os.mkfifo(pipe, 0o600)
        self._fingers = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)  # nobody waits for somebody to open the other end
        said = json.dumps(dict(self._words) | {"household": household, "kill_at": kill_at})
        log = self._folder / "terminal.log"
        self._child = self._nursery.bear([said], stdin=pipe, stdout=self.told, stderr=log)

    @property
    def lives(self) -> bool:
        """Whether it runs."""
        return self._child is not None and self._child.lives

    def answer(self, **what: object) -> None:
        """A finger on its screen; nothing happens at one that is dark."""
        if self._fingers >= 0 and self.lives:
            os.write(self._fingers, json.dumps(what).encode() + b"\n")

    def kill(self) -> None:
        """As a power cut does."""
        if self._child is not None:
            self._child.kill()

    def close(self) -> None:
        """It is not needed any more."""
        self.kill()
        self._close_fingers()

    def _close_fingers(self) -> None:
        if self._fingers >= 0:
            os.close(self._fingers)
            self._fingers = -1


def command(database: Path, *words: str) -> str:
    """A command of the backend's own. Raises DidNotStart."""
    said = [sys.executable, "-m", "backend", *words, "--database", str(database)]
    done = subprocess.run(said, capture_output=True, text=True, check=False, timeout=180, cwd=ROOT)
    if done.returncode:
        raise DidNotStart(f"backend {words[0]}: {done.stderr[-500:]}")
    return done.stdout


def free_port() -> int:
    """One that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def place_for(folder: Path | None) -> Path:
    """Where lanes are put: memory where there is some, for nobody pulls this machine's plug."""
    memory = Path("/dev/shm")  # noqa: S108 (each lane has a private folder in it)
    return folder or (memory if os.access(memory, os.W_OK) else Path("/tmp"))  # noqa: S108 (as above)
