"""Values that stay whole on the screen: between two Hanzi a line may end, so `7 月` would be torn from its number.

Only the screen has these marks; speech and slips take the plain words.
"""

import re
from unicodedata import east_asian_width

from kiosk.visit.text import Text

JOINER = "\u2060"
HARD_SPACE = "\u00a0"

_HAN = "\u4e00-\u9fff"
_MEASURES = "|".join(("号窗口|个月|分钟|小时|单元", "[年月日号点分秒天岁元角]", "[栋层楼室次份张位人条项页户家个]"))
_NUMBER = "[0-9][0-9,.:]*"
_VALUE = rf"{_NUMBER}(?: {_NUMBER})*(?: ?(?:{_MEASURES})(?: ?{_NUMBER}(?= ?(?:{_MEASURES})))?)*"
# A name right before a whole number (急救 120), a short last clause (直接拨号), and the end of a sentence: no last
# Hanzi stands alone on a line.
_NAMED = rf"[{_HAN}]{{2}} [0-9]{{3,}}(?=[，。、（）]|$)"
_LAST = rf"(?<=[，：。])[{_HAN}]{{2,6}}[。？！]?$|(?<=[{_HAN}]{{3}})[{_HAN}]{{2}}[。？！]?$"
_CLAUSE_ENDS = "。？！；，、,."
_WHOLE = re.compile(f"{_NAMED}|{_VALUE}|{_LAST}")
_SEAM = re.compile(rf"(?<=[0-9])(?=[{_HAN}])|(?<=[{_HAN}])(?=[0-9{_HAN}])")


def joined(words: str) -> str:
    """The words with no place for a line to end inside a number with its measure, a date or a telephone number."""
    return _WHOLE.sub(_without_gaps, words)


def plain(words: str) -> str:
    """The words as they were before they were joined."""
    return words.replace(HARD_SPACE, " ").replace(JOINER, "")


def seen(text: Text) -> str:
    """A text as it stands on the screen."""
    return joined(text.shown())


def breadth(words: str) -> int:
    """How broad words are, in half Hanzi: a Hanzi is twice as broad as a digit."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in words.replace(JOINER, ""))


def chunks(words: str, most: int) -> list[str]:
    """Words in parts that are at most so broad, in half Hanzi; cut after a sentence or a clause where there is one."""
    parts: list[str] = []
    while breadth(words) > most:
        end = _end_of_chunk(words, most)
        parts.append(words[:end].strip())
        words = words[end:].strip()
    return [*parts, words] if words else parts


def _end_of_chunk(words: str, most: int) -> int:
    broad, clause, gap = 0, 0, 0
    for end, character in enumerate(words):
        broad += breadth(character)
        if broad > most:
            return next((cut for cut in (clause, gap) if cut > end // 3), max(1, end))
        if character in _CLAUSE_ENDS:
            clause = end + 1
        if character == " ":
            gap = end + 1
    return len(words)


def _without_gaps(whole: re.Match[str]) -> str:
    return _SEAM.sub(JOINER, whole.group().replace(" ", HARD_SPACE))
