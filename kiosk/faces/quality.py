"""Is a picture of a face good enough? What is not is told to her in plain words, and taken again."""

from dataclasses import dataclass

import numpy as np

from kiosk.faces.alignment import SIDE, Picture
from kiosk.faces.contract import Advice
from kiosk.faces.eye import Face

_LUMA = np.array([0.299, 0.587, 0.114])


@dataclass(frozen=True, slots=True)
class Demands:
    """What a picture must be. Sides are the detector's, in pixels; light is 0 to 255, over the aligned face."""

    least_side: int = 130  # FACE.md; dlib's squares come in steps: 126, 151
    most_side: int = 330
    margin: float = 0.15  # of the eyes' distance, from brows, eyes, nose and mouth to the edge
    # The astronaut, brighter and darker: at 41 she is 0.32 from herself, at 211 0.83.
    darkest: float = 45.0
    brightest: float = 200.0
    # The astronaut with 65 pixels between the eyes, blurred: by 2 pixels she is 0.33 from herself, by 3 0.52.
    least_detail: float = 1.7


COMPARED = Demands()
"""Of a picture that is compared."""
FOLLOWED = Demands(least_side=100, darkest=35.0, brightest=215.0, least_detail=0.0)
"""Of one in which only her movement is followed: who turns her head looks smaller, and is blurred for a moment."""


def advice_on(face: Face, small: Picture, picture: Picture, demands: Demands) -> Advice | None:
    """What is wrong with this one face; None: it is good. `small` is it aligned."""
    if face.side < demands.least_side:
        return Advice.TOO_FAR
    if face.side > demands.most_side:
        return Advice.TOO_CLOSE
    if _is_at_the_edge(face, picture, demands.margin):
        return Advice.AT_THE_EDGE
    light = small.astype(np.float64) @ _LUMA
    if light.mean() < demands.darkest:
        return Advice.TOO_DARK
    if light.mean() > demands.brightest:
        return Advice.TOO_BRIGHT
    return Advice.BLURRED if detail(small) < demands.least_detail else None


def detail(small: Picture) -> float:
    """How much there is to be seen: how bent light and dark are, in the direction where they are bent least.

    On half the size, where a camera's noise is small; against the whole range of light and dark. A hand or a head that
    moved blurs one direction alone.
    """
    half = (small.astype(np.float64) @ _LUMA).reshape(SIDE // 2, 2, SIDE // 2, 2).mean(axis=(1, 3))
    across = half[:, :-2] + half[:, 2:] - 2 * half[:, 1:-1]
    down = half[:-2] + half[2:] - 2 * half[1:-1]
    return float(min(across.std(), down.std())) * 10 / max(float(half.std()), 1.0)


def _is_at_the_edge(face: Face, picture: Picture, margin: float) -> bool:
    height, width = picture.shape[:2]
    inner = face.landmarks.points[17:]  # the jaw may be cut
    gap = margin * face.landmarks.eye_distance
    low, high = inner.min(axis=0), inner.max(axis=0)
    return bool((low < gap).any() or high[0] > width - 1 - gap or high[1] > height - 1 - gap)
