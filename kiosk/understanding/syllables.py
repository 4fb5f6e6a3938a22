"""What is heard of words: syllables, taken apart into initial, final and tone. Traditional characters sound the same.

Latin letters and figures are said as a hall says them: 3 is san, 110 is yao yao ling.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kiosk.pinyin.table import PinyinTable
from kiosk.visit.numerals import digits_aloud

_SYLLABLE = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])?([a-zê]+)([1-5])")
# Hanyu Pinyin spells what has no initial with y and w; behind an initial the same finals are written so:
_BARE = {
    "yi": "i", "ya": "ia", "yo": "io", "ye": "ie", "yao": "iao", "you": "iu", "yan": "ian", "yin": "in",
    "yang": "iang", "ying": "ing", "yong": "iong", "wu": "u", "wa": "ua", "wo": "uo", "wai": "uai", "wei": "ui",
    "wan": "uan", "wen": "un", "wang": "uang", "weng": "ueng", "wong": "ueng",
    "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn",
}  # fmt: skip
_ROUNDED = {"u": "v", "ue": "ve", "uan": "van", "un": "vn"}  # what u is behind j, q and x
_FRONT = frozenset("jqx")
_FIGURES = re.compile("[0-9]+")
_LIGHT = 5


@dataclass(frozen=True, slots=True, eq=False)
class Syllable:
    """One syllable: `initial` may be empty; `final` as it is spelled behind an initial; `tone` 1 to 5, 5 is light.

    There is one object for each, so that two are compared at once; they come from `syllables` alone.
    """

    initial: str
    final: str
    tone: int


def syllables(words: str) -> tuple[Syllable, ...]:
    """The syllables of words; what is no word and no figure is not heard. Nothing of them is kept."""
    plain = unicodedata.normalize("NFKC", words)
    plain = _FIGURES.sub(lambda found: digits_aloud(found.group()), plain)
    read = (_taken_apart(token) for token in _table().read(plain) if len(token) > 1)
    return tuple(syllable for syllable in read if syllable is not None)


@lru_cache(maxsize=16384)
def phrase_syllables(phrase: str) -> tuple[Syllable, ...]:
    """The same, remembered: for the phrases of our own files, never for what somebody said."""
    return syllables(phrase)


def same_sound(one: Sequence[Syllable], other: Sequence[Syllable]) -> bool:
    """Are these the same syllables, at least two? Their tones may differ: recognition gets those wrong first."""
    return len(one) == len(other) > 1 and all(
        (a.initial, a.final) == (b.initial, b.final) for a, b in zip(one, other, strict=True)
    )


def same_tones(one: Sequence[Syllable], other: Sequence[Syllable]) -> bool:
    """Are the tones of these the same? A light last one may be any."""
    if len(one) != len(other):
        return False
    return all(a.tone == b.tone for a, b in zip(one[:-1], other[:-1], strict=True)) and all(
        a.tone == b.tone or _LIGHT in (a.tone, b.tone) for a, b in zip(one[-1:], other[-1:], strict=True)
    )


@cache
def _table() -> PinyinTable:
    """Read when first needed: 1 MB, 15 ms."""
    return PinyinTable.load({})


@cache  # of some 1,600 spellings
def _taken_apart(token: str) -> Syllable | None:
    found = _SYLLABLE.fullmatch(token)
    if found is None:
        return None
    initial, final, tone = found.group(1) or "", found.group(2), int(found.group(3))
    if not initial:
        final = _BARE.get(final, final)
    elif initial in _FRONT:
        final = _ROUNDED.get(final, final)
    return Syllable(initial, final, tone)
