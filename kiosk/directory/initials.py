"""Pinyin initials: 王桂芳 -> w g f. A character of several readings has several: 曾 is z and c, 重 is z and c.

Read from assets/pinyin/initials.txt, which packaging/pinyin_table.py makes; pypinyin itself would be 11 MB here.
"""

from functools import cache, lru_cache
from pathlib import Path

FILE = Path(__file__).parents[2] / "assets" / "pinyin" / "initials.txt"
Letters = tuple[str, ...]
"""For each character that counts, the letters that its readings begin with."""


@lru_cache(maxsize=4096)
def initials(words: str) -> Letters:
    """The first letters of each syllable; letters and digits stand for themselves, everything else goes."""
    return tuple(letters for character in words if (letters := _letters(character)))


def _letters(character: str) -> str:
    if character.isascii():
        return character.casefold() if character.isalnum() else ""
    return "".join(letter for letter, characters in _table() if character in characters)


@cache
def _table() -> tuple[tuple[str, str], ...]:
    """Each letter and the characters with a reading that begins with it; 170 kB, read when first asked for."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return tuple((line[0], line[2:]) for line in lines)
