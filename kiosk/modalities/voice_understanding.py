"""What recognised words mean to a prompt: pure, with no sound, no page and no desk.

A sure meaning is one that the words fit alone; whatever fits twice, or not at all, is asked back (`Unsure`).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from kiosk.visit.answers import offered
from kiosk.visit.prompts import AnyPrompt, Confirm, EnterDigits, EnterText, Option


class Wish(StrEnum):
    """What may be said on every page."""

    BACK = "back"
    HOME = "home"
    REPEAT = "repeat"
    READ = "read"
    HELP = "help"
    STAFF = "staff"
    LOUDER = "louder"
    SOFTER = "softer"
    SLOWER = "slower"
    FASTER = "faster"
    SIZE = "size"
    PAUSE = "pause"
    END = "end"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that may be said on every page."""

    wish: Wish


@dataclass(frozen=True, slots=True, repr=False)
class Sure:
    """An answer to the prompt."""

    value: object


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """What the entry holds after these words."""

    draft: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The entry is finished: what it holds is the answer."""


@dataclass(frozen=True, slots=True, repr=False)
class Unsure:
    """The best guesses first; empty: not understood."""

    guesses: tuple[object, ...] = ()


Meaning = Wanted | Sure | Typed | Finished | Unsure

WISHES: dict[str, Wish] = {
    "返回": Wish.BACK, "退回去": Wish.BACK, "上一步": Wish.BACK,
    "首页": Wish.HOME, "回首页": Wish.HOME,
    "再说一遍": Wish.REPEAT, "没听清": Wish.REPEAT, "重复": Wish.REPEAT,
    "念一遍": Wish.READ, "都念一遍": Wish.READ,
    "帮助": Wish.HELP, "怎么用": Wish.HELP,
    "叫工作人员": Wish.STAFF, "呼叫人工": Wish.STAFF, "人工": Wish.STAFF, "叫人": Wish.STAFF,
    "大声点": Wish.LOUDER, "大声一点": Wish.LOUDER, "听不见": Wish.LOUDER,
    "小声点": Wish.SOFTER, "小声一点": Wish.SOFTER,
    "慢一点": Wish.SLOWER, "慢点": Wish.SLOWER, "快一点": Wish.FASTER, "快点": Wish.FASTER,
    "大字": Wish.SIZE, "字大一点": Wish.SIZE,
    "先停一停": Wish.PAUSE, "停一停": Wish.PAUSE,
    "办完了": Wish.END, "不办了": Wish.END,
}  # fmt: skip
_YES = frozenset({"好的", "好", "是", "是的", "对", "对的", "可以", "行", "要", "确定"})
_NO = frozenset({"不", "不要", "不是", "不对", "不行", "不用", "先不要", "不好", "算了", "取消"})
_FINISH = frozenset({"确定", "输好了", "好了", "说完了"})
_CLEAR = frozenset({"重来", "重新说", "清空", "都删掉"})
_ERASE = frozenset({"删掉", "删一个", "删除"})
_POLITE = re.compile("^(请|麻烦您?|我想要?|我要|帮我|给我)|(谢谢|一下|吧|呀|啊)$")
_PAUSES = re.compile(r"[\s，。！？、；：“”,.!?;:]")
_DIGITS = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "幺": "1",
    "两": "2",
    "洞": "0",
    "拐": "7",
}
_MEASURE = re.compile("(号楼|栋楼|栋|楼|号)$")
_ORDINAL = re.compile("^(?:选)?第([一二两三四五六])(?:个|项)?$")


def understand(words: str, prompt: AnyPrompt, draft: str = "") -> Meaning:
    """What the words mean here: an exact answer first, then a wish, then an answer that is part of what was said."""
    said = plain(words)
    exact = _exact(said, prompt, draft)
    if exact is not None:
        return exact
    if said in WISHES:
        return Wanted(WISHES[said])
    return _loose(said, prompt, draft)


def plain(words: str) -> str:
    """The words without pauses and politeness."""
    said = _PAUSES.sub("", words)
    while (shorter := _POLITE.sub("", said)) != said and shorter:
        said = shorter
    return said


def digits_in(words: str) -> str:
    """The digits that the words say, one by one (幺三八) or as a number (十二); empty: something else."""
    said = _MEASURE.sub("", plain(words))
    if said and all(c in _DIGITS or (c.isascii() and c.isdigit()) for c in said):
        return "".join(_DIGITS.get(c, c) for c in said)
    return _number_in(said)


def _number_in(said: str) -> str:
    if not said or not set(said) & {"十", "百"}:
        return ""
    number, digit = 0, 0
    for character in said:
        if character == "百":
            number, digit = number + (digit or 1) * 100, 0
        elif character == "十":
            number, digit = number + (digit or 1) * 10, 0
        elif character in _DIGITS:
            digit = int(_DIGITS[character])
        else:
            return ""
    return str(number + digit)


def _exact(said: str, prompt: AnyPrompt, draft: str) -> Meaning | None:
    if isinstance(prompt, Confirm):
        return _yes_or_no(said, prompt)
    if isinstance(prompt, EnterDigits | EnterText):
        return _entry_key(said, draft)
    options = offered(prompt)
    chosen = [o for o in options if said and said in {plain(o.label.spoken()), plain(o.label.shown()), *o.phrases}]
    if len(chosen) == 1:
        return Sure(chosen[0].id)
    ordinal = _ORDINAL.match(said)
    if ordinal is not None and (place := int(_DIGITS[ordinal.group(1)])) <= len(options):
        return Sure(options[place - 1].id)
    return Unsure(tuple(o.id for o in chosen)) if chosen else None


def _yes_or_no(said: str, prompt: Confirm) -> Meaning | None:
    """Nothing but a plain yes is a yes: before money, print or a door no guess will do."""
    if said in _NO | {plain(prompt.no.spoken())}:
        return Sure(False)
    return Sure(True) if said in _YES | {plain(prompt.yes.spoken())} else None


def _entry_key(said: str, draft: str) -> Meaning | None:
    if said in _FINISH:
        return Finished()
    if said in _CLEAR:
        return Typed("")
    return Typed(draft[:-1]) if said in _ERASE else None


def _loose(said: str, prompt: AnyPrompt, draft: str) -> Meaning:
    if isinstance(prompt, Confirm) or not said:
        return Unsure()
    if isinstance(prompt, EnterDigits):
        digits = digits_in(said)
        return Typed((draft + digits)[: prompt.longest]) if digits else _wish_in(said)
    if isinstance(prompt, EnterText):
        return Typed(said[: prompt.longest])
    fitting = [o for o in offered(prompt) if _is_part(said, o)]
    if len(fitting) == 1:
        return Sure(fitting[0].id)
    return Unsure(tuple(o.id for o in fitting)) if fitting else _wish_in(said)


def _wish_in(said: str) -> Meaning:
    wishes = {wish for words, wish in WISHES.items() if words in said}
    return Wanted(wishes.pop()) if len(wishes) == 1 else Unsure()


def _is_part(said: str, option: Option) -> bool:
    names = [plain(option.label.spoken()), plain(option.label.shown()), *option.phrases]
    return any(name and (name in said or (len(said) > 1 and said in name)) for name in names)
