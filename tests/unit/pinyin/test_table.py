"""The small table reads as pypinyin with its whole dictionary does. That one works in a process of its own: here it
would depend on who imports it first whether its words are there."""

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.pinyin.table import FOLDER, LONGEST_WORD, PinyinTable

ROOT = Path(__file__).parents[3]
SENTINEL = "龘"  # no word ends in it: pypinyin overlooks words inside an unfinished word at the end of a text
ORACLE = f"""
import json, sys
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT
texts = json.load(sys.stdin) or sorted(PHRASES_DICT)[::20] + sorted(PHRASES_DICT, key=len)[-40:]
read = [lazy_pinyin(text + "{SENTINEL}", style=Style.TONE3, neutral_tone_with_five=True)[:-1] for text in texts]
json.dump(list(zip(texts, read)), sys.stdout)
"""


@pytest.fixture(scope="module")
def table() -> PinyinTable:
    return PinyinTable.load({})


def oracle(texts: list[str]) -> list[tuple[str, list[str]]]:
    """What pypinyin reads; without texts, every twentieth of its words (all take 10 s) and the longest."""
    done = subprocess.run(
        [sys.executable, "-c", ORACLE], input=json.dumps(texts).encode(), capture_output=True, check=True
    )
    return [(text, read) for text, read in json.loads(done.stdout)]


def sources() -> list[str]:
    """Every Chinese run of characters in the source: sentences, names, and what is only said to developers."""
    files = [path for room in ("kiosk", "ui") for path in (ROOT / room).rglob("*") if path.suffix in {".py", ".qml"}]
    return sorted({run for path in files for run in re.findall("[〇㐀-鿿]+", path.read_text(encoding="utf-8"))})


def test_the_files_are_those_that_the_generator_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "packaging" / "pinyin_table.py", tmp_path], check=True)
    for name in ("readings.txt", "words.txt", "initials.txt"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), f"run packaging/pinyin_table.py: {name}"


def test_words_and_words_in_a_row_are_read_as_pypinyin_does(table: PinyinTable) -> None:
    words = oracle([])
    assert len(words) > 2_000
    assert max(len(word) for word, _ in words) == LONGEST_WORD
    assert [word for word, read in words if table.read(word) != read] == []
    chance = random.Random(20)
    rows = ["".join(word for word, _ in chance.choices(words, k=4))[chance.randrange(3) :] for _ in range(500)]
    assert [row for row, read in oracle(rows) if table.read(row + SENTINEL)[:-1] != read] == []


def test_all_that_the_terminal_says_is_read_as_pypinyin_does(table: PinyinTable) -> None:
    said = sources()
    assert len(said) > 400
    assert [text for text, read in oracle(said) if table.read(text) != read] == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("以为", ["yi3", "wei2"]),
        ("一丁不识 丁点儿", ["yi1", "ding1", "bu4", "shi2", " ", "ding1", "dian3", "er5"]),
        ("一个:yi2,", ["yi2", "ge4", ":", "y", "i", "2", ","]),
        ("一不小心:", ["yi2", "bu4", "xiao3", "xin1", ":"]),
        ("zhong4ê", list("zhong4ê")),
        ("\n\x00", ["\n", "\x00"]),
        ("", []),
    ],
)
def test_what_looks_like_the_file_is_no_word(table: PinyinTable, text: str, read: list[str]) -> None:
    assert table.read(text) == read


def test_own_words_come_first_and_longer_words_before_them() -> None:
    table = PinyinTable.load({"一个": "x1 y2"})
    assert table.read("一个") == ["x1", "y2"]
    assert table.read("一个劲") == ["yi2", "ge4", "jin4"]
