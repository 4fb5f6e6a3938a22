"""What the first frame is drawn with must be what the settings say: letters are sized by the panel's pixels."""

from pathlib import Path

import pytest

from kiosk.app.first_sight import FirstSight, glance


@pytest.mark.parametrize(
    ("written", "seen"),
    [("0.3", 0.3), ("1", 1.0), ("0", 0.248), ("-1", 0.248), ('"wide"', 0.248), ("true", 0.248), ("99", 0.248)],
)
def test_the_size_of_a_pixel_is_taken_over_or_the_usual_one(tmp_path: Path, written: str, seen: float) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(f"[screen]\nmm_per_px = {written}\n", encoding="utf-8")
    assert glance(path).mm_per_px == seen


@pytest.mark.parametrize("written", ['"soon"', "3", '"25:00"', "true"])
def test_an_hour_that_is_none_is_the_usual_one(tmp_path: Path, written: str) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(f"[screen]\ndim_from = {written}\n", encoding="utf-8")
    assert glance(path).dim_from == FirstSight().dim_from
