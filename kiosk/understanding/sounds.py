"""How far two syllables are apart, from 0 (the same) to 1 (nothing in common), for a dialect's speakers.

The base costs follow how Mandarin sounds are made: place and manner of the initial; glide, vowel and ending of the
final. They are judgements, tried on recognised speech (docs/voice-accuracy.md); a dialect makes its own cheaper.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.understanding.confusions import FINALS, NO_INITIAL, Confusion, is_onset
from kiosk.understanding.syllables import Syllable

INITIAL_WEIGHT, FINAL_WEIGHT, TONE_WEIGHT = 0.4, 0.5, 0.1
"""What each part of a syllable counts; recognition gets tones wrong first, and finals last."""
LIGHT = 5
_LIGHT_COST = 0.3  # a light tone beside a full one: the same word, said more quickly
_UNLIKE = 0.85

# Initials in one row are as far apart as the number says; what stands in several rows is as near as it gets.
_INITIAL_ROWS: tuple[tuple[float, tuple[str, ...]], ...] = (
    (0.2, ("zh z", "ch c", "sh s")),  # the tongue curled or not: most of the south does not
    (0.35, ("b p", "d t", "g k", "j q", "zh ch", "z c", "n l", "l r", "f h")),  # breath; the confusions of the south
    (0.4, ("zh j", "ch q", "sh x", "m n", "z j", "c q", "s x")),  # before i they stand for one another in many mouths
    (0.45, ("zh sh", "ch sh", "z s", "c s", "j x", "q x", "g h", "k h", "r zh", "sh r")),
    (0.5, ("b m", "d n", "d l", "zh c", "z ch", "- h", "- r", "- g", "- n", "- l")),
    (0.6, ("b d g", "p t k", "f s sh x h", "- m", "- b", "- j")),
)
_GLIDE_WEIGHT, _VOWEL_WEIGHT, _ENDING_WEIGHT = 0.3, 0.6, 0.3
# Glide, vowel and ending of each final; E is the e of ie and ei.
_PARTS = {
    "a": " a ", "o": " o ", "e": " e ", "ê": " E ", "er": " r ", "ai": " a i", "ei": " E i", "ao": " a u",
    "ou": " o u", "an": " a n", "en": " e n", "ang": " a N", "eng": " e N", "ong": " o N",
    "i": " i ", "ia": "i a ", "ie": "i E ", "iao": "i a u", "iu": "i o u", "ian": "i E n", "in": " i n",
    "iang": "i a N", "ing": " i N", "io": "i o ", "iong": "i o N",
    "u": " u ", "ua": "u a ", "uo": "u o ", "uai": "u a i", "ui": "u E i", "uan": "u a n", "un": "u e n",
    "uang": "u a N", "ueng": "u e N", "v": " v ", "ve": "v E ", "van": "v E n", "vn": " v n",
}  # fmt: skip
_VOWELS = {
    "aE": 0.4,
    "ao": 0.4,
    "ae": 0.5,
    "eo": 0.3,
    "Ee": 0.4,
    "ou": 0.35,
    "Ei": 0.4,
    "iv": 0.3,
    "uv": 0.5,
    "er": 0.3,
}
_GLIDES = {"i": 0.5, "u": 0.5, "v": 0.5, "iv": 0.3, "uv": 0.4}
_ENDINGS = {"Nn": 0.2, "i": 0.5, "u": 0.5, "n": 0.6, "N": 0.6, "in": 0.7}


@dataclass(frozen=True, slots=True)
class _Onset:
    """An initial with its u that is heard as another initial: huang as fang."""

    initial: str
    other: str
    cost: float


class Sounds:
    """The costs of one dialect. Pure; it remembers pairs of syllables, of which there are few."""

    def __init__(self, confusions: Iterable[Confusion] = ()) -> None:
        self._initials = dict(_BASE_INITIALS)
        self._finals = dict(_BASE_FINALS)
        self._onsets: list[_Onset] = []
        self._pairs: dict[tuple[Syllable, Syllable], float] = {}
        for confusion in confusions:
            self._learn(confusion)

    def apart(self, one: Syllable, other: Syllable) -> float:
        """How far two syllables are apart, from 0 to 1."""
        pair = (one, other)
        known = self._pairs.get(pair)
        if known is None:
            known = self._pairs[pair] = self._apart(one, other)
        return known

    def _learn(self, confusion: Confusion) -> None:
        one, other = confusion.one, confusion.other
        if is_onset(one) != is_onset(other) and one not in FINALS:
            onset, initial = (one, other) if is_onset(one) else (other, one)
            self._onsets.append(_Onset(onset[:-1], initial.replace(NO_INITIAL, ""), confusion.cost))
            return
        costs = self._finals if one in FINALS else self._initials
        pair = _pair(one.replace(NO_INITIAL, ""), other.replace(NO_INITIAL, ""))
        costs[pair] = min(confusion.cost, costs.get(pair, 1.0))

    def _apart(self, one: Syllable, other: Syllable) -> float:
        differ = _LIGHT_COST if LIGHT in (one.tone, other.tone) else 1.0
        tone = 0.0 if one.tone == other.tone else differ
        parts = min(self._parts_apart(one, other), self._onset_apart(one, other), self._onset_apart(other, one))
        return parts + TONE_WEIGHT * tone

    def _parts_apart(self, one: Syllable, other: Syllable) -> float:
        initial = (
            0.0 if one.initial == other.initial else self._initials.get(_pair(one.initial, other.initial), _UNLIKE)
        )
        return INITIAL_WEIGHT * initial + FINAL_WEIGHT * self._finals_apart(one.final, other.final)

    def _finals_apart(self, one: str, other: str) -> float:
        return 0.0 if one == other else self._finals.get(_pair(one, other), 1.0)

    def _onset_apart(self, one: Syllable, other: Syllable) -> float:
        """Hui beside fei: the u went into the initial."""
        costs = [
            INITIAL_WEIGHT * onset.cost + FINAL_WEIGHT * self._finals_apart(_UNROUNDED[one.final], other.final)
            for onset in self._onsets
            if onset.initial == one.initial and onset.other == other.initial and one.final in _UNROUNDED
        ]
        return min(costs, default=1.0)


_UNROUNDED = {
    "u": "u", "ua": "a", "uo": "o", "uai": "ai", "ui": "ei", "uan": "an", "un": "en", "uang": "ang", "ong": "ong",
}  # fmt: skip


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _base_initials() -> dict[tuple[str, str], float]:
    costs: dict[tuple[str, str], float] = {}
    for cost, rows in _INITIAL_ROWS:
        for row in rows:
            sounds = [sound.replace(NO_INITIAL, "") for sound in row.split()]
            for at, one in enumerate(sounds):
                for other in sounds[at + 1 :]:
                    costs.setdefault(_pair(one, other), cost)
    return costs


def _base_finals() -> dict[tuple[str, str], float]:
    return {_pair(one, other): _finals_apart(one, other) for one in FINALS for other in FINALS if one < other}


def _finals_apart(one: str, other: str) -> float:
    (glide, vowel, ending), (its_glide, its_vowel, its_ending) = _PARTS[one].split(" "), _PARTS[other].split(" ")
    return min(
        1.0,
        _GLIDE_WEIGHT * _letters_apart(_GLIDES, glide, its_glide)
        + _VOWEL_WEIGHT * _letters_apart(_VOWELS, vowel, its_vowel)
        + _ENDING_WEIGHT * _letters_apart(_ENDINGS, ending, its_ending),
    )


def _letters_apart(costs: dict[str, float], one: str, other: str) -> float:
    return 0.0 if one == other else costs.get("".join(sorted(one + other)), _UNLIKE)


_BASE_INITIALS = _base_initials()
_BASE_FINALS = _base_finals()
