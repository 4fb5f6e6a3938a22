"""How phrases are written in assets/sentences: `[我想|我要](查|看)社保[交了多少]`, with slots such as `{building}`."""

import re
from collections.abc import Iterator
from itertools import product

SLOTS = ("building", "unit", "number", "digits", "name", "money", "date")
MOST = 400
"""What one line may stand for; a line that stands for more was hardly meant so, and costs time at every word."""
LONGEST = 40
"""Of a phrase, in characters: nobody says more in one breath to a terminal."""
_LONGEST_LINE = 200

_PART = re.compile(r"[\[\]()|{}]|[^\[\]()|{}]+")
_SLOT = re.compile(r"\{(\w*)\}")
_CLOSES = {"[": "]", "(": ")"}
_PLAIN = str.maketrans("（）｜［］｛｝", "()|[]{}")
"""What a Chinese keyboard types in their place."""
_STOPS = re.compile(r"[\s，。！？、；：“”‘’,.!?;:\"]+")


class NotationMistake(Exception):
    """A phrase that cannot be read; its message says in plain words what to change."""


def expanded(written: str) -> tuple[str, ...]:
    """Every phrase that a line stands for, each once, as it is written first; full-width brackets are brackets too.

    Raises: NotationMistake
    """
    written = written.translate(_PLAIN)
    if len(written) > _LONGEST_LINE:
        raise NotationMistake(f"a line has more than {_LONGEST_LINE} characters; make two lines of it")
    _check_slots(written)
    phrases, rest = _row(list(_parts(written)))
    if rest:
        raise NotationMistake(f"`{rest[0]}` closes what was never opened")
    spoken = tuple(dict.fromkeys(phrases))
    if "" in spoken:
        raise NotationMistake("everything in it may be left out, so it also means silence")
    longest = max(spoken, key=len)
    if len(_SLOT.sub("", longest)) > LONGEST:
        raise NotationMistake(f"more than {LONGEST} characters in one breath")
    return spoken


def slots_in(phrase: str) -> tuple[str, ...]:
    """The names of the slots of a phrase."""
    return tuple(_SLOT.findall(phrase))


def around_slots(phrase: str) -> tuple[str, ...]:
    """The words before, between and behind the slots."""
    return tuple(_SLOT.split(phrase)[::2])


def _check_slots(written: str) -> None:
    for name in _SLOT.findall(written):
        if name not in SLOTS:
            raise NotationMistake(f"there is no slot {{{name}}}; there are {', '.join(f'{{{s}}}' for s in SLOTS)}")
    if re.search(r"[{}]", _SLOT.sub("", written)):
        raise NotationMistake("a slot is written as {building}, with both braces")


def _parts(written: str) -> Iterator[str]:
    """Signs one by one; words and slots as they are. Commas and blanks are never heard."""
    for piece in re.split(r"(\{\w*\})", written):
        if piece.startswith("{"):
            yield piece
        else:
            yield from (part for found in _PART.findall(piece) if (part := _STOPS.sub("", found)))


def _row(parts: list[str]) -> tuple[list[str], list[str]]:
    """The phrases of a row of words and brackets, and the parts that are left behind it."""
    said = [""]
    while parts and parts[0] not in {"]", ")", "|"}:
        part, *parts = parts
        if part in _CLOSES:
            choices, parts = _choices(part, parts)
        else:
            choices = [part]
        if len(said) * len(choices) > MOST:
            raise NotationMistake(f"it stands for more than {MOST} phrases; make two lines of it")
        said = [before + behind for before, behind in product(said, choices)]
    if parts and parts[0] == "|":
        raise NotationMistake("`|` stands only inside ( ) or [ ]")
    return said, parts


def _choices(opened: str, parts: list[str]) -> tuple[list[str], list[str]]:
    """What stands between two brackets, and the parts behind them; in square ones it may also be left out."""
    choices: list[str] = []
    more = True
    while more:
        one, parts = _alternative(parts)
        choices += one
        if not parts or parts[0] not in {_CLOSES[opened], "|"}:
            raise NotationMistake(f"`{opened}` needs its `{_CLOSES[opened]}`")
        more = parts[0] == "|"
        parts = parts[1:]
    if "" in choices:
        raise NotationMistake("between two `|` or brackets something is missing; what may be left out stands in [ ]")
    return (["", *choices] if opened == "[" else choices), parts


def _alternative(parts: list[str]) -> tuple[list[str], list[str]]:
    """One of the choices: a row of its own, which ends before `|` or a bracket that closes."""
    end = _end_of_alternative(parts)
    said, rest = _row(parts[:end])
    if rest:
        raise NotationMistake(f"`{rest[0]}` closes another bracket than the one that is open")
    return said, parts[end:]


def _end_of_alternative(parts: list[str]) -> int:
    depth = 0
    for at, part in enumerate(parts):
        if depth == 0 and part in {"|", "]", ")"}:
            return at
        depth += (part in _CLOSES) - (part in {"]", ")"})
    return len(parts)
