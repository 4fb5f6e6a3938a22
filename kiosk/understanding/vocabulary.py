"""What a tongue has words for when somebody speaks to the terminal: wishes, yes and no, numerals, and how words fit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


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
    QUIET = "quiet"
    SIZE = "size"
    PAUSE = "pause"
    END = "end"
    DIALECT = "dialect"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one tongue; all sets hold them as `plain` leaves them.

    `plain`: words without pauses and politeness. `digits`: the digits that plain words say; empty: something else.
    `place`: the place in a list that plain words name, from 1; 0: none. `is_in`: are the second plain words said in
    the first? `names`: may these plain words, said alone, be a part of something's name? `shared`: the words
    that both have, and that mean something. `entry`: words as an entry of text takes them.
    """

    wishes: Mapping[str, Wish]
    yes: frozenset[str]
    no: frozenset[str]
    finish: frozenset[str]
    clear: frozenset[str]
    erase: frozenset[str]
    leave: frozenset[str]
    plain: Callable[[str], str]
    digits: Callable[[str], str]
    place: Callable[[str], int]
    is_in: Callable[[str, str], bool]
    names: Callable[[str], bool]
    shared: Callable[[str, str], frozenset[str]]
    entry: Callable[[str], str]
