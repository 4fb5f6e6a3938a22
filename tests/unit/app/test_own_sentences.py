"""A hall's own words: they come before ours, and a mistake in them takes nobody's voice away."""

import shutil
from pathlib import Path

import pytest

from kiosk.app.hearing import _dialects
from kiosk.understanding.dialects import FOLDER
from kiosk.understanding.own_words import hall_words

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


@pytest.fixture
def added(tmp_path: Path) -> Path:
    """The hall's folder: one file with its own words alone."""
    (tmp_path / "sichuan").mkdir()
    (tmp_path / "sichuan" / "services.yaml").write_text(f"water:\n  - {NEW}\n  - 电表\n", encoding="utf-8")
    return tmp_path


def test_a_hall_adds_to_ours_and_is_right_where_we_disagree(added: Path, caplog: pytest.LogCaptureFixture) -> None:
    ours, own = hall_words(("sichuan",)).dialects[0], hall_words(("sichuan",), added).dialects[0]
    assert own.services["water"][:2] == (NEW, "电表")
    assert set(own.services["water"]) - {NEW, "电表"} == set(ours.services["water"])
    assert "电表" in ours.services["power"]
    assert "电表" not in own.services["power"]
    assert (own.name, own.engines, own.globals) == (ours.name, ours.engines, ours.globals)
    _dialects(("sichuan",), added)
    assert "`电表` stands under `water` here" in caplog.text


def test_what_a_hall_says_of_the_dialect_itself_comes_before_ours(added: Path) -> None:
    words = "engines: [whisper-base]\nlexicon: {屋脑头: 家里}\n"
    (added / "sichuan" / "dialect.yaml").write_text(words, encoding="utf-8")
    ours, own = hall_words(("sichuan",)).dialects[0], hall_words(("sichuan",), added).dialects[0]
    assert own.engines == ("whisper-base",)
    assert own.lexicon == {**ours.lexicon, "屋脑头": "家里"}
    assert (own.greeting, own.voice) == (ours.greeting, ours.voice)


def test_words_for_a_yes_stay_where_a_hall_says_them_of_a_name_that_is_finished(added: Path) -> None:
    """On one page the same words mean yes, on another that the name is all: that is no clash."""
    ours = hall_words(("mandarin",)).dialects[0]
    yes = ours.globals["yes"][0]
    (added / "mandarin").mkdir()
    (added / "mandarin" / "globals.yaml").write_text(f"finish:\n  - {yes}\n", encoding="utf-8")
    words = hall_words(("mandarin",), added)
    assert not words.mistakes
    assert yes in words.dialects[0].globals["yes"]
    assert yes in words.dialects[0].globals["finish"]


def test_a_hall_that_stands_alone_has_nothing_of_ours(own: Path) -> None:
    about = own / "sichuan" / "dialect.yaml"
    about.write_text("alone: yes\n" + about.read_text(encoding="utf-8"), encoding="utf-8")
    (own / "sichuan" / "services.yaml").write_text(f"water:\n  - {NEW}\n", encoding="utf-8")
    (alone,) = hall_words(("sichuan",), own).dialects
    mandarin = hall_words(("mandarin",)).dialects[0]
    assert set(alone.services["power"]) == set(mandarin.services["power"])
    assert alone.services["water"][0] == NEW


def test_a_new_dialect_needs_all_three_files(added: Path) -> None:
    (added / "sichuan").rename(added / "hunan")
    words = hall_words(("mandarin", "hunan"), added)
    assert [dialect.id for dialect in words.dialects] == ["mandarin"]
    assert "hunan/dialect.yaml: cannot be read" in str(words.mistakes[0])
