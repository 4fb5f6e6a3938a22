"""Hanzi to the pinyin that espeak-ng's voice `cmn-latn-pinyin` reads: a syllable, its tone as a digit, a blank.

What that voice does with it was tried (docs/devices/speaker.md): tones 1 to 5 as digits, `v` for ü, third tones
before third tones by itself, capital letters as English letter names, `,` and `.` as pauses.
"""

import re
import unicodedata

from pypinyin import Style, lazy_pinyin, load_phrases_dict

from kiosk.visit.numerals import digits_aloud, number_aloud

# What pypinyin reads otherwise than a hall does.
_HALL_WORDS = {
    "还款": [["huán"], ["kuǎn"]],
    "归还": [["guī"], ["huán"]],
    "退还": [["tuì"], ["huán"]],
    "大夫": [["dài"], ["fu"]],
    "差额": [["chā"], ["é"]],
    "缴还": [["jiǎo"], ["huán"]],
    "重听": [["chóng"], ["tīng"]],
    "重按": [["chóng"], ["àn"]],
    "重办": [["chóng"], ["bàn"]],
    "还没有": [["hái"], ["méi"], ["yǒu"]],
    "量血压": [["liáng"], ["xuè"], ["yā"]],
}
_PAUSES = {"，": ",", "、": ",", "；": ",", "：": ",", ",": ",", ";": ",", ":": ",", "。": ".", "！": ".", "!": "."}
_PAUSES |= {"？": "?", "?": "?", ".": ".", "(": ",", ")": ","}
_SILENT = frozenset(",.?")
_NUMBER = re.compile(r"([0-9]+)(?:\.([0-9]+))?")
_UNKNOWN = "mou3"  # 某: a character that no table reads is heard to be there
_SYLLABLE = re.compile(r"[a-zê]+[1-5]")
_LETTER = re.compile(r"[A-Za-z]")
_LONGEST_QUANTITY = 2

load_phrases_dict(_HALL_WORDS)


def spell(words: str) -> str:
    """The pinyin of a phrase; what cannot be said (signs, pictures) is left out."""
    plain = _without_digits(unicodedata.normalize("NFKC", words))
    said = lazy_pinyin(plain, style=Style.TONE3, neutral_tone_with_five=True, errors=_apart)  # type: ignore[arg-type]  # its stubs forget lists
    units: list[str] = []
    for unit in (unit for token in said for unit in _units(token)):
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


def _apart(characters: str) -> list[str]:
    return list(characters)


def _units(token: str) -> list[str]:
    """One syllable, or the pauses and letters of what is no hanzi."""
    if _SYLLABLE.fullmatch(token):
        return [token]
    token = token.removesuffix("5")  # pypinyin gives a neutral tone even to what it cannot read
    pause = _PAUSES.get(token)
    if pause:
        return [pause]
    if _LETTER.fullmatch(token):
        return [token.upper()]
    return [_UNKNOWN] if len(token) == 1 and unicodedata.name(token, "").startswith("CJK ") else []
