"""`kiosk demo --headless`, as whoever tries the terminal runs it: every journey, by touch, by keys and by voice."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.beside import BY_FINGER, MOST_S, Beside

OF_FACES = {
    ("my-face", "touch"),
    ("my-face", "keypad"),
    ("face-login", "touch"),
    ("face-login", "keypad"),
    ("certificate-face", "touch"),
    ("certificate-face", "keypad"),
    ("certificate-message", "touch"),
    ("certificate-phone-code", "keypad"),
    ("print-refused", "touch"),
    ("camera-pulled-out", "touch"),
}
HALL = {
    (name, mode)
    for name in ("insurance", "contacts", "contacts-network-cut", "insurance-paper-out", "pause")
    for mode in ("touch", "keypad")
} | OF_FACES
PAYING = ("screen-code", "own-code", "card", "network-cut", "taken-back", "twice", "paper-out")
MONEY = {(f"pay-{name}", "keypad") for name in PAYING} | {(f"pay-{name}", "touch") for name in BY_FINGER}
SPOKEN = ("insurance", "contacts", "contacts-name", "misheard", "silence", "cantonese", "sichuan")
PAID_BY_WORDS = ("screen-code", "own-code", "network-cut", "twice", "paper-out")
"""What CI has time for; `kiosk demo` plays all of them by voice."""
SECRETS = ("王桂芳", "690101195503180027")


@pytest.mark.desktop
@pytest.mark.timeout(MOST_S + 30)
@pytest.mark.parametrize(
    ("goes_beside", "wanted"),
    [
        pytest.param("demo hall", HALL, id="demo hall"),
        pytest.param("demo money", MONEY, id="demo money"),
    ],
)
def test_every_journey_goes_well_and_leaves_its_pictures(
    beside: Beside, goes_beside: str, wanted: set[tuple[str, str]]
) -> None:
    status, _, said = beside.end(goes_beside)
    report = _went_well(beside.folder / goes_beside.removeprefix("demo "), said, wanted)
    assert status == 0
    assert not any(step.get("recognised") for journey in report for step in journey["steps"])


@pytest.mark.desktop
@pytest.mark.timeout(MOST_S + 30)
def test_every_journey_goes_well_and_leaves_its_pictures_spoken(tmp_path: Path) -> None:
    out, log = tmp_path / "out", tmp_path / "log"
    only = ", ".join(["voice !pay-", *(f"pay-{name} voice" for name in PAID_BY_WORDS)])
    with log.open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", "demo", "--headless", "--out", str(out), "--only", only],
            stdout=file,
            stderr=file,
            timeout=MOST_S,
            check=False,
        )
    wanted = {(name, "voice") for name in SPOKEN} | {(f"pay-{name}", "voice") for name in PAID_BY_WORDS}
    report = _went_well(out, log.read_text(encoding="utf-8", errors="replace"), wanted)
    assert done.returncode == 0
    spoken = [step for journey in report for step in journey["steps"] if step.get("recognised")]
    assert len(spoken) > 20, "hardly anything was recognised from sound"


def _went_well(out: Path, said: str, wanted: set[tuple[str, str]]) -> list[dict[str, Any]]:
    journeys: list[dict[str, Any]] = json.loads((out / "report.json").read_text(encoding="utf-8"))["journeys"]
    troubles = {(j["name"], j["mode"]): j["trouble"] for j in journeys if not j["ok"]}
    assert troubles == {}, said[-3000:]
    assert {(j["name"], j["mode"]) for j in journeys} == wanted
    pictures = [out / name for journey in journeys for name in journey["pictures"]]
    assert pictures
    assert all(picture.stat().st_size > 1000 for picture in pictures)
    assert not any(secret in said for secret in SECRETS)
    return journeys
