"""What a camera does for the terminal."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.events import Event
from hardware.status import Device


class CameraReason(StrEnum):
    """Everything that a person can see go wrong at the camera."""

    ABSENT = "absent"
    SILENT = "silent"  # it is there, but no picture comes
    BROKEN = "broken"  # it is there, but cannot be opened, or what comes is no picture
    CANCELLED = "cancelled"


class Pixels(StrEnum):
    """How the bytes of a frame are to be read, row by row from the top, without gaps."""

    RGB = "rgb"  # 3 bytes a pixel
    LUMA = "luma"  # 1 byte a pixel, 0 is black


_DEPTH = {Pixels.RGB: 3, Pixels.LUMA: 1}


def frame_size(width: int, height: int, pixels: Pixels) -> int:
    """How many bytes a frame has."""
    return width * height * _DEPTH[pixels]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Frame:
    """One picture, for as long as its listener is being called; its repr tells nothing of who is on it.

    `data` is released when the last listener has returned: whoever needs it longer copies what it needs, and answers
    for the copy. `seq` grows by one with each picture that the camera took, so pictures that were left out are
    noticed; it begins again at 1 when the camera was switched on anew. `at` is the machine's stopwatch (time.monotonic)
    when the camera gave it.
    """

    width: int
    height: int
    pixels: Pixels
    data: memoryview
    seq: int
    at: float

    def __post_init__(self) -> None:
        if len(self.data) != frame_size(self.width, self.height, self.pixels):
            raise ValueError("a frame has all of its pixels, and no more")

    def __repr__(self) -> str:
        return f"Frame({self.width}x{self.height} {self.pixels}, seq {self.seq})"


FrameListener = Callable[[Frame], None]


class View(Protocol):
    """Somebody looks through the camera, until it is closed."""

    def close(self) -> None:
        """Look no more; the last view that closes ends the camera. From any thread, also twice.

        No listener is called any more, but one that is running on another thread runs to its end.
        """


class Camera(Device, Protocol):
    """Gives pictures while somebody looks, and runs no longer than that."""

    async def open_view(self, listener: FrameListener, deadline_s: float = 10.0) -> View:
        """Look; returns when the first picture was told. Raises DeviceError with a CameraReason.

        `listener` is called on a thread of the camera's: hand over and return. While it works, pictures are left
        out, and the next one is the newest there is. A camera that is pulled out says so by its status; when it is
        back, pictures go on.
        """

    @property
    def looking(self) -> bool:
        """Whether the camera runs now: the light beside the lens. Never blocks, from any thread."""

    def listen(self, listener: Callable[[Event[bool]], None]) -> Callable[[], None]:
        """Tell `listener` each time the camera begins (True) or ends (False) to look, until the function is called."""
