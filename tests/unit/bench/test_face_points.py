import json
import sys

import numpy as np
import pytest

from bench.face import points
from kiosk.faces.contract import Step

TURN = (Step.LEFT,)


def passed(kind: str, asked: tuple[Step, ...] = TURN, tries: int = 6) -> int:
    (found,) = (one for one in points.kinds() if one.name == kind)
    chance = np.random.default_rng(5)
    return sum(points.ended(points.Actor(found, 1.0, chance), asked) == "passed" for _ in range(tries))


def test_a_head_passes_and_a_sheet_does_not() -> None:
    assert passed("head", (Step.BLINK, Step.RIGHT)) == 6
    assert passed("flat") == 0
    assert passed("bent, radius 250 mm") == 0


def test_a_row_for_each_kind(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["points", "--tries", "1", "--noise", "1.0", "--kind", "head", "flat"])
    points.main()
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [(row["kind"], row["n"], row["passed"]) for row in rows] == [("head", 1, 1), ("flat", 1, 0)]
