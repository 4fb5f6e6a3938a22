"""How well each candidate fits what was heard: by syllables in Chinese, by letters in English."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import chain, groupby
from operator import attrgetter
from typing import Protocol

from kiosk.understanding import weights
from kiosk.understanding.chinese import asks, is_denied, is_mentioned, without_fillers
from kiosk.understanding.english import plain as plain_english
from kiosk.understanding.meanings import Candidate, Meaning, Speaks, Wanted
from kiosk.understanding.notation import around_slots, slots_in
from kiosk.understanding.phonetics import Ear, Found, goes_in_circles
from kiosk.understanding.romanised import in_hanzi
from kiosk.understanding.sounds import Sounds
from kiosk.understanding.spoken import spoken, translated_by
from kiosk.understanding.syllables import Syllable, phrase_syllables, same_sound, same_tones

_NUMBER = Syllable("#", "#", 1)
_COUNTED = frozenset({"building", "unit", "number", "digits", "money", "date"})
_NUMERALS = re.compile("[零〇一二两三四五六七八九十百千幺]+(?:号楼|栋楼|栋|幢|座|号|楼)?")
_MEASURED = re.compile("^(?:号楼|栋楼|栋|幢|座|号|楼)")

# Of what denies, what refuses: 不满意 and 没办完 are reasons to ask.
_REFUSED = re.compile("(?:不[要用必想去是]|[别甭莫覅嫑]|[唔勿弗毋][要用使爱想通系是好]).{0,4}$|[不唔勿弗毋]$")
_ALIGNED = 80  # phrases of a thousand or two that may fit, judged without their order


class Transcript(Protocol):
    """What an engine made of the sound; `kiosk.recognition.contract.Heard` is one."""

    @property
    def words(self) -> str:
        """Its best guess."""
        ...

    @property
    def others(self) -> tuple[str, ...]:
        """Its next guesses."""
        ...

    @property
    def likely(self) -> float:
        """The mean logarithm of the probability of its parts; -inf: it cannot say."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Match:
    """How well a candidate fits, from 0 to about 1. `whole`: it is all that was said, sound for sound, and no question.

    A single syllable is whole only as it is written. `toned`: its tones are right too (号的 is no 好的). `alone`:
    nothing else was said. `lack` is what of it was not there, `begin` and `end` the syllables where it was.
    `mentioned`: a short name in a sentence in which nothing is asked for. `denied`: it was said, and refused.
    """

    candidate: Candidate
    fit: float
    whole: bool = False
    toned: bool = False
    alone: bool = False
    lack: float = 1.0
    begin: int = 0
    end: int = 0
    mentioned: bool = False
    denied: bool = False

    def takes(self, other: "Match") -> bool:
        """Does it hold the other one's words, so that these were not meant by themselves?"""
        nested = self.begin <= other.begin and other.end <= self.end
        return nested and self.lack <= weights.NESTED and self.end - self.begin > other.end - other.begin


def ranked(
    heard: Transcript, among: Sequence[Candidate], sounds: Sounds, lexicon: Mapping[str, str] | None = None
) -> tuple[Match, ...]:
    """The candidates that fit best, best first; what was denied fits nothing. A few milliseconds for a thousand."""
    weigh = _weights(among)
    asked = any(asks(in_hanzi(words)) for words in (heard.words, *heard.others))
    best: dict[int, Match] = {}
    for words, penalty in _words_of(heard, lexicon or {}).items():
        reading = _Reading(words, penalty, sounds, asked=asked)
        for at, match in reading.matches(among, weigh):
            if at not in best or best[at].fit < match.fit:
                best[at] = match
    return tuple(sorted(best.values(), key=lambda match: -match.fit))


def best_of_each(matches: Iterable[Match]) -> tuple[Match, ...]:
    """The best match of each meaning, in the order they come, without those that are only words of a better one."""
    first: dict[Meaning, Match] = {}
    for match in matches:
        first.setdefault(match.candidate.meaning, match)
    each = tuple(first.values())
    return tuple(match for match in each if not any(other.takes(match) for other in each if other is not match))


def _words_of(heard: Transcript, lexicon: Mapping[str, str]) -> dict[str, float]:
    """What was heard, the next guesses, and each of them in Mandarin words, with what they count less."""
    found: dict[str, float] = {}
    for place, words in enumerate((heard.words, *heard.others[: weights.GUESSES])):
        for said in (words, translated_by(lexicon, words)):
            found.setdefault(said, place * weights.NEXT_GUESS)
    return found


def _weights(among: Iterable[Candidate]) -> dict[Syllable, float]:
    """What each syllable counts among these candidates: 交 and 费 are everywhere, 水 tells one from all others."""
    said_for: dict[Meaning, set[Syllable]] = {}
    for meaning, group in groupby(among, key=attrgetter("meaning")):
        said_for.setdefault(meaning, set()).update(*map(attrgetter("sounds"), group))
    holders = Counter(chain.from_iterable(said_for.values()))
    most = math.log(len(said_for) + 1) or 1.0
    return {one: max(weights.LEAST_WEIGHT, 1 - math.log(held) / most) for one, held in holders.items()}


class _Reading:
    """One way to read what was heard."""

    def __init__(self, words: str, penalty: float, sounds: Sounds, *, asked: bool) -> None:
        self._penalty = penalty
        self._english = plain_english(words)
        self._text, self._said = spoken(in_hanzi(words))
        self._written = without_fillers("".join(filter(str.isalnum, words)))
        self._asked = asked
        self._ear = Ear(self._said, sounds)
        self._sounds = sounds
        self._counted: Ear | None = None

    def matches(self, among: Sequence[Candidate], weigh: Mapping[Syllable, float]) -> Iterator[tuple[int, Match]]:
        """The best of these candidates, by their place; aligned are only those that may still be among the best."""
        if goes_in_circles(self._said):
            return
        bounds: list[tuple[float, int]] = []
        nearest = {syllable: weight * self._ear.nearest(syllable) for syllable, weight in weigh.items()}
        lost, whole, only = nearest.__getitem__, weigh.__getitem__, len(self._said) == 1
        for at, candidate in enumerate(among):
            phrase = candidate.sounds
            if not phrase:
                same = self._english == candidate.phrase
                yield at, Match(candidate, self._letters(candidate.phrase), same, same)
            elif "{" in candidate.phrase:
                yield at, self._with_slots(candidate)
            elif self._said and (len(phrase) > 1 or only):
                bounds.append((1.0 - sum(map(lost, phrase)) / sum(map(whole, phrase)), -at))
        for bound, place in nlargest(_ALIGNED, bounds):
            if bound >= weights.WORTH_SCORING:
                candidate = among[-place]
                yield -place, self._match(candidate, [weigh[syllable] for syllable in candidate.sounds])

    def _match(self, candidate: Candidate, counted: list[float]) -> Match:
        mean = sum(counted) / len(counted)
        found = self._ear.find(candidate.sounds, [one / mean for one in counted])
        before, after = self._text[: found.begin], self._text[found.end :]
        if is_denied(before, after):
            refused = bool(_REFUSED.search(before)) or is_denied("", after)
            return Match(candidate, 0.0, lack=found.lack, denied=refused and found.lack <= weights.NESTED)
        fit = _fit(found, len(candidate.sounds), mean) - _prior(candidate.meaning) - self._penalty
        bare = len(candidate.sounds) <= weights.BARE and not isinstance(candidate.meaning, Wanted)
        mentioned = bare and is_mentioned(before, after)
        if mentioned:
            fit = min(fit, weights.ONLY_ASK)
        written = self._written == candidate.phrase
        whole = written or same_sound(self._said, candidate.sounds)
        toned = written or same_tones(self._said, candidate.sounds)
        whole, alone = whole and not self._asked, found.outside == 0
        return Match(candidate, fit, whole, toned, alone, found.lack, found.begin, found.end, mentioned)

    def _letters(self, phrase: str) -> float:
        if not self._english or not phrase.isascii():
            return 0.0
        return SequenceMatcher(None, self._english, phrase, autojunk=False).ratio() - self._penalty

    def _with_slots(self, candidate: Candidate) -> Match:
        """A phrase with a number in it fits where a number was heard, whichever."""
        if self._counted is None:
            counted = [_NUMBER if c == "#" else s for c, s in _without_numbers(self._text, self._said)]
            self._counted = Ear(counted, self._sounds)
        wanted = _slotted(candidate.phrase)
        found = self._counted.find(wanted, [1.0] * len(wanted))
        return Match(candidate, _fit(found, len(wanted), 1.0) - self._penalty, lack=found.lack)


def _fit(found: Found, size: int, mean: float) -> float:
    """How well a phrase fits: the less it lacks, the less was said besides, and the more of it there was.

    `size` of the phrase in syllables, `mean` what they weigh.
    """
    share = found.outside / (found.outside + size + 2)
    least = weights.OUTSIDE_AT_LEAST
    besides = weights.OUTSIDE * share * (least + (1 - least) * min(1.0, found.lack / weights.FULL_LACK))
    short = weights.SHORT * max(0, 3 - size) * min(1.0, found.lack / 0.1)
    there = weights.EVIDENCE * min(mean * found.there, weights.ENOUGH)
    return max(0.0, 1.0 - weights.LACK * found.lack - besides - short + there)


def _prior(meaning: Meaning) -> float:
    """What is asked for here comes before what may be said anywhere."""
    if isinstance(meaning, Wanted):
        return weights.WISH
    return weights.CHOICE_OF_DIALECT if isinstance(meaning, Speaks) else 0.0


def _without_numbers(text: str, said: Sequence[Syllable]) -> Iterable[tuple[str, Syllable]]:
    """Every number as one sign."""
    at = 0
    for found in _NUMERALS.finditer(text):
        yield from zip(text[at : found.start()], said[at : found.start()], strict=True)
        yield "#", _NUMBER
        at = found.end()
    yield from zip(text[at:], said[at:], strict=True)


def _slotted(phrase: str) -> tuple[Syllable, ...]:
    sounds: list[Syllable] = []
    for words, slot in zip(around_slots(phrase), (*slots_in(phrase), ""), strict=True):
        sounds += phrase_syllables(_MEASURED.sub("", words) if sounds and sounds[-1] is _NUMBER else words)
        sounds += [_NUMBER] if slot in _COUNTED else []
    return tuple(sounds)
