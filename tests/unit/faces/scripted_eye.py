"""An eye that a script opens: pictures are noise, and what is seen in them is said by a landmark in a pixel.

Embeddings are unit vectors in a plane: two people are so far apart as the angle between them.
"""

from collections.abc import Mapping

import numpy as np

from kiosk.faces.alignment import Picture
from kiosk.faces.decision import Embedding, Vector
from kiosk.faces.eye import Face
from tests.unit.faces.heads import head, seen, turned

SIDE = 180


def unit(angle: float, size: int = 2) -> Vector:
    vector = np.zeros(size, np.float32)
    vector[:2] = np.cos(angle), np.sin(angle)
    return vector


def face(yaw: float = 0.0, openness: float = 0.3, noise: float = 0.3, seed: int = 1, side: int = SIDE) -> Face:
    """A head of `heads`, before the camera."""
    return Face(230, 150, side, seen(turned(head(openness), yaw), noise, seed))


class ScriptedEye:
    """Sees what it was told last. `who`: the angle of her vectors; `said`: how alive the advisory network finds her."""

    model = "scripted"
    engines = ("one", "two")
    sizes = (2, 2, 2)

    def __init__(self) -> None:
        self.now: tuple[Face, ...] = (face(),)
        self.who = 0.0
        self.said = 1.0
        self.vetoes = 0
        self.noes: Mapping[float, float] = {}
        self.seen: list[tuple[int, ...]] = []

    def faces(self, picture: Picture, upsample: int = 0) -> tuple[Face, ...]:
        self.seen.append(picture.shape)
        return self.now

    def embedding(self, picture: Picture, face: Face) -> Embedding:
        return Embedding((unit(self.who), unit(self.who)))

    def veto(self, picture: Picture, face: Face) -> Vector:
        self.vetoes += 1
        return unit(self.noes.get(self.who, 0.0))

    def liveness(self, picture: Picture, face: Face) -> float:
        return self.said
