"""`kiosk crawl`, as CI runs it: every service, every mode, on the demo's world; and what it says to scripts."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.crawl.services import SERVICES
from tests.helpers.hall import ENTRIES

MODES = ("touch", "keypad", "voice")
MOST_S = 1500
STOP_S = 30
SECRETS = ("王桂芳", "690101195503180027")


class Crawl:
    """`kiosk crawl` in one mode, going on beside others: each waits far more than it works."""

    def __init__(self, mode: str, folder: Path) -> None:
        self._out, self._log = folder / f"{mode}.json", folder / f"{mode}.log"
        with self._out.open("wb") as out, self._log.open("wb") as log:
            command = [sys.executable, "-m", "kiosk", "crawl", "--json", "--mode", mode]
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
    """The crawls that were asked for, all begun at once; the longest is waited for at the end (conftest.py)."""
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


@pytest.mark.desktop
@pytest.mark.timeout(MOST_S + 30)
@pytest.mark.parametrize("mode", MODES)
def test_every_service_is_completed_in_every_mode_and_nothing_is_wrong(crawls: dict[str, Crawl], mode: str) -> None:
    status, report, said = crawls[mode].end()
    assert report["mode"] == mode
    assert report["violations"] == [], said[-3000:]
    services = report["services"]
    assert isinstance(services, list)
    assert len(services) == len(SERVICES)
    assert all(service["completed"] for service in services)
    assert isinstance(report["prompts"], int)
    assert report["prompts"] >= 20
    assert isinstance(report["moves"], int)
    assert report["moves"] > report["prompts"]
    assert report["seconds"]
    assert "done, " in said
    assert ("frames" in report) is (mode == "touch")
    assert status == 0
    assert not any(secret in said for secret in SECRETS)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("crawl", "--mode", "smell"), "touch, keypad, voice"),
        (("crawl", "--service", "foo"), "social_insurance, pay_bills, contacts"),
        (("demo", "--headless", "--only", "zzz"), "pause touch, pause keypad"),
    ],
)
def test_what_there_is_not_is_refused_in_a_sentence_that_names_what_there_is(
    words: tuple[str, ...], named: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 2
    said = " ".join(done.stderr.replace("│", "").split())
    assert named in said
    assert "Xvfb" not in said
    assert done.stdout == ""


def test_the_services_that_the_command_names_are_those_of_the_hall() -> None:
    """It cannot ask the hall: a terminal would have to open for that."""
    assert {entry.id for entry in ENTRIES} == set(SERVICES)
