"""How tones change in company: 一 and 不 before what follows them, and one third tone before another.

Words come one by one with the syllables of their characters, as `PinyinTable.words` gives them: the borders between
words decide where a change ends (展览馆 is zhan2 lan2 guan3, but 我想买 is wo3 xiang2 mai3).
"""

from collections.abc import Iterable, Sequence

Word = tuple[str, tuple[str, ...]]
"""Characters, and a syllable with its tone for each; what is no hanzi stands for itself."""

_FIGURES = frozenset("零〇一二三四五六七八九十两幺")
_LARGE = frozenset("百千万亿")
_BEFORE_ORDINALS = frozenset("第初周期拜")  # 第一, 初一, 周一, 星期一, 礼拜一
# 一号, 一楼, 一栋 ... are names of places and days; 一层 and 一次 are as often a number of them.
_NAMED = ("号", "楼", "栋", "幢", "座", "单元", "月", "日", "年级", "等奖", "期工程", "区", "至", "到")
_PAUSE = frozenset(",.?")


def one_and_not(words: Iterable[Word]) -> list[Word]:
    """The words with 一 and 不 as they sound before what follows: yi2 ge4, yi4 qi3, ting2 yi5 ting2, bu2 shi4."""
    known = list(words)
    characters = "".join(word for word, _ in known)
    syllables = [syllable for _, spoken in known for syllable in spoken]
    at = 0
    said: list[Word] = []
    for word, spoken in known:
        ends = at + len(word)
        said.append((word, tuple(_sound(characters, syllables, at + n, ends) for n in range(len(spoken)))))
        at = ends
    return said


def third_tones(words: Iterable[Word]) -> list[Word]:
    """The words with each third tone that stands before another as a second: inside words first, then between them."""
    known = [(word, _inside(spoken)) for word, spoken in words]
    said: list[Word] = []
    following = ""
    for word, spoken in reversed(known):
        last = _second(spoken[-1]) if spoken[-1].endswith("3") and following.endswith("3") else spoken[-1]
        said.append((word, (*spoken[:-1], last)))
        following = said[-1][1][0]
    return said[::-1]


def _inside(spoken: tuple[str, ...]) -> tuple[str, ...]:
    """In a word all but the last of a row of third tones become second ones."""
    pairs = zip(spoken, (*spoken[1:], ""), strict=True)
    return tuple(_second(one) if one.endswith("3") and after.endswith("3") else one for one, after in pairs)


def _second(syllable: str) -> str:
    return f"{syllable[:-1]}2"


def _sound(characters: str, syllables: Sequence[str], at: int, word_ends: int) -> str:
    if characters[at] == "一" and syllables[at][:-1] == "yi":
        return _one(characters, syllables, at, word_ends)
    if characters[at] == "不" and syllables[at][:-1] == "bu":
        return _not(characters, syllables, at)
    return syllables[at]


def _one(characters: str, syllables: Sequence[str], at: int, word_ends: int) -> str:
    before, after = characters[at - 1 : at], characters[at + 1 :]
    if after[:1] and before == after[:1] and before not in _FIGURES:
        return "yi5"  # 停一停, 试一试
    of_a_hundred = after[:1] in _LARGE and after != ""
    closes = at + 1 == word_ends and characters[at - 1 : word_ends] in _CLOSED_BY_ONE
    if not of_a_hundred and (closes or _counts_as_a_figure(before, after)):
        return "yi1"
    return _before(syllables[at + 1 : at + 2], "yi")


def _counts_as_a_figure(before: str, after: str) -> bool:
    """Is 一 a digit, the end of a number, or the name of something?"""
    return (
        (before != "" and (before in _FIGURES or before in _BEFORE_ORDINALS or before == "点"))
        or (after != "" and after[0] in _FIGURES)
        or after.startswith(_NAMED)
    )


# Words that end in 一 keep its first tone, whatever follows (统一办).
_CLOSED_BY_ONE = frozenset({"统一", "唯一", "万一", "之一", "专一", "单一", "合一", "其一", "逐一", "不一", "归一"})


def _not(characters: str, syllables: Sequence[str], at: int) -> str:
    before, after = characters[at - 1 : at], characters[at + 1 : at + 2]
    if before and before == after:
        return "bu5"  # 是不是, 要不要
    return "bu2" if syllables[at + 1 : at + 2] and syllables[at + 1].endswith("4") else "bu4"


def _before(following: Sequence[str], syllable: str) -> str:
    """The tone of 一 by that of what follows; before a pause it keeps its own."""
    if not following or following[0] in _PAUSE or not following[0][-1:].isdigit():
        return f"{syllable}1"
    if following[0].endswith("4") or following[0] == "ge5":
        return f"{syllable}2"
    return f"{syllable}4"
