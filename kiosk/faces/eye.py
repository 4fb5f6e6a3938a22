"""What looks at one picture, at once and in its own thread: the child's engine and `kiosk face evaluate` share it.

A vendor's SDK replaces it as a whole; nothing here knows dlib or a model.
"""

from dataclasses import dataclass
from typing import Protocol

from kiosk.faces.alignment import Picture
from kiosk.faces.decision import Embedding, Vector
from kiosk.faces.landmarks import Landmarks


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Face:
    """One face in a picture: the square that the detector drew (pixels), and its 68 points. Its repr tells nothing."""

    left: int
    top: int
    side: int
    landmarks: Landmarks


class Witness(Protocol):
    """Another eye on the same place that sees more than colours: an infrared or a depth camera. None is built in.

    One colour camera cannot tell a good film of her from herself; whoever opens something of worth by a face alone
    needs a witness. A trial that has one asks it about every face, and passes nobody of whom it never said yes.
    """

    def alive(self, face: Face, at: float) -> bool | None:
        """Was it flesh that was there in the picture taken `at` (time.monotonic)? None: just now it cannot tell."""
        ...


class Eye(Protocol):
    """The models, loaded. One thread; each call blocks for as long as it works."""

    @property
    def model(self) -> str:
        """What templates of it are called."""
        ...

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many numbers each engine's vector has, in their order, and at last those of the veto."""
        ...

    @property
    def engines(self) -> tuple[str, ...]:
        """What its embedding's vectors are called, in their order."""
        ...

    def faces(self, picture: Picture, upsample: int = 0) -> tuple[Face, ...]:
        """Every face, the largest first; `upsample` doubles the picture so often, for faces that are small."""
        ...

    def embedding(self, picture: Picture, face: Face) -> Embedding:
        """What the engines make of it."""
        ...

    def veto(self, picture: Picture, face: Face) -> Vector:
        """The 128 numbers of dlib, of no certain length: slow, and only ever to say no."""
        ...

    def liveness(self, picture: Picture, face: Face) -> float:
        """What the advisory model says, 0 to 1; above is alive. It never decides."""
        ...
