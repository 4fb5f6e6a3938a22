"""`kiosk crawl`, as CI runs it: every service, every mode, on the demo's world; and what it says to scripts."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.app.crawl.services import SERVICES
from kiosk.services import contacts, my_face, pause, social_insurance

MOST_S = 900
SECRETS = ("王桂芳", "690101195503180027")


def crawl(tmp_path: Path, *words: str) -> tuple[int, dict[str, object], str]:
    """Run the command; its exit status, its report, and what it said on stderr."""
    log = tmp_path / "log"
    with log.open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", "crawl", "--json", *words],
            stdout=subprocess.PIPE,
            stderr=file,
            timeout=MOST_S,
            check=False,
        )
    said = log.read_text(encoding="utf-8", errors="replace")
    return done.returncode, json.loads(done.stdout), said


@pytest.mark.desktop
@pytest.mark.timeout(MOST_S + 30)
@pytest.mark.parametrize("mode", ["touch", "keypad", "voice"])
def test_every_service_is_completed_in_every_mode_and_nothing_is_wrong(tmp_path: Path, mode: str) -> None:
    status, report, said = crawl(tmp_path, "--mode", mode)
    assert report["mode"] == mode
    assert report["violations"] == [], said[-3000:]
    services = report["services"]
    assert isinstance(services, list)
    assert len(services) >= 4
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
        (("crawl", "--service", "foo"), "social_insurance, contacts, resume, my_face"),
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
    assert {social_insurance.ENTRY.id, contacts.ENTRY.id, pause.ENTRY.id, my_face.ENTRY.id} == set(SERVICES)
