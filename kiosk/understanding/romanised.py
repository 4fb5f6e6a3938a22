"""Mandarin that recognition wrote in Latin letters: `san dong` is read as 三栋, and means what that means.

Its tones are lost, so a character for each syllable will do. Those that tell a number, a building, a denial or a
question are the usual ones; of the others any that sounds so.
"""

import re
from functools import cache

from kiosk.pinyin.table import FOLDER

_WORD = re.compile("[A-Za-züÜ]+")
_SHORTEST = 2  # a single letter is a name: A座
_LONGEST_SYLLABLE = 6
_LONGEST_WORD = 24
_USUAL = {
    "ling": "零", "yi": "一", "yao": "要", "er": "二", "liang": "两", "san": "三", "si": "四", "wu": "五", "liu": "六",
    "qi": "七", "ba": "八", "jiu": "九", "shi": "十", "bai": "百", "dong": "栋", "hao": "号", "lou": "楼", "dan": "单",
    "yuan": "元", "bu": "不", "bie": "别", "mei": "没", "you": "有", "ma": "吗", "me": "么",
}  # fmt: skip


def in_hanzi(words: str) -> str:
    """The words with Latin letters as hanzi, if all of them spell Mandarin; else as they are. Nothing is kept."""
    spelled: list[str] = []
    for found in _WORD.finditer(words):
        hanzi = _hanzi(found.group().lower().replace("ü", "v"))
        if not hanzi:
            return words
        spelled.append(hanzi)
    rest = iter(spelled)
    return _WORD.sub(lambda _: next(rest), words) if spelled else words


def _hanzi(word: str) -> str:
    """A character for each syllable of a word, in as few syllables as it can be read; empty: it is no Mandarin."""
    if not _SHORTEST <= len(word) <= _LONGEST_WORD:
        return ""
    known = _characters()
    best: list[str | None] = ["", *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for begin in range(max(0, end - _LONGEST_SYLLABLE), end):
            before, character, now = best[begin], known.get(word[begin:end]), best[end]
            if before is not None and character is not None and (now is None or len(before) + 1 < len(now)):
                best[end] = before + character
    return best[-1] or ""


@cache
def _characters() -> dict[str, str]:
    """A character for each syllable without its tone; read when Latin letters are first heard."""
    first: dict[str, str] = {}
    for line in (FOLDER / "readings.txt").read_text(encoding="utf-8").splitlines():
        syllable, characters = line.split(" ")
        first.setdefault(syllable[:-1], characters[0])
    return first | _USUAL
