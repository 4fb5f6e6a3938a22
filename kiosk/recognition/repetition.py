"""What a recogniser writes where it hears nothing, or is caught in a loop: kept from passing for words."""

import re

_SIGNS = re.compile(r"[\W_]+")
_NUMERALS = frozenset("0123456789零〇一二三四五六七八九十百千两幺洞")
# What Whisper learned from subtitles, and writes below silence and music.
_SUBTITLES = (
    "字幕",
    "amara",
    "订阅",
    "訂閱",
    "点点栏目",
    "點點欄目",
    "谢谢观看",
    "謝謝觀看",
    "谢谢收看",
    "謝謝收看",
    "感谢观看",
    "感謝觀看",
    "独播剧场",
    "獨播劇場",
    "作词",
    "作詞",
    "作曲",
    "编曲",
    "編曲",
    "thanksforwatching",
    "thankyouforwatching",
    "subscribe",
    "subtitles",
)
_MOST_SIGNS_A_SECOND = 14.0
_LONGEST_LOOP = 12
_TURNS_OF_LOOP = 4


def bare(words: str) -> str:
    """The signs that are said, without blanks and punctuation."""
    return _SIGNS.sub("", words.replace("\ufffd", "")).lower()


def unlooped(words: str) -> str:
    """Words that are one thing said over and over, said once; figures are left as they are."""
    signs = bare(words)
    for period in range(2, len(signs) // 2 + 1):
        if _is_repeated(signs, period) and not set(signs) <= _NUMERALS:
            return signs[:period]
    return words.replace("\ufffd", "").strip()


def means_nothing(words: str, speech_s: float, language: str = "zh") -> bool:
    """Nothing at all, a line below a film, a loop, or more than a mouth says in the time."""
    signs = bare(words)
    if not signs or any(line in signs for line in _SUBTITLES):
        return True
    # English letters are a third of a sound each, hanzi are a syllable.
    most = _MOST_SIGNS_A_SECOND * (1 if language == "zh" else 3)
    return loops(signs) or len(signs) > 4 + most * speech_s


def loops(signs: str) -> bool:
    """Does some part of it, that is no figures, come four times on end?"""
    for length in range(1, min(_LONGEST_LOOP, len(signs) // _TURNS_OF_LOOP) + 1):
        turns = 1
        for at in range(length, len(signs) - length + 1):
            if length == 1:
                turns = turns + 1 if signs[at] == signs[at - 1] else 1
                if turns >= _TURNS_OF_LOOP and signs[at] not in _NUMERALS:
                    return True
            elif _comes_again(signs, at - length, length):
                return True
    return False


def _comes_again(signs: str, at: int, length: int) -> bool:
    unit = signs[at : at + length]
    return not set(unit) <= _NUMERALS and signs.startswith(unit * _TURNS_OF_LOOP, at)


def _is_repeated(signs: str, period: int) -> bool:
    return all(signs[at] == signs[at - period] for at in range(period, len(signs)))
