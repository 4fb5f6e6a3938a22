"""The 68 points of a face, as dlib numbers them, and what is measured on them.

Pixels of the picture, x to the right, y down; left and right are the picture's. Nothing here is mirrored.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""(n, 2): x and y of each point."""

COUNT = 68
_NOSE_TIP = 30
_LEFT_EYE, _RIGHT_EYE = slice(36, 42), slice(42, 48)
_MOUTH_CORNERS = (48, 54)
_RIGID = slice(27, 48)  # nose and eyes: what a face cannot move by itself
_LEAST_DISTANCE = 1e-6


class NoFaceShape(ValueError):
    """These points are no face: too few, not finite, or all in one place."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Landmarks:
    """The points of one face in one picture. Its repr tells nothing of whose.

    Raises: NoFaceShape
    """

    points: Points

    def __post_init__(self) -> None:
        if self.points.shape != (COUNT, 2) or not np.isfinite(self.points).all():
            raise NoFaceShape
        if self.eye_distance < _LEAST_DISTANCE:
            raise NoFaceShape

    @property
    def eyes(self) -> tuple[Points, Points]:
        """The middle of the left and of the right eye."""
        return self.points[_LEFT_EYE].mean(axis=0), self.points[_RIGHT_EYE].mean(axis=0)

    @property
    def eye_distance(self) -> float:
        """From the middle of one eye to that of the other, in pixels: the unit of all that follows."""
        left, right = self.eyes
        return float(np.linalg.norm(right - left))

    @property
    def five(self) -> Points:
        """(5, 2): eyes, nose tip and corners of the mouth, as recognition models want them."""
        left, right = self.eyes
        return np.stack([left, right, self.points[_NOSE_TIP], *self.points[list(_MOUTH_CORNERS)]])

    @property
    def rigid(self) -> Points:
        """(21, 2): nose and eyes, which expressions move least."""
        return self.points[_RIGID]

    @property
    def asymmetry(self) -> float:
        """How far the nose tip lies beside the middle of the eyes, along their line, in eye distances.

        About 0 from the front, whatever the tilt; above 0 where the nose points to the right of the picture.
        """
        left, right = self.eyes
        across = (right - left) / self.eye_distance
        return float((self.points[_NOSE_TIP] - (left + right) / 2) @ across) / self.eye_distance

    @property
    def openness(self) -> float:
        """How open the eyes are: height by width, mean of both (the eye aspect ratio of Soukupova and Cech, 2016)."""
        return (_openness(self.points[_LEFT_EYE]) + _openness(self.points[_RIGHT_EYE])) / 2


def _openness(eye: Points) -> float:
    """Six points, from the left corner over the upper lid and back below."""
    heights = np.linalg.norm(eye[1] - eye[5]) + np.linalg.norm(eye[2] - eye[4])
    width = max(float(np.linalg.norm(eye[0] - eye[3])), _LEAST_DISTANCE)
    return float(heights) / (2 * width)
