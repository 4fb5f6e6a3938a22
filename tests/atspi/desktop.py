"""A desktop of our own for assistive technology: a screen, a session bus, and the accessibility bus behind it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kiosk.app.demo.screen import virtual_screen

ROOT = Path(__file__).parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"  # pyatspi is Debian's, and is not to be had from a registry
_OURS = ("DBUS", "AT_SPI", "QT_", "GTK_", "WAYLAND")


@contextmanager
def desktop() -> Iterator[Mapping[str, str]]:
    """The environment of a program on it. The accessibility bus starts by itself when somebody asks for it."""
    with tempfile.TemporaryDirectory(prefix="linli-bus-") as folder, virtual_screen(1920, 1920) as display:
        environment = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}
        environment |= {"DISPLAY": display, "XDG_RUNTIME_DIR": folder, "HOME": folder, "QT_QPA_PLATFORM": "xcb"}
        words = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
        bus = subprocess.Popen(
            words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder
        )
        try:
            assert bus.stdout is not None
            address = bus.stdout.readline().strip()
            assert address, "dbus-daemon did not start"
            yield environment | {"DBUS_SESSION_BUS_ADDRESS": address, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        finally:
            bus.terminate()
            bus.communicate(timeout=10)


class Companion:
    """A process that answers each line of JSON with one. A context manager; what it says otherwise is in `log`."""

    def __init__(self, words: list[str], environment: Mapping[str, str], log: Path) -> None:
        self._log = log
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                words, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=file, text=True
            )

    def __enter__(self) -> "Companion":
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._process.communicate(timeout=20)  # without orders it goes by itself
        finally:
            self._process.kill()
            self._process.wait()

    def ask(self, order: object) -> object:
        """Give an order; its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, self._log.read_text(encoding="utf-8", errors="replace")[-3000:]
        return json.loads(line)


def ours(module: str, environment: Mapping[str, str], log: Path) -> Companion:
    """A module of these tests, under our Python."""
    return Companion([sys.executable, "-m", f"tests.atspi.{module}"], environment, log)


def reader(environment: Mapping[str, str], log: Path) -> Companion:
    """The client."""
    return Companion([SYSTEM_PYTHON, str(ROOT / "tests" / "atspi" / "reader.py")], environment, log)
