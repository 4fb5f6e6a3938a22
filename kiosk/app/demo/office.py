"""The real backend, embedded: a child process on loopback with a fresh SQLite file and the synthetic hall."""

import contextlib
import json
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

START_S = 60.0
LET_GO_S = 10.0
STARTS = 3  # a port that was free a moment ago may be taken
SITE = "xinghua"
_OFTEN = {"burst": 1000, "seconds_each": 60}  # one resident does in minutes what a hall does in weeks
_BASIS: Mapping[str, object] = MappingProxyType(
    {
        "sms_gateway": "embedded",  # nothing is sent: `newest_sms` is what a telephone would show
        "sms_again": _OFTEN,
        "sms_per_terminal": _OFTEN,
        "sms_per_hall": _OFTEN,
        "sms_per_telephone": _OFTEN,
        "sms_per_resident": _OFTEN,
        "consents_per_resident": _OFTEN,
        "lookups_per_terminal": _OFTEN,
        "orders_per_terminal": _OFTEN,
        "attempts_per_terminal": _OFTEN,
        "claims_per_terminal": _OFTEN,
    }
)


_HELD = "SELECT count(*) FROM bills WHERE held_by IS NOT NULL"
_OWE_AGAIN = (
    "UPDATE bills SET paid_at = NULL WHERE id IN (SELECT bill_id FROM bill_postings WHERE order_id IS NOT NULL)",
    "DELETE FROM bill_postings WHERE order_id IS NOT NULL",
)


class EmbeddedOffice:
    """Serves in a child process from `open` to `close`."""

    def __init__(self, folder: Path, settings: Mapping[str, object] = MappingProxyType({})) -> None:
        self._folder = folder
        self._settings = settings
        self._database = folder / "office.sqlite"
        self._child: subprocess.Popen[bytes] | None = None
        self._telephones = _Telephones(self._database)
        self.port = 0

    @property
    def folder(self) -> Path:
        """Where its database, its keys and its log are."""
        return self._folder

    def seed(self, residents: int) -> None:
        """Make the hall. Blocks for some seconds."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._command("seed", "--residents", str(residents))

    def open(self) -> None:
        """Start to serve, and wait until it listens.

        Raises: RuntimeError when it does not
        """
        for _ in range(STARTS):
            if self._listens_at(_free_port()):
                return
        raise RuntimeError("the embedded backend did not start; see office.log")

    def enrolment_code(self) -> str:
        """A fresh one-time code for a terminal."""
        return self._command("enrol-code", "--site", SITE).strip()

    def newest_sms(self, phone: str) -> str:
        """The newest text message to this telephone, whole; empty where none was sent. From any thread.

        The first question to the telephones takes some seconds. Raises: RuntimeError when they do not answer
        """
        return self._telephones.ask(f"sms {phone}")

    def phone_code(self, resident_id: str) -> str:
        """What the phone of `wang-guifang` would show now, for the scanner: a fresh hall code. From any thread.

        Raises: RuntimeError when there is no such resident, or no answer
        """
        code = self._telephones.ask(f"code {resident_id}")
        if not code:
            raise RuntimeError("there is no such resident")
        return code

    def owe_again(self) -> None:
        """Turn the books of bills back to the day of the seed; for the crawler, which pays the same bills all day.

        Receipts and orders stay. Waits until no order holds a bill. Raises: sqlite3.Error
        """
        until = time.monotonic() + LET_GO_S
        with contextlib.closing(sqlite3.connect(self._database, timeout=LET_GO_S)) as books:
            while books.execute(_HELD).fetchone()[0] and time.monotonic() < until:
                time.sleep(0.02)
            with books:
                for change in _OWE_AGAIN:
                    books.execute(change)

    def close(self) -> None:
        """Stop serving."""
        self._telephones.close()
        self._stop()

    def _listens_at(self, port: int) -> bool:
        """Start at a port that is known before, so that providers can be told where to call back."""
        ready = self._folder / "ready.json"
        ready.unlink(missing_ok=True)
        words = ["serve", "--port", str(port), "--ready-file", str(ready), "--database", str(self._database)]
        words += self._more_settings(port)
        with (self._folder / "office.log").open("ab") as log:
            self._child = subprocess.Popen([sys.executable, "-m", "backend", *words], stdout=log, stderr=log)
        until = time.monotonic() + START_S
        while not ready.exists():
            if self._child.poll() is not None or time.monotonic() > until:
                self._stop()
                return False
            time.sleep(0.05)
        self.port = int(json.loads(ready.read_text(encoding="utf-8"))["port"])
        return True

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.terminate()
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def _more_settings(self, port: int) -> list[str]:
        path = self._folder / "settings.json"
        own = {
            "database_url": f"sqlite:///{self._database}",
            "key_folder": str(self._folder / "keys"),
            "public_url": f"http://127.0.0.1:{port}",
        }
        path.write_text(json.dumps(own | dict(_BASIS) | dict(self._settings)), encoding="utf-8")
        return ["--settings", str(path)]

    def _command(self, *words: str) -> str:
        command = [sys.executable, "-m", "backend", *words, "--database", str(self._database)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
        if done.returncode:
            raise RuntimeError(f"backend {words[0]}: {done.stderr[-500:]}")
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class _Telephones:
    """All telephones of the demo: a child process that is started when one is first looked at. Thread-safe."""

    def __init__(self, database: Path) -> None:
        self._command = [sys.executable, "-m", "backend", "telephones", "--database", str(database)]
        self._one_at_a_time = threading.Lock()
        self._child: subprocess.Popen[str] | None = None

    def ask(self, question: str) -> str:
        """One line for one line. RuntimeError when none comes."""
        with self._one_at_a_time:
            child = self._open()
            assert child.stdin is not None
            assert child.stdout is not None
            too_late = threading.Timer(START_S, child.kill)
            too_late.start()
            try:
                child.stdin.write(question + "\n")
                child.stdin.flush()
                answer = child.stdout.readline()
            except OSError:
                answer = ""
            finally:
                too_late.cancel()
        if not answer:
            raise RuntimeError("the telephones do not answer")
        return answer.strip()

    def close(self) -> None:
        """Put them away."""
        with self._one_at_a_time:
            if self._child is not None:
                self._child.kill()
                self._child.communicate()
                self._child = None

    def _open(self) -> "subprocess.Popen[str]":
        if self._child is None or self._child.poll() is not None:
            if self._child is not None:
                self._child.communicate()
            pipe = subprocess.PIPE
            self._child = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, encoding="utf-8")
        return self._child
