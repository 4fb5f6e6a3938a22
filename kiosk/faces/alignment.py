"""A face turned upright and brought to the place where recognition models look for it."""

import numpy as np
from numpy.typing import NDArray

from kiosk.faces.landmarks import Landmarks, Points

Picture = NDArray[np.uint8]
"""(height, width, 3): red, green, blue."""

SIDE = 112
TEMPLATE: Points = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)
"""Eyes, nose tip and corners of the mouth in 112 x 112 pixels: the place that ArcFace (Deng et al., 2019) agreed on."""


def aligned(picture: Picture, face: Landmarks) -> Picture:
    """The face in 112 x 112 pixels; black where the picture ends. Some 2 ms."""
    # From the face to its place, as the networks were taught. Fitted the other way round it would be a little smaller,
    # and that moves a face as far from itself (0.17) as mirroring it does.
    turn, shift = similarity(face.five, TEMPLATE)
    rows, columns = np.mgrid[0:SIDE, 0:SIDE]
    wanted = np.stack([columns.ravel(), rows.ravel()], axis=1).astype(np.float64)
    return sampled(picture, (wanted - shift) @ np.linalg.inv(turn).T).reshape(SIDE, SIDE, 3)


def similarity(source: Points, target: Points) -> tuple[Points, Points]:
    """The turn (2, 2) with its scale, and the shift (2,), that bring `source` closest to `target`; never mirrors.

    Least squares, after Umeyama (1991).
    """
    middle, goal = source.mean(axis=0), target.mean(axis=0)
    spread, wanted = source - middle, target - goal
    left, strengths, right = np.linalg.svd(wanted.T @ spread)
    sign = np.array([1.0, np.sign(np.linalg.det(left @ right))])
    scale = float((strengths * sign).sum() / (spread**2).sum())
    turn = scale * (left * sign) @ right
    return turn, goal - turn @ middle


def sampled(picture: Picture, places: Points) -> Picture:
    """(n, 3): the colours at `places` (x, y), mixed of the four pixels around; black outside."""
    height, width = picture.shape[:2]
    inside = (places >= 0).all(axis=1) & (places[:, 0] <= width - 1) & (places[:, 1] <= height - 1)
    kept = np.clip(places, 0, [width - 1, height - 1])
    corner = np.minimum(kept.astype(np.intp), [width - 2, height - 2])
    x, y = corner.T
    right, down = (kept - corner).T[:, :, None]
    above = picture[y, x] * (1 - right) + picture[y, x + 1] * right
    below = picture[y + 1, x] * (1 - right) + picture[y + 1, x + 1] * right
    mixed = np.rint(above * (1 - down) + below * down)
    return np.where(inside[:, None], mixed, 0).astype(np.uint8)
