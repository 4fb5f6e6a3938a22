"""What pictures a camera shall give; the words in which its child process is told so."""

from collections.abc import Sequence
from dataclasses import dataclass

from hardware.camera.contract import Pixels, frame_size


@dataclass(frozen=True, slots=True)
class Shape:
    """Size, most pictures a second, and what a pixel is."""

    width: int = 640
    height: int = 480
    fps: int = 10
    pixels: Pixels = Pixels.RGB

    def __post_init__(self) -> None:
        if not (16 <= self.width <= 1920 and 16 <= self.height <= 1920):
            raise ValueError("a camera's width and height are 16 to 1920")
        if not 1 <= self.fps <= 30:
            raise ValueError("a camera's fps are 1 to 30")

    @property
    def size(self) -> int:
        """How many bytes a frame has."""
        return frame_size(self.width, self.height, self.pixels)

    def words(self) -> tuple[str, ...]:
        """As words of a command line."""
        return str(self.width), str(self.height), str(self.fps), self.pixels.value

    @classmethod
    def of_words(cls, words: Sequence[str]) -> "Shape":
        """From words of a command line; ValueError."""
        width, height, fps, pixels = words
        return cls(int(width), int(height), int(fps), Pixels(pixels))
