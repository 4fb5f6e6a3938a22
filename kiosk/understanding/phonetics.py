"""Is a phrase in what was heard? A weighted alignment of syllables: the phrase anywhere inside, with gaps and slips."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.understanding.sounds import Sounds
from kiosk.understanding.syllables import Syllable

EXTRA = 0.5
"""A syllable heard inside a phrase that does not have it: 查一下社保."""
MISSING = 0.9
"""A syllable of the phrase that was not heard."""
CIRCLE = 8
"""So many syllables of nothing but repetition nobody says: recognition went round in a circle."""
_LEAST_ROUNDS = 3
_LONGEST_ROUND = 6


@dataclass(frozen=True, slots=True)
class Found:
    """The best place of a phrase: what it lacks, from 0 (nothing) to 1; what weight of it was there; and where."""

    lack: float
    there: float
    begin: int
    end: int
    of: int

    @property
    def outside(self) -> int:
        """How many syllables were said besides."""
        return self.of - (self.end - self.begin)


NOT_FOUND = Found(1.0, 0.0, 0, 0, 0)


class Ear:
    """One recognised sentence, ready to be asked for many phrases. It remembers its sentence as long as it lives."""

    def __init__(self, said: Sequence[Syllable], sounds: Sounds) -> None:
        self._said = tuple(said)
        self._sounds = sounds
        self._rows: dict[Syllable, tuple[float, ...]] = {}

    def nearest(self, syllable: Syllable) -> float:
        """How far it is from what was heard at its nearest: no alignment of a phrase with it costs less."""
        return min((MISSING, *self._row(syllable)))

    def find(self, phrase: Sequence[Syllable], weights: Sequence[float]) -> Found:
        """The best place of a phrase; `weights` say what each of its syllables counts, 1 on average."""
        if not phrase or not self._said:
            return NOT_FOUND
        count = len(self._said)
        # A number a place between heard syllables: what the phrase has cost so far, and where it began.
        cost = [0.0] * (count + 1)
        begin = list(range(count + 1))
        for at, (syllable, weight) in enumerate(zip(phrase, weights, strict=True)):
            cost, begin = self._next(cost, begin, self._row(syllable), weight, first=at == 0)
        end = min(range(count + 1), key=cost.__getitem__)
        whole = sum(weights)
        return Found(cost[end] / whole, whole - cost[end], begin[end], end, count)

    def _next(
        self, cost: list[float], begin: list[int], row: Sequence[float], weight: float, *, first: bool
    ) -> tuple[list[float], list[int]]:
        """One syllable of the phrase further: it was heard here, or missing, or something else came between."""
        missing = MISSING * weight
        wider = cost[0] + missing
        costs, begins = [wider], [0]
        for place, apart in enumerate(row):
            best, came = cost[place] + apart * weight, begin[place]
            if (skipped := cost[place + 1] + missing) < best:
                best, came = skipped, begin[place + 1]
            if not first and (wider := wider + EXTRA) < best:
                best, came = wider, begins[-1]
            wider = best
            costs.append(best)
            begins.append(came)
        return costs, begins

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
