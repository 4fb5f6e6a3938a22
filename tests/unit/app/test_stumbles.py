"""What nobody caught is logged, on whatever thread and in whatever finaliser, and quotes nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SECRET = "690101195503180027"
HEAD = """
import gc, sys, threading
from kiosk.app.run import report_stumbles
from kiosk.foundation.log import set_up
set_up()
report_stumbles()

class Card:
    def __repr__(self):
        return "%(secret)s"
    def __del__(self):
        raise ValueError("%(secret)s")

def stumble():
    raise ValueError("%(secret)s") from KeyError("%(secret)s")
"""


@pytest.mark.parametrize(
    "act",
    [
        "stumble()",
        "t = threading.Thread(target=stumble); t.start(); t.join()",
        "c = Card(); del c; gc.collect()",
    ],
    ids=["main thread", "another thread", "finaliser"],
)
def test_what_nobody_caught_is_logged_without_its_words(act: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", HEAD % {"secret": SECRET} + act],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "nobody caught this" in ran.stderr
    assert "ValueError" in ran.stderr
    assert SECRET not in ran.stderr
