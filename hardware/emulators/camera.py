"""What stands in for a camera: a folder of pictures that are drawn here, or a film made of them, with faults on demand.

No camera can be emulated at the end of its own wire without a kernel module; so the wire is a folder or a file.
"""

import io
import shutil
import struct
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PIL import Image, ImageDraw

from hardware.emulators.handles import Handle

WIDTH, HEIGHT = 640, 480
_FAULTS = {
    "torn": "one picture of two is torn",
    "garbage": "no picture is one",
    "empty": "no picture comes",
    "huge": "a picture is far too large",
}
_SCENES = ("card", "nobody", "dark")
_PICTURES = 4


def drawn(scene: str, step: int, width: int = WIDTH, height: int = HEIGHT) -> Image.Image:
    """A picture: a test card with a bar that moves, an empty hall, or a covered lens."""
    if scene == "dark":
        return Image.new("RGB", (width, height), (4, 4, 4))
    picture = Image.new("RGB", (width, height), (96, 110, 124))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, height * 3 // 4, width, height), fill=(70, 62, 54))
    if scene == "card":
        side = max(2, width // 16)
        for n in range(8):
            shade = 255 if n % 2 else 0
            draw.rectangle((n * side, side, n * side + side - 1, 2 * side), fill=(shade, shade, shade))
        at = (step * width // 8) % width
        draw.rectangle((at, height // 2, at + width // 10, height // 2 + height // 10), fill=(250, 40, 40))
    return picture


def jpeg(picture: Image.Image) -> bytes:
    """A picture as the bytes of a JPEG file."""
    octets = io.BytesIO()
    picture.save(octets, "JPEG", quality=90)
    return octets.getvalue()


class CameraEmulator:
    """A folder that a camera of pictures looks into. Plugged in from the start; from any one thread."""

    title = "Camera"

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self._scene = "card"
        self._fault = ""
        self._in = False
        self.plug()

    def plug(self) -> None:
        """Put the camera in."""
        self._in = True
        self._show()

    def unplug(self) -> None:
        """Pull the camera out: the folder is gone."""
        self._in = False
        shutil.rmtree(self.path, ignore_errors=True)

    def close(self) -> None:
        """Put it away."""
        self.unplug()

    def show(self, scene: str) -> None:
        """Let it see something else: card, nobody or dark."""
        if scene not in _SCENES:
            raise KeyError(scene)
        self._scene = scene
        self._show()

    def handles(self) -> tuple[Handle, ...]:
        """What can be held before the lens."""
        labels = {"card": "Hold a test card up", "nobody": "Step aside", "dark": "Cover the lens"}
        return tuple(Handle(labels[scene], partial(self.show, scene)) for scene in _SCENES if scene != self._scene)

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return _FAULTS

    def break_with_fault(self, key: str) -> None:
        """Fail like this from now on; "" is well again."""
        if key and key not in _FAULTS:
            raise KeyError(key)
        self._fault = key
        self._show()

    def looks(self) -> str:
        """What a person sees of it."""
        return f"sees {self._scene}" if self._in else "pulled out"

    def _show(self) -> None:
        """Put each picture in the place of the one before at once, so that nobody sees half of it."""
        if not self._in:
            return
        self.path.mkdir(parents=True, exist_ok=True)
        for n in range(_PICTURES):
            place = self.path / f"{n}.jpg"
            if self._fault == "empty":
                place.unlink(missing_ok=True)
            else:
                fresh = self.path / f"{n}.new"
                fresh.write_bytes(self._octets(n))
                fresh.replace(place)

    def _octets(self, n: int) -> bytes:
        if self._fault == "huge":
            return png_of_zeros(60_000, 60_000)
        octets = jpeg(drawn(self._scene, n))
        if self._fault == "garbage":
            return bytes(255 - octet for octet in octets)
        return octets[: len(octets) // 3] if self._fault == "torn" and n % 2 else octets


def png_of_zeros(width: int, height: int) -> bytes:
    """The head of a PNG file that says it is very large."""

    def chunk(name: bytes, body: bytes) -> bytes:
        from zlib import crc32

        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")


def film(pictures: Sequence[bytes], width: int = WIDTH, height: int = HEIGHT, fps: int = 30) -> bytes:
    """JPEG pictures as an AVI file: RIFF, a list of heads, the pictures, an index (Microsoft's AVI RIFF reference)."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)

    def listed(name: bytes, *parts: bytes) -> bytes:
        return chunk(b"LIST", name + b"".join(parts))

    count, largest = len(pictures), max(map(len, pictures))
    whole = struct.pack(
        "<14I", 1_000_000 // fps, largest * fps, 0, 0x10, count, 0, 1, largest, width, height, 0, 0, 0, 0
    )
    stream = b"vidsMJPG" + struct.pack("<IHHIIIIIIII4H", 0, 0, 0, 0, 1, fps, 0, count, largest, 2**32 - 1, 0, 0, 0,
                                       width, height)  # fmt: skip
    shape = struct.pack("<IiiHH4sIiiII", 40, width, height, 1, 24, b"MJPG", width * height * 3, 0, 0, 0, 0)
    heads = listed(b"hdrl", chunk(b"avih", whole), listed(b"strl", chunk(b"strh", stream), chunk(b"strf", shape)))
    at, index = 4, b""
    for picture in pictures:
        index += b"00dc" + struct.pack("<III", 0x10, at, len(picture))
        at += 8 + len(picture) + len(picture) % 2
    movie = listed(b"movi", *(chunk(b"00dc", picture) for picture in pictures))
    return chunk(b"RIFF", b"AVI " + heads + movie + chunk(b"idx1", index))
