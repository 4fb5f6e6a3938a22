"""The same face or not: the thresholds, and how several pictures become one answer. Nothing here knows a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from kiosk.faces.contract import Stake

Vector = NDArray[np.float32]
"""What an engine makes of an aligned face: its length is 1, its size the engine's."""

LEAST_PICTURES, MOST_PICTURES = 3, 5


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Embedding:
    """One face as the engines see it, a vector each, in their order; its repr tells nothing."""

    vectors: tuple[Vector, ...]


def wipe(embedding: Embedding) -> None:
    """Leave nothing of it in memory."""
    for vector in embedding.vectors:
        vector.fill(0)


def distance(one: Embedding, other: Embedding) -> float:
    """The mean of the engines' distances, 0 to 2: better than either of them (FACE.md).

    Raises: ValueError where they are of other engines, or no unit vectors: a template of another model is no face.
    """
    if [len(vector) for vector in one.vectors] != [len(vector) for vector in other.vectors] or not one.vectors:
        raise ValueError("these are of other engines")
    for vector in (*one.vectors, *other.vectors):
        if not abs(float(np.linalg.norm(vector)) - 1) < _ROUNDING:  # also where it is not a number
            raise ValueError("this is no unit vector")
    pairs = zip(one.vectors, other.vectors, strict=True)
    return float(np.mean([np.linalg.norm(a - b) for a, b in pairs]))


def same_face(distances: Sequence[float], stake: Stake) -> bool:
    """Do several pictures of one try show her? Their median decides; fewer than three decide nothing."""
    if len(distances) < LEAST_PICTURES:
        return False
    return median(distances[-MOST_PICTURES:]) <= stake.value


_ROUNDING = 1e-3
