"""Programs that go on beside other tests, three at a time: crawls and silent journeys wait far more than they work."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.app.crawl.services import SERVICES

LANES = 3
"""At once, beside the test of the moment: on two cores a fourth makes all of them late."""
MOST_S = 2700
STOP_S = 30
MODES = ("touch", "keypad", "voice")
TOO_LONG = {"keypad": ("pay_bills", "payment_help")}
"""Key by key their pages take half an hour more than CI has (docs/payments-open-ends.md); journeys go through them."""
WALKED = {mode: tuple(one for one in SERVICES if one not in TOO_LONG.get(mode, ())) for mode in MODES}

BY_FINGER = ("screen-code", "own-code", "card", "network-cut", "twice", "paper-out")
"""What CI has time for: the other goes on by keys, and `kiosk demo` plays all of them in all three modes."""
PARTS = {
    "hall": "touch !pay-, keypad !pay-",
    "money": ", ".join(["pay- keypad", *(f"pay-{name} touch" for name in BY_FINGER)]),
}


class Program:
    """A command of ours, its report on stdout and what it says on stderr in files."""

    def __init__(self, words: tuple[str, ...], folder: Path, name: str) -> None:
        self.out, self._log = folder / f"{name}.out", folder / f"{name}.log"
        self._words = words
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(self) -> int:
        """From beginning to end, in a thread; its exit status."""
        with self.out.open("wb") as out, self._log.open("wb") as log:
            if self._stopped:
                return -1
            self._process = subprocess.Popen([sys.executable, "-m", "kiosk", *self._words], stdout=out, stderr=log)
        return self._process.wait()

    def said(self) -> str:
        """What it said on stderr."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """Let it be over, whatever it does."""
        self._stopped = True
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(STOP_S)


class Beside:
    """The programs that were asked for; each is begun when a lane is free."""

    def __init__(self, names: list[str], folder: Path) -> None:
        self.folder = folder
        self._programs = {name: Program(words_of(name, folder), folder, name.replace(" ", "-")) for name in names}
        self._lanes = ThreadPoolExecutor(LANES)
        self._ends: dict[str, Future[int]] = {
            name: self._lanes.submit(program.run) for name, program in self._programs.items()
        }

    def end(self, name: str) -> tuple[int, Path, str]:
        """Wait for it: its exit status, the file of its stdout, and what it said on stderr."""
        status = self._ends[name].result(MOST_S)
        return status, self._programs[name].out, self._programs[name].said()

    def stop(self) -> None:
        """Let all of them be over."""
        self._lanes.shutdown(wait=False, cancel_futures=True)
        for program in self._programs.values():
            program.stop()
        self._lanes.shutdown()


LONGEST_FIRST = ("crawl keypad", "crawl touch", "crawl voice", "demo hall", "demo money")


def words_of(name: str, folder: Path) -> tuple[str, ...]:
    """The command behind a name of `LONGEST_FIRST`."""
    kind, what = name.split()
    if kind == "demo":
        return ("demo", "--headless", "--out", str(folder / what), "--only", PARTS[what])
    services = [word for service in WALKED[what] for word in ("--service", service)]
    return ("crawl", "--json", "--mode", what, *services)


@pytest.fixture(scope="session", autouse=True)
def beside(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beside | None]:
    """Begun with the first test, where one that is to come waits for them."""
    specs = [getattr(item, "callspec", None) for item in request.session.items]
    asked = {spec.params.get("goes_beside") for spec in specs if spec is not None}
    names = [name for name in LONGEST_FIRST if name in asked]
    if not names:
        yield None
        return
    begun = Beside(names, tmp_path_factory.mktemp("beside"))
    yield begun
    begun.stop()
