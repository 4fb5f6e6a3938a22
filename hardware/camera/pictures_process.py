"""A folder of pictures in place of a camera: `python -m hardware.camera.pictures_process FOLDER W H FPS PIXELS`.

Shows them in the order of their names, again and again. A picture that is none is left out; a folder that is gone is a
camera that was pulled out.
"""

import contextlib
import itertools
import os
import stat
import struct
import sys
import threading
import time
import zlib
from collections import OrderedDict
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageOps

from hardware.camera.contract import Pixels
from hardware.camera.outlet import Outlet
from hardware.camera.shape import Shape
from hardware.transport.child_mouth import Mouth, end_with_driver, live_with_driver
from hardware.transport.child_process import ChildExit

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".bmp"})
_FORMATS = ("JPEG", "PNG", "BMP")
_MOST_PICTURES = 1000
_MOST_BYTES = 16 << 20
_MOST_PIXELS = 4096 * 4096
_REMEMBERED = 16

# Pillow's readers raise all of these for what is torn, or far too large.
_NO_PICTURE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    struct.error,
    zlib.error,
    MemoryError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)

Picture = tuple[Path, int, int]  # which, of when, how long


class PictureBroken(Exception):
    """What stands in the file is not a picture that we show."""


def pictures(folder: Path) -> list[Picture]:
    """What can be shown now; OSError when the folder is gone."""
    found: list[Picture] = []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)[:_MOST_PICTURES]:
        if Path(entry.name).suffix.lower() in SUFFIXES:
            with contextlib.suppress(OSError):  # gone meanwhile, or a link that leads nowhere or to itself
                told = entry.stat()
                if stat.S_ISREG(told.st_mode):  # a pipe would hold us up
                    found.append((Path(entry.path), told.st_mtime_ns, told.st_size))
    return found


def decoded(file: Path | BinaryIO, shape: Shape) -> bytes:
    """A picture's bytes, scaled until it covers the shape and cut to it from its middle; raises PictureBroken."""
    try:
        with Image.open(file, formats=_FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise PictureBroken
            plain = image.convert("L" if shape.pixels is Pixels.LUMA else "RGB")
        return ImageOps.fit(plain, (shape.width, shape.height)).tobytes()
    except _NO_PICTURE as error:
        raise PictureBroken from error


class Album:
    """The pictures in their order; remembers the last few as bytes, for a stand-in shows the same ones for hours."""

    def __init__(self, folder: Path, shape: Shape) -> None:
        self._folder = folder
        self._shape = shape
        self._shown = 0
        self._bytes: OrderedDict[Picture, bytes] = OrderedDict()

    def next(self) -> bytes:
        """The next picture that is one; the process ends when there is none."""
        try:
            there = pictures(self._folder)
        except OSError:
            os._exit(ChildExit.NO_DEVICE)
        if not there:
            os._exit(ChildExit.NO_DEVICE)
        for _ in there:
            picture = there[self._shown % len(there)]
            self._shown += 1
            try:
                return self._remembered(picture)
            except PictureBroken:
                continue
        os._exit(ChildExit.BROKEN)

    def _remembered(self, picture: Picture) -> bytes:
        if picture not in self._bytes:
            path, _, length = picture
            if length > _MOST_BYTES:
                raise PictureBroken
            self._bytes[picture] = decoded(path, self._shape)
            while len(self._bytes) > _REMEMBERED:
                self._bytes.popitem(last=False)
        return self._bytes[picture]


def main(folder: str, *words: str) -> None:
    """Show pictures until the driver is gone."""
    shape = Shape.of_words(words)
    outlet, wanted = Outlet(shape, Mouth()), threading.Semaphore(0)
    end_with_driver(wanted.release)
    album, tick_s = Album(Path(folder), shape), 1 / shape.fps
    begun = time.monotonic()
    for seq in itertools.count(1):
        time.sleep(max(0.0, begun + seq * tick_s - time.monotonic()))
        if wanted.acquire(blocking=False):
            outlet.ask(1)
        if outlet.wants:
            at = time.monotonic()
            outlet.tell(album.next(), seq, at)


if __name__ == "__main__":
    live_with_driver()
    main(*sys.argv[1:])
