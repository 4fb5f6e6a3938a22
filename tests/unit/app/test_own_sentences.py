"""A hall's own words: they come before ours, and a mistake in them takes nobody's voice away."""

import shutil
from pathlib import Path

import pytest

from kiosk.app.hearing import _dialects
from kiosk.understanding.dialects import FOLDER

NEW = "俺要问问那个水的账"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The hall's folder: Sichuanese alone, with a saying of its own."""
    shutil.copytree(FOLDER / "sichuan", tmp_path / "sichuan")
    services = tmp_path / "sichuan" / "services.yaml"
    words = services.read_text(encoding="utf-8")
    services.write_text(words.replace("water:\n", f"water:\n  - {NEW}\n", 1), encoding="utf-8")
    return tmp_path


def test_a_halls_own_words_come_before_ours_and_other_dialects_are_ours(own: Path) -> None:
    mandarin, sichuan, hakka = _dialects(("mandarin", "sichuan", "hakka"), own)
    assert NEW in sichuan.services["water"]
    assert NEW not in mandarin.services["water"] + hakka.services["water"]
    assert set(mandarin.services["water"]) <= set(sichuan.services["water"])
    assert [dialect.id for dialect in (mandarin, sichuan, hakka)] == ["mandarin", "sichuan", "hakka"]


def test_what_is_written_wrong_is_told_and_ours_is_taken(own: Path, caplog: pytest.LogCaptureFixture) -> None:
    (own / "sichuan" / "globals.yaml").write_text("back: [要得\n", encoding="utf-8")
    mandarin, sichuan = _dialects(("mandarin", "sichuan"), own)
    assert sichuan.services["water"]
    assert NEW not in sichuan.services["water"]
    assert mandarin.globals["back"]
    assert "sichuan/globals.yaml" in caplog.text


def test_a_folder_that_is_not_there_leaves_ours(tmp_path: Path) -> None:
    assert [dialect.id for dialect in _dialects(("mandarin", "nowhere", "minnan"), tmp_path / "gone")] == [
        "mandarin",
        "minnan",
    ]
