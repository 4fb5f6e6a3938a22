"""What was said to the terminal, and what it made of that, stands in the report whether they agree or not."""

import json
from pathlib import Path

import pytest

from kiosk.app.demo.journey import Outcome, Step
from kiosk.app.demo.report import write_report
from kiosk.app.demo.sayings import sayings
from kiosk.app.senses import JourneyError


def test_what_was_misheard_is_in_both_reports(tmp_path: Path) -> None:
    step = Step("说“查社保”", 1.0, "a.png", heard=["请放身份证。"], said=["查社保"], recognised=["插瘦薄"])
    silent = Step("放身份证", 1.0, "b.png")
    well = write_report([Outcome("insurance", "voice", True, 2.0, [step, silent])], tmp_path)
    (journey,) = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["journeys"]
    assert well
    assert journey["steps"][0]["said"] == ["查社保"]
    assert journey["steps"][0]["recognised"] == ["插瘦薄"]
    assert "said" not in journey["steps"][1]
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert all(words in page for words in ("查社保", "插瘦薄", "请放身份证。"))


@pytest.mark.parametrize("dialect", ["cantonese", "sichuan"])
@pytest.mark.parametrize("means", ["choose", "social_insurance", "contacts", "home", "back", "leave", "yes", "end"])
def test_a_journey_in_dialect_has_what_it_says(dialect: str, means: str) -> None:
    assert len(sayings(dialect, means)) >= 6


def test_what_no_table_says_is_told() -> None:
    with pytest.raises(JourneyError):
        sayings("klingon", "yes")
