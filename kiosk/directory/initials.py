"""Pinyin initials: 王桂芳 -> w g f. A character of several readings has several: 曾 is z and c, 重 is z and c."""

import os
from functools import lru_cache

# First letters need no phrases, and pypinyin's dictionary of them is 43 MB (measured: bench start). It reads this when
# it is imported; the voice's process, which inherits our environment, needs the phrases.
os.environ["PYPINYIN_NO_PHRASES"] = "true"
from pypinyin import Style, pinyin

del os.environ["PYPINYIN_NO_PHRASES"]

Letters = tuple[str, ...]
"""For each character that counts, the letters that its readings begin with."""


@lru_cache(maxsize=4096)
def initials(words: str) -> Letters:
    """The first letters of each syllable; letters and digits stand for themselves, everything else goes."""
    return tuple(letters for character in words if (letters := _letters(character)))


def _letters(character: str) -> str:
    if character.isascii():
        return character.casefold() if character.isalnum() else ""
    readings = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
    return "".join(letter for reading in readings for letter in reading)
