"""The real backend, embedded: a child process on loopback with a fresh SQLite file and the synthetic hall."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

START_S = 60.0
SITE = "xinghua"


class EmbeddedOffice:
    """Serves in a child process from `open` to `close`."""

    def __init__(self, folder: Path, settings: Mapping[str, object] = MappingProxyType({})) -> None:
        self._folder = folder
        self._settings = settings
        self._database = folder / "office.sqlite"
        self._child: subprocess.Popen[bytes] | None = None
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
        ready = self._folder / "ready.json"
        words = ["serve", "--port", "0", "--ready-file", str(ready), "--database", str(self._database)]
        words += self._more_settings()
        with (self._folder / "office.log").open("wb") as log:
            self._child = subprocess.Popen([sys.executable, "-m", "backend", *words], stdout=log, stderr=log)
        until = time.monotonic() + START_S
        while not ready.exists():
            if self._child.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the embedded backend did not start; see office.log")
            time.sleep(0.05)
        self.port = int(json.loads(ready.read_text(encoding="utf-8"))["port"])

    def enrolment_code(self) -> str:
        """A fresh one-time code for a terminal."""
        return self._command("enrol-code", "--site", SITE).strip()

    def close(self) -> None:
        """Stop serving."""
        if self._child is not None:
            self._child.terminate()
            try:
                self._child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()

    def _more_settings(self) -> list[str]:
        if not self._settings:
            return []
        path = self._folder / "settings.json"
        basis = {"database_url": f"sqlite:///{self._database}", "key_folder": str(self._folder / "keys")}
        path.write_text(json.dumps(basis | dict(self._settings)), encoding="utf-8")
        return ["--settings", str(path)]

    def _command(self, *words: str) -> str:
        command = [sys.executable, "-m", "backend", *words, "--database", str(self._database)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
        if done.returncode:
            raise RuntimeError(f"backend {words[0]}: {done.stderr[-500:]}")
        return done.stdout
