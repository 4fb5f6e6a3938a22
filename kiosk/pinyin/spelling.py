"""Hanzi to the pinyin that espeak-ng's voice `cmn-latn-pinyin` reads: a syllable, its tone as a digit, a blank.

What that voice does with it was tried (docs/devices/speaker.md): tones 1 to 5 as digits, `v` for ü, third tones
before third tones by itself, capital letters as English letter names, `,` and `.` as pauses.
"""

import re
import unicodedata

from kiosk.pinyin.table import PinyinTable
from kiosk.visit.numerals import digits_aloud, number_aloud

# What the table reads otherwise than a hall does.
_HALL_WORDS = {
    "还款": "huan2 kuan3",
    "归还": "gui1 huan2",
    "退还": "tui4 huan2",
    "大夫": "dai4 fu5",
    "差额": "cha1 e2",
    "缴还": "jiao3 huan2",
    "重听": "chong2 ting1",
    "重按": "chong2 an4",
    "重办": "chong2 ban4",
    "还没有": "hai2 mei2 you3",
    "量血压": "liang2 xue4 ya1",
}
_PAUSES = {"，": ",", "、": ",", "；": ",", "：": ",", ",": ",", ";": ",", ":": ",", "。": ".", "！": ".", "!": "."}
_PAUSES |= {"？": "?", "?": "?", ".": ".", "(": ",", ")": ","}
_SILENT = frozenset(",.?")
_NUMBER = re.compile(r"([0-9]+)(?:\.([0-9]+))?")
_UNKNOWN = "mou3"  # 某: a character that no table reads is heard to be there
_SYLLABLE = re.compile(r"[a-zê]+[1-5]")
_LETTER = re.compile(r"[A-Za-z]")
_LONGEST_QUANTITY = 2

_TABLE = PinyinTable.load(_HALL_WORDS)


def spell(words: str) -> str:
    """The pinyin of a phrase; what cannot be said (signs, pictures) is left out."""
    plain = _without_digits(unicodedata.normalize("NFKC", words))
    units: list[str] = []
    for unit in (unit for token in _TABLE.read(plain) for unit in _units(token)):
        if unit not in _SILENT or (units and units[-1] not in _SILENT):
            units.append(unit)
    return " ".join(units)


def count_syllables(spelt: str) -> int:
    """How many syllables a spelling has: the measure of how long it should sound."""
    return sum(any(c.isalnum() for c in unit) for unit in spelt.split())


def _without_digits(words: str) -> str:
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
