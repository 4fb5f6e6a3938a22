"""`kiosk demo --headless`, as whoever tries the terminal runs it: every journey, by touch, by keys and by voice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

MOST_S = 2700

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
WANTED = (
    {
        (name, mode)
        for name in ("insurance", "contacts", "contacts-network-cut", "insurance-paper-out", "pause")
        for mode in ("touch", "keypad")
    }
    | {
        (name, "voice")
        for name in ("insurance", "contacts", "contacts-name", "misheard", "silence", "cantonese", "sichuan")
    }
    | OF_FACES
)
PAYING = ("screen-code", "own-code", "card", "network-cut", "taken-back", "twice", "paper-out")
BY_FINGER = ("screen-code", "own-code", "card", "network-cut", "twice", "paper-out")
BY_WORDS = ("screen-code", "own-code", "network-cut", "twice", "paper-out")
"""What CI has time for: the others go on by keys, and `kiosk demo` plays all of them in all three modes."""
QUIET = {(f"pay-{name}", "keypad") for name in PAYING} | {(f"pay-{name}", "touch") for name in BY_FINGER}
SPOKEN = {(f"pay-{name}", "voice") for name in BY_WORDS}
PARTS = {
    "money": (", ".join(["pay- keypad", *(f"pay-{name} touch" for name in BY_FINGER)]), QUIET),
    "hall": (", ".join(["!pay-", *(f"pay-{name} voice" for name in BY_WORDS)]), WANTED | SPOKEN),
}
SECRETS = ("王桂芳", "690101195503180027")


@pytest.mark.desktop
@pytest.mark.timeout(MOST_S + 30)
@pytest.mark.usefixtures("crawls")
@pytest.mark.parametrize("part", PARTS)
def test_every_journey_goes_well_and_leaves_its_pictures(tmp_path: Path, part: str) -> None:
    only, wanted = PARTS[part]
    out, log = tmp_path / "out", tmp_path / "log"
    with log.open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", "demo", "--headless", "--out", str(out), "--only", only],
            stdout=file,
            stderr=file,
            timeout=MOST_S,
            check=False,
        )
    said = log.read_text(encoding="utf-8", errors="replace")
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    troubles = {(j["name"], j["mode"]): j["trouble"] for j in report["journeys"] if not j["ok"]}
    assert troubles == {}, said[-3000:]
    assert {(j["name"], j["mode"]) for j in report["journeys"]} == wanted
    assert done.returncode == 0
    pictures = [out / name for journey in report["journeys"] for name in journey["pictures"]]
    assert pictures
    assert all(picture.stat().st_size > 1000 for picture in pictures)
    assert not any(secret in said for secret in SECRETS)
    spoken = [step for journey in report["journeys"] for step in journey["steps"] if step.get("recognised")]
    assert (len(spoken) > 20) is (part == "hall"), "hardly anything was recognised from sound"
