"""No box where a character should be: every character of our sources and the rarest names are drawn by some font."""

import importlib.util
import unicodedata
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QGuiApplication, QTextLayout

ROOT = Path(__file__).resolve().parents[2]
RARE = "𬭚㛃䶮㼆𫖯𬱖𪨰𫍽𬸪㑇䓖堃喆翀祎玥犇骉贠亓乜"  # as people are called


def cutter() -> ModuleType:
    """packaging/font.py, which is a command and no package."""
    spec = importlib.util.spec_from_file_location("font_cutter", ROOT / "packaging" / "font.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def undrawn(words: str) -> set[str]:
    """The characters for which no font of this machine has a glyph."""
    missing = set()
    for character in words:
        layout = QTextLayout(character)
        layout.setFont(QGuiApplication.font())
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        if any(0 in run.glyphIndexes() for run in layout.glyphRuns()):
            missing.add(character)
    return missing


@pytest.mark.usefixtures("fonts")
def test_rare_names_are_drawn_and_what_nobody_draws_is_noticed() -> None:
    assert undrawn(RARE) == set()
    assert undrawn("\U0003fffd") == {"\U0003fffd"}, "else this test would notice nothing"


def test_the_subset_asks_for_all_that_we_write_and_all_of_gb2312() -> None:
    font = cutter()
    points = font.wanted()
    assert {ord(c) for c in RARE} <= points
    ours = {c for c in font.written() if unicodedata.category(c) != "Co"}
    assert {ord(c) for c in ours} <= points
    assert len("".join(font.gb2312())) > 7000


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_what_is_cut_out_is_in_the_subset_under_its_own_name(weight: str, tmp_path: Path) -> None:
    """A few characters only: cutting all of them takes minutes, and is done when the terminal is frozen."""
    words = {ord(c) for c in f"{RARE}查社保"}
    opened: Any = TTFont(cutter().cut(weight, words, tmp_path))
    with closing(opened):
        has, family = set(opened.getBestCmap()), opened["name"].getBestFamilyName()
    assert has == words
    assert family == "Noto Sans SC"
