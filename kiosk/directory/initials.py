"""Pinyin initials: 王桂芳 -> wgf."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=4096)
def initials(words: str) -> str:
    """The first letter of each syllable; letters and digits stay, everything else goes."""
    syllables = lazy_pinyin(words, style=Style.FIRST_LETTER)
    return "".join(c for c in "".join(syllables).casefold() if c.isalnum())
