"""The photo on a card: 1,024 bytes in a closed format (WLT), which only a licensed library can open.

So the terminal has no decoder of its own: a hall that holds a licence names a program that uses the library
(`photo_process.py`). Without one no photo is read out of the frame.
"""

import struct
from dataclasses import dataclass
from typing import Protocol

WLT_BYTES = 1024
WIDTH, HEIGHT = 102, 126
# What the libraries write: a Windows bitmap, 24 bits a dot, from the bottom row up, rows filled up to 4 bytes.
_ROW = 308
BMP_BYTES = 54 + _ROW * HEIGHT
_HEAD = struct.Struct("<2sI4xI" + "IiiHHII16x")


@dataclass(frozen=True, slots=True, repr=False)
class Photo:
    """A face of 102 by 126 dots: three bytes a dot (red, green, blue), from the top row down.

    Personal data: lives in the visit, shows nothing in a repr, is written nowhere.
    """

    rgb: bytes

    def __repr__(self) -> str:
        return "<Photo, content withheld>"


class PhotoUndecoded(Exception):
    """No picture came of a photo; `why` is a word for the log, never content."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class PhotoDecoder(Protocol):
    """Opens photos, one at a time; called on the reader's worker thread."""

    @property
    def limit_s(self) -> float:
        """The longest that it takes."""

    def decode(self, wlt: bytes) -> Photo:
        """The picture in 1,024 bytes; raises PhotoUndecoded, and nothing else."""


def read_bitmap(data: bytes) -> Photo:
    """Take exactly the bitmap that is agreed; PhotoUndecoded for any other, however well-formed."""
    if len(data) != BMP_BYTES:
        raise PhotoUndecoded("length")
    mark, size, start, head, width, height, planes, bits, packing, pixels = _HEAD.unpack_from(data)
    if (mark, size, start, head) != (b"BM", BMP_BYTES, 54, 40):
        raise PhotoUndecoded("header")
    if (width, height, planes, bits, packing) != (WIDTH, HEIGHT, 1, 24, 0) or pixels not in {0, _ROW * HEIGHT}:
        raise PhotoUndecoded("format")
    rows = (data[54 + row * _ROW :][: WIDTH * 3] for row in reversed(range(HEIGHT)))
    rgb = bytearray(b"".join(rows))
    rgb[0::3], rgb[2::3] = rgb[2::3], rgb[0::3]  # a bitmap says blue first
    return Photo(bytes(rgb))
