"""Each photo through the terminal's own eye, once; what it saw stays in this process's memory and ends with it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kiosk.app.face_evaluation.picture_file import PictureMistake, picture_of
from kiosk.faces.alignment import Picture
from kiosk.faces.eye import Eye, Face

Say = Callable[[str], None]
Done = TypeVar("Done")
_TELL_EVERY = 100
_EDGE = 0.4
"""A photo that is cropped at chin or hair shows its face only with an edge around it, by so much of its sides."""
DETECT, EMBED, VETO = "detector and points", "embeddings", "veto"


@dataclass(frozen=True, slots=True)
class Left:
    """A photo that is in no figure, and why."""

    file: Path
    why: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Seen:
    """What was seen of all photos: row n is photo `places[n]`. Personal: no repr.

    `vectors`: one array for each engine, unit vectors as rows; `veto`: the rows of the one that only says no.
    """

    places: tuple[int, ...]
    vectors: tuple[NDArray[np.float32], ...]
    veto: NDArray[np.float32]
    misses: tuple[int, ...]
    unreadable: tuple[Left, ...]
    milliseconds: dict[str, float]


class Looking:
    """Looks at photos and takes the time of each stage."""

    def __init__(self, eye: Eye, say: Say = lambda _line: None) -> None:
        self._eye = eye
        self._say = say
        self._times: dict[str, list[float]] = {}

    def at_all(self, photos: Sequence[Path]) -> Seen:
        """Look at each photo; one that cannot be read is told and left out."""
        places: list[int] = []
        rows: list[tuple[NDArray[np.float32], ...]] = []
        vetoes: list[NDArray[np.float32]] = []
        misses: list[int] = []
        unreadable: list[Left] = []
        for place, photo in enumerate(photos):
            try:
                found = self._look(photo)
            except PictureMistake as mistake:
                unreadable.append(Left(photo, str(mistake)))
                self._say(f"{photo}: {mistake}; left out")
                continue
            if found is None:
                misses.append(place)
                continue
            vectors, veto = found
            places.append(place)
            rows.append(vectors)
            vetoes.append(veto)
            if len(places) % _TELL_EVERY == 0:
                self._say(f"{place + 1} of {len(photos)} ...")
        stacked = tuple(np.stack(column) for column in zip(*rows, strict=True))
        veto_rows = np.stack(vetoes) if vetoes else np.zeros((0, 1), np.float32)
        medians = {stage: round(median(times), 1) for stage, times in self._times.items()}
        return Seen(tuple(places), stacked, veto_rows, tuple(misses), tuple(unreadable), medians)

    def _look(self, photo: Path) -> tuple[tuple[NDArray[np.float32], ...], NDArray[np.float32]] | None:
        picture = picture_of(photo)
        found = self._timed(DETECT, lambda: face_of(self._eye, picture))
        if found is None:
            return None
        picture, face = found
        embedding = self._timed(EMBED, lambda: self._eye.embedding(picture, face))
        veto = self._timed(VETO, lambda: self._eye.veto(picture, face))
        return embedding.vectors, np.asarray(veto, np.float32)

    def _timed(self, stage: str, work: Callable[[], Done]) -> Done:
        began = time.perf_counter()
        done = work()
        self._times.setdefault(stage, []).append((time.perf_counter() - began) * 1000)
        return done


def face_of(eye: Eye, picture: Picture) -> tuple[Picture, Face] | None:
    """The largest face and the picture that it is in: as it is, then enlarged, then enlarged with an edge around it."""
    for upsample in (0, 1):
        if faces := eye.faces(picture, upsample):
            return picture, faces[0]
    edge_y, edge_x = int(picture.shape[0] * _EDGE), int(picture.shape[1] * _EDGE)
    edged = np.ascontiguousarray(np.pad(picture, ((edge_y, edge_y), (edge_x, edge_x), (0, 0)), mode="edge"))
    faces = eye.faces(edged, 1)
    return (edged, faces[0]) if faces else None
