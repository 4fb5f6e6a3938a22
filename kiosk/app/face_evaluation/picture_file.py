"""One picture from a file that anybody may have made: bounded, turned upright, red, green, blue."""

import os
import stat
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from kiosk.faces.alignment import Picture

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".pgm", ".ppm", ".webp"})
MOST_BYTES = 32 << 20
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1000
"""Larger pictures are made smaller before a face is looked for: the camera gives 640 x 480."""
LEAST_SIDE = 40
_FORMATS = ("JPEG", "PNG", "BMP", "PPM", "WEBP")

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
)
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class PictureMistake(Exception):
    """A file that is no such picture; its message says in plain words why, and what to do, without the file's name."""


def is_named_as_picture(name: str) -> bool:
    """Has it one of the endings that are read?"""
    return Path(name).suffix.lower() in SUFFIXES and not name.startswith(".")


def check_file(path: Path) -> None:
    """Is it a plain file of a size that can be read? Nothing of it is read.

    Raises: PictureMistake
    """
    try:
        told = path.lstat()
    except (OSError, ValueError) as error:
        raise PictureMistake(getattr(error, "strerror", None) or "cannot be looked at") from None
    if stat.S_ISLNK(told.st_mode):
        raise PictureMistake("is a link; lay the picture itself here")
    if not stat.S_ISREG(told.st_mode):
        raise PictureMistake("is not a file")
    if told.st_size > MOST_BYTES:
        raise PictureMistake(f"{told.st_size >> 20} MB; {MOST_BYTES >> 20} MB at most")
    if not told.st_size:
        raise PictureMistake("is empty")


def picture_of(path: Path, longest_side: int = LONGEST_SIDE) -> Picture:
    """The picture, turned as its camera says, no side longer than `longest_side` pixels.

    Raises: PictureMistake
    """
    check_file(path)
    try:
        # A link that was laid after the look is not followed either.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file, Image.open(file, formats=_FORMATS) as image:
            _check_size(image.width, image.height)
            image.draft("RGB", (longest_side, longest_side))  # a JPEG is decoded no larger than needed
            plain = ImageOps.exif_transpose(image).convert("RGB")
        if max(plain.size) > longest_side:
            plain.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
        return np.ascontiguousarray(np.asarray(plain, dtype=np.uint8))
    except _TOO_LARGE:
        raise PictureMistake(f"{MOST_PIXELS // 1_000_000} million pixels at most") from None
    except _NO_PICTURE:
        raise PictureMistake("is no picture, or a torn one (JPEG, PNG, BMP, PPM and WebP are read)") from None


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PictureMistake(f"{width} x {height}; {MOST_PIXELS // 1_000_000} million pixels at most")
    if min(width, height) < LEAST_SIDE:
        raise PictureMistake(f"{width} x {height}; {LEAST_SIDE} pixels at least")
