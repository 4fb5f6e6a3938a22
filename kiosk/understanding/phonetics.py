"""Is a phrase in what was heard? A weighted alignment of syllables: the phrase anywhere inside, with gaps and slips."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.understanding.sounds import Sounds
from kiosk.understanding.syllables import Syllable

EXTRA = 0.5
"""A syllable heard inside a phrase that does not have it: 查一下社保."""
MISSING = 0.9
"""A syllable of the phrase that was not heard."""
OUTSIDE = 0.25
"""How much the rest of a long sentence takes from a short phrase in it."""
CIRCLE = 8
"""So many syllables of nothing but repetition nobody says: recognition went round in a circle."""
_LEAST_ROUNDS = 3
_LONGEST_ROUND = 6


@dataclass(frozen=True, slots=True)
class Found:
    """How a phrase was found: `fit` from 0 to 1, where it begins and ends, and how many of its syllables were heard."""

    fit: float
    begin: int
    end: int
    heard: int


NOT_FOUND = Found(0.0, 0, 0, 0)


class Ear:
    """One recognised sentence, ready to be asked for many phrases. It remembers its sentence as long as it lives."""

    def __init__(self, said: Sequence[Syllable], sounds: Sounds) -> None:
        self._said = tuple(said)
        self._sounds = sounds
        self._rows: dict[Syllable, tuple[float, ...]] = {}
        self._nearest: dict[Syllable, float] = {}

    def at_best(self, phrase: Sequence[Syllable], weights: Sequence[float]) -> float:
        """A quick bound: no alignment fits better than this."""
        nearest = self._nearest
        lost = 0.0
        for syllable, weight in zip(phrase, weights, strict=True):
            if syllable not in nearest:
                nearest[syllable] = min((MISSING, *self._row(syllable)))
            lost += weight * nearest[syllable]
        return 1.0 - lost / sum(weights)

    def find(self, phrase: Sequence[Syllable], weights: Sequence[float]) -> Found:
        """The best place of a phrase; `weights` say what each of its syllables counts."""
        if not phrase or not self._said:
            return NOT_FOUND
        count = len(self._said)
        whole = sum(weights)
        # One column a place between heard syllables: what the phrase has cost so far, where it began, what was heard.
        cost = [0.0] * (count + 1)
        begin = list(range(count + 1))
        kept = [0] * (count + 1)
        for at, (syllable, weight) in enumerate(zip(phrase, weights, strict=True)):
            row = self._row(syllable)
            missing, extra = MISSING * weight, EXTRA * weight
            new_cost, new_begin, new_kept = [cost[0] + missing], [0], [0]
            for place in range(1, count + 1):
                best, came, had = cost[place - 1] + row[place - 1] * weight, begin[place - 1], kept[place - 1] + 1
                if (skipped := cost[place] + missing) < best:
                    best, came, had = skipped, begin[place], kept[place]
                if at and (wider := new_cost[-1] + extra) < best:
                    best, came, had = wider, new_begin[-1], new_kept[-1]
                new_cost.append(best)
                new_begin.append(came)
                new_kept.append(had)
            cost, begin, kept = new_cost, new_begin, new_kept
        end = min(range(count + 1), key=cost.__getitem__)
        outside = count - (end - begin[end])
        fit = 1.0 - cost[end] / whole - OUTSIDE * outside / (outside + len(phrase) + 2)
        return Found(max(0.0, fit), begin[end], end, kept[end])

    def _row(self, syllable: Syllable) -> tuple[float, ...]:
        row = self._rows.get(syllable)
        if row is None:
            apart = self._sounds.apart
            row = self._rows[syllable] = tuple(apart(syllable, said) for said in self._said)
        return row


def goes_in_circles(said: Sequence[Syllable]) -> bool:
    """Does it say the same again and again? Recognition does so with noise, and with what it was told to expect."""
    toneless = [(syllable.initial, syllable.final) for syllable in said]
    for size in range(1, _LONGEST_ROUND + 1):
        whole = size * max(_LEAST_ROUNDS, -(-CIRCLE // size))
        if any(toneless[at : at + whole] == toneless[at : at + size] * (whole // size) for at in range(len(said))):
            return True
    return False
