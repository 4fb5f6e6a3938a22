"""`kiosk crawl` in every mode, going on beside other tests: each waits far more than it works."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.crawl.services import SERVICES

MODES = ("touch", "keypad", "voice")
TOO_LONG = {"keypad": ("pay_bills", "payment_help")}
"""Key by key their pages take half an hour more than CI has (docs/payments-open-ends.md); journeys go through them."""
WALKED = {mode: tuple(one for one in SERVICES if one not in TOO_LONG.get(mode, ())) for mode in MODES}
MOST_S = 1500
STOP_S = 30


class Crawl:
    """`kiosk crawl` in one mode."""

    def __init__(self, mode: str, folder: Path) -> None:
        self._out, self._log = folder / f"{mode}.json", folder / f"{mode}.log"
        with self._out.open("wb") as out, self._log.open("wb") as log:
            command = [sys.executable, "-m", "kiosk", "crawl", "--json", "--mode", mode]
            for service in WALKED[mode]:
                command += ["--service", service]
            self._process = subprocess.Popen(command, stdout=out, stderr=log)

    def end(self) -> tuple[int, dict[str, object], str]:
        """Wait for it: its exit status, its report, and what it said on stderr."""
        status = self._process.wait(MOST_S)
        said = self._log.read_text(encoding="utf-8", errors="replace")
        return status, json.loads(self._out.read_bytes()), said

    def stop(self) -> None:
        """Let it be over, whatever it does."""
        self._process.terminate()
        self._process.wait(STOP_S)


@pytest.fixture(scope="session")
def crawls(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Crawl]]:
    """The crawls that were asked for, all begun at once; the longest is looked at last (tests/conftest.py)."""
    folder = tmp_path_factory.mktemp("crawls")
    asked = {
        spec.params.get("mode")
        for item in request.session.items
        if (spec := getattr(item, "callspec", None)) is not None
    }
    begun = {mode: Crawl(mode, folder) for mode in MODES if mode in asked}
    yield begun
    for one in begun.values():
        one.stop()
