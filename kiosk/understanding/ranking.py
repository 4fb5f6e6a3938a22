"""How well each candidate fits what was heard: by syllables in Chinese, by letters in English."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

from kiosk.understanding import weights
from kiosk.understanding.chinese import is_denied
from kiosk.understanding.english import plain as plain_english
from kiosk.understanding.meanings import Candidate, Meaning
from kiosk.understanding.notation import around_slots, slots_in
from kiosk.understanding.phonetics import Ear, goes_in_circles
from kiosk.understanding.sounds import Sounds
from kiosk.understanding.syllables import Syllable, phrase_syllables, syllables
from kiosk.visit.numerals import digits_aloud

_NUMBER = Syllable("#", "#", 1)
_COUNTED = frozenset({"building", "unit", "number", "digits", "money", "date"})
_FIGURES = re.compile("[0-9]+")
_NUMERALS = re.compile("[零〇一二两三四五六七八九十百千幺]+")


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
    """How well a candidate fits, from 0 to 1. `whole`: it is all that was said, sound for sound."""

    candidate: Candidate
    fit: float
    whole: bool = False


def ranked(
    heard: Transcript, among: Sequence[Candidate], sounds: Sounds, lexicon: Mapping[str, str] | None = None
) -> tuple[Match, ...]:
    """Every candidate that fits at all, best first; what was denied fits nothing. Some milliseconds for hundreds."""
    readings = [_Reading(words, penalty, sounds) for words, penalty in _words_of(heard, lexicon or {}).items()]
    readings = [reading for reading in readings if reading.makes_sense]
    weigh = _Weights(among)
    found: list[Match] = []
    for candidate in among:
        fits = [reading.fit(candidate, weigh) for reading in readings]
        best = max(fits, key=lambda match: match.fit, default=None)
        if best is not None and best.fit > 0:
            found.append(best)
    return tuple(sorted(found, key=lambda match: -match.fit))


def best_of_each(matches: Iterable[Match]) -> tuple[Match, ...]:
    """The best match of each meaning, in the order they come."""
    first: dict[Meaning, Match] = {}
    for match in matches:
        first.setdefault(match.candidate.meaning, match)
    return tuple(first.values())


def translated_by(lexicon: Mapping[str, str], words: str) -> str:
    """The words with those of a dialect in Mandarin, longest first."""
    if not lexicon:
        return words
    longest_first = sorted(lexicon, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda found: lexicon[found.group()], words)


def _words_of(heard: Transcript, lexicon: Mapping[str, str]) -> dict[str, float]:
    """What was heard, the next guesses, and each of them in Mandarin words, with what they count less."""
    found: dict[str, float] = {}
    for place, words in enumerate((heard.words, *heard.others[: weights.GUESSES])):
        for said in (words, translated_by(lexicon, words)):
            found.setdefault(said, place * weights.NEXT_GUESS)
    return found


class _Weights:
    """What each syllable counts among these candidates: 交 and 费 are everywhere, 水 tells one from all others."""

    def __init__(self, among: Iterable[Candidate]) -> None:
        holders: dict[tuple[str, str], set[Meaning]] = {}
        meanings = set()
        for candidate in among:
            meanings.add(candidate.meaning)
            for syllable in candidate.sounds:
                holders.setdefault((syllable.initial, syllable.final), set()).add(candidate.meaning)
        most = math.log(len(meanings) + 1) or 1.0
        self._weights = {
            sound: max(weights.LEAST_WEIGHT, 1 - math.log(len(held)) / most) for sound, held in holders.items()
        }

    def of(self, sounds: Sequence[Syllable]) -> list[float]:
        """What each syllable of a phrase counts."""
        known = self._weights
        return [known.get((syllable.initial, syllable.final), 1.0) for syllable in sounds]


class _Reading:
    """One way to read what was heard."""

    def __init__(self, words: str, penalty: float, sounds: Sounds) -> None:
        self._penalty = penalty
        self._english = plain_english(words)
        self._text, self._said = _spoken(words)
        self._ear = Ear(self._said, sounds)
        self._sounds = sounds
        self._counted: Ear | None = None

    @property
    def makes_sense(self) -> bool:
        """False: recognition went round in a circle."""
        return not goes_in_circles(self._said)

    def fit(self, candidate: Candidate, weigh: _Weights) -> Match:
        """How well a candidate fits this reading."""
        if not candidate.sounds:
            return Match(candidate, self._letters(candidate.phrase), self._english == candidate.phrase)
        if slots_in(candidate.phrase):
            return Match(candidate, self._with_slots(candidate.phrase))
        syllable_weights = weigh.of(candidate.sounds)
        if self._ear.at_best(candidate.sounds, syllable_weights) - self._penalty < weights.WORTH_SCORING:
            return Match(candidate, 0.0)
        found = self._ear.find(candidate.sounds, syllable_weights)
        if is_denied(self._text[: found.begin], self._text[found.end :]):
            return Match(candidate, 0.0)
        return Match(candidate, found.fit - self._penalty, self._said == candidate.sounds)

    def _letters(self, phrase: str) -> float:
        if not self._english or not phrase.isascii():
            return 0.0
        return SequenceMatcher(None, self._english, phrase, autojunk=False).ratio() - self._penalty

    def _with_slots(self, phrase: str) -> float:
        """A phrase with a number in it fits where a number was heard, whichever."""
        if self._counted is None:
            counted = [_NUMBER if c == "#" else s for c, s in _without_numbers(self._text, self._said)]
            self._counted = Ear(counted, self._sounds)
        wanted = _slotted(phrase)
        return self._counted.find(wanted, [1.0] * len(wanted)).fit - self._penalty


def _spoken(words: str) -> tuple[str, tuple[Syllable, ...]]:
    """What is heard of words: a character for each syllable."""
    plain = unicodedata.normalize("NFKC", words)
    plain = "".join(filter(str.isalnum, _FIGURES.sub(lambda found: digits_aloud(found.group()), plain)))
    said = syllables(plain)
    if len(said) == len(plain):
        return plain, said
    heard = "".join(character for character in plain if syllables(character))
    return heard, syllables(heard)


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
        sounds += phrase_syllables(words)
        sounds += [_NUMBER] if slot in _COUNTED else []
    return tuple(sounds)
