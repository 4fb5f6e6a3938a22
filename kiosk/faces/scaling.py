"""Pictures of any size, brought to one that the detector looks at in time. Bounded: nothing is believed of a size."""

import numpy as np

from kiosk.faces.alignment import Picture, sampled

WORKING = 640 * 480
"""Pixels. What has more is made smaller."""
MOST_ENLARGED = 4.0
"""A chip's photo (102 x 126) shows a face of 60 pixels: dlib sees it, and finds its points, in a larger picture."""


def bounded(picture: Picture) -> Picture:
    """The picture with `WORKING` pixels at most."""
    height, width = picture.shape[:2]
    factor = (WORKING / (height * width)) ** 0.5
    return picture if factor >= 1 else scaled(_halved(picture, factor), factor, (height, width))


def enlarged(picture: Picture) -> Picture:
    """A small picture with about `WORKING` pixels; a large one bounded."""
    height, width = picture.shape[:2]
    factor = min((WORKING / (height * width)) ** 0.5, MOST_ENLARGED)
    return bounded(picture) if factor <= 1 else scaled(picture, factor, (height, width))


def scaled(picture: Picture, factor: float, of: tuple[int, int]) -> Picture:
    """The picture brought to `factor` times the size `of` (height, width), mixed of the pixels around each place."""
    rows, columns = (max(2, int(side * factor)) for side in of)
    height, width = picture.shape[:2]
    down = np.clip((np.arange(rows) + 0.5) * height / rows - 0.5, 0, height - 1)
    across = np.clip((np.arange(columns) + 0.5) * width / columns - 0.5, 0, width - 1)
    places = np.stack([np.tile(across, rows), np.repeat(down, columns)], axis=1)
    return np.ascontiguousarray(sampled(picture, places).reshape(rows, columns, 3))


def _halved(picture: Picture, factor: float) -> Picture:
    """Means of squares first, where it becomes much smaller: single pixels of it would be noise."""
    step = int(1 / factor)
    if step < 2:
        return picture
    height, width = (side // step * step for side in picture.shape[:2])
    squares = picture[:height, :width].reshape(height // step, step, width // step, step, 3)
    return np.asarray(np.rint(squares.mean(axis=(1, 3))), np.uint8)
