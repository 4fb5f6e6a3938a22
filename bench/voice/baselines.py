"""What VOICE.md measured before there was anything: exact, rapidfuzz, plain pinyin and phonetics; none of it ours.

Each gives the phrases' owners with a score, best first, for one transcript.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

Inventory = Mapping[str, Sequence[str]]
"""Owner (a service or a global) -> its phrases, whole."""
Scores = list[tuple[str, float]]
Matcher = Callable[[str, Inventory], Scores]
_SIGNS = re.compile(r"\W+")
_NEAR = ({"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"}, {"f", "h"}, {"ing", "in"}, {"eng", "en"}, {"ang", "an"})
_SLIP = 0.3
_LONGER = 0.01
"""Of two phrases that are wholly there the longer was meant."""


def exact(words: str, inventory: Inventory) -> Scores:
    """A phrase stands in the transcript, hanzi for hanzi; the longest wins."""
    said = _plain(words)
    return _best((owner, 1 + len(phrase) / 100) for owner, phrase in _pairs(inventory) if phrase in said)


def fuzzy(words: str, inventory: Inventory) -> Scores:
    """rapidfuzz: the best partial ratio of hanzi, for phrases as long as what was said or shorter."""
    from rapidfuzz import fuzz

    said = _plain(words)
    return _best((owner, fuzz.WRatio(phrase, said) / 100) for owner, phrase in _pairs(inventory))


def plain_pinyin(words: str, inventory: Inventory) -> Scores:
    """rapidfuzz on pinyin without tones: looks best, and takes anything for something."""
    from rapidfuzz import fuzz

    said = "".join(_pinyin(_plain(words)))
    pairs = ((owner, "".join(_pinyin(phrase)), len(phrase)) for owner, phrase in _pairs(inventory))
    return _best((owner, fuzz.partial_ratio(letters, said) / 100 + size * _LONGER) for owner, letters, size in pairs)


def plain_phonetic(words: str, inventory: Inventory) -> Scores:
    """Syllables aligned with like ones near, the phrase anywhere inside; a repetition is nothing."""
    said = _pinyin(_plain(words))
    if _repeats(said):
        return []
    scored = ((owner, phrase, _inside(_pinyin(phrase), said)) for owner, phrase in _pairs(inventory))
    return _best((owner, score + len(phrase) * _LONGER if score > 0 else 0.0) for owner, phrase, score in scored)


BASELINES: dict[str, Matcher] = {
    "exact hanzi": exact,
    "rapidfuzz on hanzi": fuzzy,
    "plain pinyin": plain_pinyin,
    "plain phonetic + repetition gate": plain_phonetic,
}


def _pairs(inventory: Inventory) -> list[tuple[str, str]]:
    """Phrases of one character stand in everything, and would leave no threshold."""
    return [(owner, phrase) for owner, phrases in inventory.items() for phrase in phrases if len(phrase) > 1]


def _best(scored: Iterable[tuple[str, float]]) -> Scores:
    best: dict[str, float] = {}
    for owner, score in scored:
        best[owner] = max(score, best.get(owner, 0.0))
    return sorted(best.items(), key=lambda pair: -pair[1])


def _plain(words: str) -> str:
    return _SIGNS.sub("", words)


@lru_cache(maxsize=65536)
def _pinyin(words: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(words, errors="ignore"))


@lru_cache(maxsize=65536)
def _apart(one: str, other: str) -> float:
    if one == other:
        return 0.0
    (initial, final), (other_initial, other_final) = _split(one), _split(other)
    return (_differ(initial, other_initial) + _differ(final, other_final)) / 2


def _differ(one: str, other: str) -> float:
    return 0.0 if one == other else _SLIP if {one, other} in _NEAR else 1.0


def _split(syllable: str) -> tuple[str, str]:
    found = re.match(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(.*)", syllable)
    return (found[1] or "", found[2]) if found else ("", syllable)


def _inside(phrase: Sequence[str], said: Sequence[str]) -> float:
    """1 less the cheapest alignment of the whole phrase with any piece of what was said, a syllable of it."""
    row = [0.0] * (len(said) + 1)
    for number, syllable in enumerate(phrase, 1):
        before, row[0] = row[0], float(number)
        for place, heard in enumerate(said, 1):
            step = before + _apart(syllable, heard)
            before, row[place] = row[place], min(step, row[place] + 1, row[place - 1] + 1)
    return 1 - min(row) / max(1, len(phrase))


def _repeats(said: Sequence[str]) -> bool:
    for size in (1, 2, 3, 4):
        pieces = Counter(tuple(said[at : at + size]) for at in range(len(said) - size + 1))
        if pieces and max(pieces.values()) * size >= 8:
            return True
    return False
