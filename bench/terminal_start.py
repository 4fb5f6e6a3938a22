"""Our terminal as a contestant: `kiosk run` as systemd would start it, told by its own readiness notices."""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bench.contestant import BenchError, Start
from bench.process_tree import end, memory_of
from kiosk.app.readiness import FIRST_FRAME, OPEN
from kiosk.foundation.config import Settings

PATIENCE_S = 60.0
NOTICE_BYTES = 4096


class TerminalStart:
    """Starts the terminal with settings from a file in `folder`, which must be short enough for a socket's path."""

    name = "terminal"

    def __init__(self, settings: Settings, folder: Path, settle_s: float) -> None:
        self._folder = folder
        self._settle_s = settle_s
        self._config = folder / "kiosk.toml"
        self._config.write_text(as_toml(settings), encoding="utf-8")

    def start(self, environment: Mapping[str, str]) -> Start:
        """Spawn, wait for the first frame, wait until services are open, let it settle, weigh it."""
        address = self._folder / "notices"
        address.unlink(missing_ok=True)
        with (
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notices,
            (self._folder / "terminal.log").open("wb") as log,
        ):
            notices.bind(str(address))
            notices.settimeout(PATIENCE_S)
            began = time.monotonic()
            child = subprocess.Popen(
                [*command(), "run", "--config", str(self._config)],
                env={**environment, "NOTIFY_SOCKET": str(address), "QT_QPA_PLATFORM": "xcb"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                shown = self._await(notices, FIRST_FRAME)
                self._await(notices, OPEN)
                time.sleep(self._settle_s)
                memory = memory_of(child.pid)
                if child.poll() is not None:
                    raise BenchError(f"the terminal ended by itself: {self._last_words()}")
            finally:
                end(child)
        return Start((shown - began) * 1000, memory)

    def _await(self, notices: socket.socket, wanted: str) -> float:
        until = time.monotonic() + PATIENCE_S
        try:
            while time.monotonic() < until:
                if notices.recv(NOTICE_BYTES).decode() == wanted:
                    return time.monotonic()
        except TimeoutError:
            pass
        raise BenchError(f"the terminal did not say {wanted!r} in {PATIENCE_S:.0f} s: {self._last_words()}")

    def _last_words(self) -> str:
        return (self._folder / "terminal.log").read_text(encoding="utf-8", errors="replace")[-1500:]


def command() -> list[str]:
    """The `kiosk` command of this environment."""
    beside = Path(sys.executable).with_name("kiosk")
    return [str(beside)] if shutil.which(beside) else [sys.executable, "-m", "kiosk"]


def as_toml(settings: Settings) -> str:
    """The settings as a file that the terminal reads back. JSON's strings and numbers are TOML's too."""
    tables = settings.model_dump(mode="json", exclude_none=True)
    devices = tables.pop("devices")
    flat = {name: value for name, value in tables.items() if not isinstance(value, dict)}
    lines = _pairs(flat)
    for name, table in tables.items():
        if isinstance(table, dict):
            lines += [f"[{name}]", *_pairs(table)]
    for device in devices:
        options = device.pop("options")
        lines += ["[[devices]]", *_pairs(device), "[devices.options]", *_pairs(options)]
    return "\n".join(lines) + "\n"


def _pairs(table: Mapping[str, object]) -> list[str]:
    return [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in table.items()]
