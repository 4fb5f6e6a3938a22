"""The figures: how far pictures of one person lie apart, and those of two, and what a threshold makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Distances = NDArray[np.float32]
RATES = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5)
"""Rates of false matches that the table of a curve shows."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What a threshold that ships does. `named`: what it is for; shares are of 1, None: no such pairs."""

    named: str
    at: float
    fmr: float | None
    fnmr: float | None
    false_matches: int

    def as_json(self) -> dict[str, Any]:
        """For a program."""
        return {
            "named": self.named,
            "at": self.at,
            "fmr": self.fmr,
            "fnmr": self.fnmr,
            "false_matches": self.false_matches,
        }


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the curve: the distance that takes so many strangers, and the share of her own that it does not."""

    fmr: float
    at: float
    fnmr: float


@dataclass(frozen=True, slots=True)
class Row:
    """One way to tell faces apart. `misses`: photos without a face; their pairs are not among the counted ones.

    `lost_genuine`: so many pairs of one person they would have been.
    """

    name: str
    n_genuine: int
    n_impostor: int
    misses: int
    points: tuple[Point, ...]
    fixed: tuple[Fixed, ...]
    lost_genuine: int

    def fnmr_at(self, fmr: float) -> float | None:
        """The share of her own pictures that are not taken; None: too few pairs to say."""
        return next((point.fnmr for point in self.points if point.fmr == fmr), None)

    def fnmr_with_misses_at(self, fmr: float) -> float | None:
        """The same, with photos in which no face was found counted as not taken."""
        found = self.fnmr_at(fmr)
        if found is None:
            return None
        return _rounded((found * self.n_genuine + self.lost_genuine) / (self.n_genuine + self.lost_genuine))

    def as_json(self) -> dict[str, Any]:
        """For a program."""
        return {
            "name": self.name,
            "fnmr_at_fmr_1e-3": self.fnmr_at(1e-3),
            "fnmr_at_fmr_1e-4": self.fnmr_at(1e-4),
            "fnmr_at_fmr_1e-3_with_misses": self.fnmr_with_misses_at(1e-3),
            "n_genuine": self.n_genuine,
            "n_impostor": self.n_impostor,
            "detector_misses": self.misses,
            "thresholds": [fixed.as_json() for fixed in self.fixed],
            "roc": [{"fmr": point.fmr, "at": point.at, "fnmr": point.fnmr} for point in self.points],
        }


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Pairs:
    """The distances of one way: `genuine` of pairs of one person, `impostor` of two. Infinite: it said no."""

    genuine: Distances
    impostor: Distances


def row(name: str, pairs: Pairs, ships: Sequence[tuple[str, float]], misses: int = 0, lost_genuine: int = 0) -> Row:
    """All figures of one way. `ships`: thresholds with what they are for; at most that distance is a match."""
    return Row(
        name=name,
        n_genuine=len(pairs.genuine),
        n_impostor=len(pairs.impostor),
        misses=misses,
        points=curve(pairs),
        fixed=tuple(_fixed(named, at, pairs) for named, at in ships),
        lost_genuine=lost_genuine,
    )


def curve(pairs: Pairs) -> tuple[Point, ...]:
    """The greatest distance that takes no more than each rate of strangers; rates that so few pairs cannot show: none.

    A rate is shown where at least one false match would be allowed by it.
    """
    strangers = np.sort(pairs.impostor)
    if not len(pairs.genuine):
        return ()
    return tuple(_point(rate, strangers, pairs.genuine) for rate in RATES if len(strangers) * rate >= 1)


def _point(rate: float, strangers: Distances, genuine: Distances) -> Point:
    first_too_many = strangers[min(int(len(strangers) * rate + _ROUNDING), len(strangers) - 1)]
    at = float(min(np.nextafter(first_too_many, np.float32(-np.inf)), _FURTHEST))
    return Point(rate, at, _rounded(float((genuine > at).mean())))


def _fixed(named: str, at: float, pairs: Pairs) -> Fixed:
    taken = pairs.impostor <= at
    return Fixed(
        named,
        at,
        float(f"{taken.mean():.3g}") if len(taken) else None,
        _rounded(float((pairs.genuine > at).mean())) if len(pairs.genuine) else None,
        int(taken.sum()),
    )


def _rounded(share: float) -> float:
    return round(share, 5)


_ROUNDING = 1e-9
_FURTHEST = np.float32(4.0)
"""Further apart are only faces that the veto parted."""
