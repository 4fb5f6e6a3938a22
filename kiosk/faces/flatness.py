"""Is it a head that turned, or a sheet of paper? A sheet can be mapped onto itself by a homography, a head cannot."""

import numpy as np

from kiosk.faces.landmarks import Landmarks, Points

LEAST_TURN = 0.20
"""A turn moves the nose tip by so many eye distances along the line of the eyes (FACE.md)."""
LEAST_DEPTH = 0.030
"""What no homography explains of such a turn (FACE.md: 0 of 319 flat prints passed, 6.7 % of bent, 99.8 % of real)."""

MOST_DEPTH = 0.5
"""Points that leave more than this are scattered, and prove nothing."""


def turned_by(front: Landmarks, turned: Landmarks) -> float:
    """How far the head turned between two pictures, in eye distances; above 0 to the right of the picture."""
    return turned.asymmetry - front.asymmetry


def depth(front: Landmarks, turned: Landmarks) -> float:
    """What is left of nose and eyes after the best homography from one picture to the other.

    Root mean square in eye distances of the first picture; about 0 for anything flat, however it is held.
    """
    source, target = front.rigid, turned.rigid
    left = mapped(homography(source, target), source) - target
    return float(np.sqrt((left**2).sum(axis=1).mean())) / front.eye_distance


def homography(source: Points, target: Points) -> Points:
    """(3, 3): the projective map that brings `source` closest to `target`, by the direct linear transform.

    Both are brought to the same middle and size first (Hartley, 1997), for the sum of squares to mean something.
    """
    before, after = _normal(source), _normal(target)
    a, b = mapped(before, source), mapped(after, target)
    zeros, ones = np.zeros(len(a)), np.ones(len(a))
    along = np.column_stack([a, ones, zeros, zeros, zeros, -b[:, :1] * a, -b[:, 0]])
    down = np.column_stack([zeros, zeros, zeros, a, ones, -b[:, 1:] * a, -b[:, 1]])
    least = np.linalg.svd(np.concatenate([along, down]))[2][-1].reshape(3, 3)
    return np.asarray(np.linalg.inv(after) @ least @ before)


def mapped(by: Points, points: Points) -> Points:
    """Points moved by a homography (3, 3)."""
    moved = np.column_stack([points, np.ones(len(points))]) @ by.T
    return np.asarray(moved[:, :2] / moved[:, 2:])


def _normal(points: Points) -> Points:
    """What moves the points' middle to 0 and their mean distance from it to the root of 2."""
    middle = points.mean(axis=0)
    scale = np.sqrt(2) / np.linalg.norm(points - middle, axis=1).mean()
    return np.array([[scale, 0, -scale * middle[0]], [0, scale, -scale * middle[1]], [0, 0, 1]])
