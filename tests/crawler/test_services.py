"""`kiosk crawl`, as CI runs it: every service, every mode, on the demo's world; and what it says to scripts."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.app.crawl.services import SERVICES
from tests.helpers.beside import MODES, MOST_S, WALKED, Beside
from tests.helpers.hall import ENTRIES

SECRETS = ("王桂芳", "690101195503180027")


@pytest.mark.desktop
@pytest.mark.timeout(MOST_S + 30)
@pytest.mark.parametrize("goes_beside", [f"crawl {mode}" for mode in MODES])
def test_every_service_is_completed_in_every_mode_and_nothing_is_wrong(beside: Beside, goes_beside: str) -> None:
    mode = goes_beside.removeprefix("crawl ")
    status, out, said = beside.end(goes_beside)
    report = json.loads(out.read_bytes())
    assert report["mode"] == mode
    assert report["violations"] == [], said[-3000:]
    services = report["services"]
    assert {service["id"] for service in services} == set(WALKED[mode])
    assert all(service["completed"] for service in services)
    assert report["prompts"] >= 20
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
