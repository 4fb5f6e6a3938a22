"""A picture that stands still, or comes again: no camera does that, for there is noise in each of its pictures.

Somebody holds a screen before the lens, or feeds the camera's line; or the camera hangs. Either way nobody is seen.
"""

from hashlib import blake2b

import numpy as np

from kiosk.faces.alignment import Picture
from kiosk.faces.eye import Face

LONGEST_S = 1.0
MOST_REPEATED = 5
"""So many pictures may have been there before by accident; a film that is shown in a loop has more."""
_REMEMBERED = 2_000
_LEAST_RANGE = 8
"""A covered lens gives black, and a lamp before it white: that is the same again and again, and still no attack."""


class StillWatch:
    """Watches the pictures of one try: all of each, or what lies under the face while there is one."""

    def __init__(self) -> None:
        self._before: Picture | None = None
        self._since = 0.0
        self._seen: set[bytes] = set()
        self._repeated = 0

    def frozen(self, picture: Picture, at: float, face: Face | None) -> bool:
        """Has it stood still for too long, or come again too often?"""
        place = _place(picture, face)
        part = picture[place]
        if int(part.max()) - int(part.min()) < _LEAST_RANGE:
            self._keep(picture, at)
            return False
        if self._before is not None and self._before.shape == picture.shape and (self._before[place] == part).all():
            self._before[:] = picture
            return at - self._since > LONGEST_S
        self._keep(picture, at)
        return self._comes_again(part)

    def wipe(self) -> None:
        """Leave nothing of the last picture in memory."""
        if self._before is not None:
            self._before.fill(0)
        self._before = None
        self._seen.clear()

    def _keep(self, picture: Picture, at: float) -> None:
        if self._before is not None and self._before.shape == picture.shape:
            self._before[:] = picture
        else:
            self._before = picture.copy()
        self._since = at

    def _comes_again(self, part: Picture) -> bool:
        digest = blake2b(np.ascontiguousarray(part).data, digest_size=16).digest()
        self._repeated += digest in self._seen
        if len(self._seen) < _REMEMBERED:
            self._seen.add(digest)
        return self._repeated > MOST_REPEATED


def _place(picture: Picture, face: Face | None) -> tuple[slice, slice]:
    """What of a picture is looked at: rows and columns of the face, within the picture."""
    height, width = picture.shape[:2]
    whole = slice(0, height), slice(0, width)
    if face is None:
        return whole
    rows = slice(max(face.top, 0), min(face.top + face.side, height))
    columns = slice(max(face.left, 0), min(face.left + face.side, width))
    return (rows, columns) if rows.stop > rows.start and columns.stop > columns.start else whole
