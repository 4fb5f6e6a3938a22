"""A second witness beside the phrases: what whole sayings have in common, counted when the files are read.

Nobody says just a phrase. Each saying leaves its syllables, its characters and their neighbours with the service or
the wish that it asks for, or with `NOTHING`: talk that asks the terminal for nothing. What was heard is held against
these counts (naive Bayes, smoothed): pure, in no order, the same words give the same shares each time.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kiosk.understanding import weights
from kiosk.understanding.romanised import in_hanzi
from kiosk.understanding.spoken import spoken, translated_by

NOTHING = "nothing"
"""What talk means that asks the terminal for nothing."""
_KINDS = "12shH"
"""Syllables, two in a row, two with one between; characters, two in a row."""


@dataclass(slots=True)
class Learned:
    """What the sayings of one dialect's files have in common. Built once, off the loop thread; then only read.

    `parts`: how often each part of a saying was found under each key. `totals`: how many parts of each kind
    a key has, `sizes` how many different ones there are. `whole`: the sayings themselves, by their sounds.
    """

    parts: dict[str, dict[str, int]] = field(default_factory=dict)
    totals: dict[str, dict[str, float]] = field(default_factory=dict)
    whole: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_KINDS, 0))

    def learn(self, key: str, sayings: Iterable[str], times: int = 1) -> None:
        """These ask for `key`; what counts more is learned several `times`."""
        totals = self.totals.setdefault(key, dict.fromkeys(_KINDS, 0))
        for saying in sayings:
            sounds, parts = _parts(saying)
            for part in parts:
                if (found := self.parts.get(part)) is None:
                    found = self.parts[part] = {}
                    self.sizes[part[0]] += 1
                found[key] = found.get(key, 0) + times
                totals[part[0]] += times
            if self.whole.setdefault(sounds, key) != key:
                self.whole[sounds] = ""  # said for two things: it tells nothing by itself


class Evidence:
    """What was learned from the files of a dialect and of Mandarin. It keeps nothing of what is held against it."""

    def __init__(self, learned: Sequence[Learned] = (), lexicon: Mapping[str, str] | None = None) -> None:
        self._learned = tuple(learned)
        self._lexicon = lexicon or {}
        self._keys = tuple(dict.fromkeys(key for one in learned for key in one.totals))
        kinds = {kind: sum(one.sizes[kind] for one in learned) for kind in _KINDS}
        self._asking = tuple(key for key in self._keys if key != NOTHING)
        self._pooled = {
            kind: math.log(sum(self._total(key, kind) for key in self._asking) + weights.SMOOTH * (size + 1))
            - math.log(self._total(NOTHING, kind) + weights.SMOOTH * (size + 1))
            for kind, size in kinds.items()
        }
        self._absent = {
            kind: {key: -math.log(self._total(key, kind) + weights.SMOOTH * (size + 1)) for key in self._keys}
            for kind, size in kinds.items()
        }

    def shares(self, readings: Sequence[str]) -> dict[str, float]:
        """How likely each key is, from 0 to 1, all together 1; the readings are guesses at the same words.

        Empty where nothing was learned, or nothing of it was heard.
        """
        sums = [found for words in readings if (found := self._sums(words))]
        if not sums:
            return {}
        if len(known := {self._known_as(words) for words in readings}) == 1 and "" not in known:
            return {known.pop(): 1.0}
        logs = {key: sum(one[key] for one in sums) / len(sums) for key in self._keys}
        most = max(logs.values())
        exps = {key: math.exp(value - most) for key, value in logs.items()}
        whole = sum(exps.values())
        return {key: value / whole for key, value in exps.items()}

    def _known_as(self, words: str) -> str:
        """What exactly these sounds were learned for."""
        sounds = _parts(words)[0]
        keys = {one.whole[sounds] for one in self._learned if sounds in one.whole}
        return keys.pop() if len(keys) == 1 else ""

    def _sums(self, words: str) -> dict[str, float]:
        parts = _parts(words)[1]
        translated = translated_by(self._lexicon, words)
        if translated != words:
            parts = dict.fromkeys((*parts, *_parts(translated)[1]))
        sums = dict.fromkeys(self._keys, 0.0)
        heard = dict.fromkeys(_KINDS, 0)
        pooled = 0.0
        for part in parts:
            if found := self._found(part):
                heard[part[0]] += 1
                for key, count in found.items():
                    sums[key] += math.log1p(count / weights.SMOOTH)
                talk = found.get(NOTHING, 0)
                asks = sum(found.values()) - talk
                pooled += self._pooled[part[0]] + math.log((talk + weights.SMOOTH) / (asks + weights.SMOOTH))
        if not any(heard.values()):
            return {}
        if NOTHING in sums:
            sums[NOTHING] += weights.POOLED * pooled
        trust = weights.TRUST / math.sqrt(len(parts))
        for kind, count in heard.items():
            for key, absent in self._absent[kind].items():
                sums[key] += count * absent
        return {key: trust * value for key, value in sums.items()}

    def _found(self, part: str) -> Mapping[str, int]:
        found = [one.parts[part] for one in self._learned if part in one.parts]
        if len(found) <= 1:
            return found[0] if found else {}
        return {
            key: sum(one.get(key, 0) for one in found) for key in dict.fromkeys(key for one in found for key in one)
        }

    def _total(self, key: str, kind: str) -> float:
        return sum(one.totals[key][kind] for one in self._learned if key in one.totals)


def _parts(words: str) -> tuple[str, dict[str, None]]:
    """The sounds of words, without tones; and the parts that are counted, each once and in an order."""
    text, said = spoken(in_hanzi(words))
    sounds = [syllable.initial + syllable.final for syllable in said]
    return " ".join(sounds), dict.fromkeys(_each_part(text, sounds))


def _each_part(text: str, sounds: Sequence[str]) -> Iterator[str]:
    framed = ("^", *sounds, "$")
    yield from (f"1{sound}" for sound in sounds)
    yield from (f"2{one} {other}" for one, other in pairwise(framed))
    yield from (f"s{one} {other}" for one, other in zip(sounds, sounds[2:], strict=False))
    yield from (f"h{character}" for character in text)
    yield from (f"H{one}{other}" for one, other in pairwise(text))
