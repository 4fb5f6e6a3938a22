"""Hanzi to the pinyin that espeak-ng's voice `cmn-latn-pinyin` reads: a syllable, its tone as a digit, a blank.

What that voice does with it was tried (docs/devices/speaker.md): tones 1 to 5 as digits, `v` for ü, third tones
before third tones by itself, capital letters as English letter names, `,` and `.` as pauses.
"""

import re
import unicodedata
from collections.abc import Iterable

from kiosk.pinyin.hall_words import HALL_WORDS
from kiosk.pinyin.sandhi import Word, one_and_not, third_tones
from kiosk.pinyin.table import PinyinTable
from kiosk.visit.numerals import digits_aloud, number_aloud

_PAUSES = {"，": ",", "、": ",", "；": ",", "：": ",", ",": ",", ";": ",", ":": ",", "。": ".", "！": ".", "!": "."}
_PAUSES |= {"？": "?", "?": "?", ".": ".", "(": ",", ")": ","}
_SILENT = frozenset(",.?")
_NUMBER = re.compile(r"([0-9]+)(?:\.([0-9]+))?")
_UNKNOWN = "mou3"  # 某: a character that no table reads is heard to be there
_SYLLABLE = re.compile(r"[a-zê]+[1-5]")
_LETTER = re.compile(r"[A-Za-z]")
_LONGEST_QUANTITY = 2

_TABLE = PinyinTable.load(HALL_WORDS)


def spell(words: str) -> str:
    """The pinyin of a phrase; what cannot be said (signs, pictures) is left out."""
    return " ".join(_one_pause_at_a_time(unit for _, spoken in _words(words) for unit in spoken))


def sounds(words: str) -> list[str]:
    """The units of `spell` as they are heard, third tones before third tones changed: for a voice that does not."""
    breaths: list[list[Word]] = [[]]
    for word in _words(words):
        if not word[1][0][-1].isdigit():
            breaths.append([])  # tones do not reach over a pause
        breaths[-1].append(word)
    changed = (word for breath in breaths if breath for word in _changed(breath))
    return _one_pause_at_a_time(unit for _, spoken in changed for unit in spoken)


def count_syllables(spelt: str) -> int:
    """How many syllables a spelling has: the measure of how long it should sound."""
    return sum(any(c.isalnum() for c in unit) for unit in spelt.split())


def _words(words: str) -> list[Word]:
    """The words that can be said, 一 and 不 as they sound; pauses and letters are words of their own."""
    plain = without_digits(unicodedata.normalize("NFKC", words))
    read = ((word, tuple(unit for token in spoken for unit in _units(token))) for word, spoken in _TABLE.words(plain))
    return one_and_not((word, units) for word, units in read if units)


def _changed(breath: list[Word]) -> list[Word]:
    """One breath, of which the first word may be the pause before it."""
    opened = breath[0][1][0][-1].isdigit()
    return third_tones(breath) if opened else [breath[0], *third_tones(breath[1:])]


def _one_pause_at_a_time(units: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for unit in units:
        if unit not in _SILENT or (kept and kept[-1] not in _SILENT):
            kept.append(unit)
    return kept


def without_digits(words: str) -> str:
    """Digits are left only in plain strings, such as a note: small numbers are counted, long ones read out."""
    return _NUMBER.sub(lambda found: _number(found.group(1), found.group(2)), words)


def _number(whole: str, decimals: str | None) -> str:
    if decimals is not None:
        return f"{number_aloud(int(whole))}点{digits_aloud(decimals, telephone=False)}"
    if len(whole) <= _LONGEST_QUANTITY and not whole.startswith("0"):
        return number_aloud(int(whole))
    return digits_aloud(whole)


def _units(token: str) -> list[str]:
    """One syllable, or the pauses and letters of what is no hanzi."""
    if _SYLLABLE.fullmatch(token):
        return [token]
    pause = _PAUSES.get(token)
    if pause:
        return [pause]
    if _LETTER.fullmatch(token):
        return [token.upper()]
    return [_UNKNOWN] if len(token) == 1 and unicodedata.name(token, "").startswith("CJK ") else []
