"""A stand-in for a hall's licensed photo program, for the demo and the tests: it draws an invented face.

    photo_program.py [FAULT | --photos FOLDER] < 1,024 bytes > a bitmap of 38,862 bytes

The colours come from the bytes, the face from nobody: no WLT is opened here, for nobody may without a licence. Where a
folder is named and holds a bitmap by the name of these bytes (`name_of`), that is the picture: so an emulated card can
show the face that stands before the emulated camera.
"""

import hashlib
import os
import sys
import time
from pathlib import Path

_WIDTH, _HEIGHT = 102, 126
FAULTS = {"crash", "hang", "refuse", "short", "long", "flood", "tall", "text", "deaf"}


def name_of(wlt: bytes) -> str:
    """What the bitmap of a card with these bytes is called in the folder of photos."""
    return f"{hashlib.sha256(wlt).hexdigest()}.bmp"


def drawing(wlt: bytes) -> bytes:
    """A bitmap of a head and shoulders, in colours that depend on every byte."""
    mixed = sum((place + 1) * byte for place, byte in enumerate(wlt))
    ground, skin, cloth = (230, 235, 235), (150 + mixed % 40, 180, 215), (mixed // 40 % 200, 90, 60)
    rows = b""
    for row in range(_HEIGHT):  # from the bottom up
        above = _HEIGHT - 1 - row
        for column in range(_WIDTH):
            aside = column - _WIDTH // 2
            head = (aside / 26) ** 2 + ((above - 48) / 34) ** 2 < 1
            shoulders = (aside / 48) ** 2 + ((above - 126) / 44) ** 2 < 1
            rows += bytes(skin if head else cloth if shoulders else ground)
        rows += bytes(2)
    return _head(len(rows)) + rows


def _head(size: int, height: int = _HEIGHT) -> bytes:
    numbers = [(40, 4), (_WIDTH, 4), (height, 4), (1, 2), (24, 2), (0, 4), (size, 4), (0, 4), (0, 4), (0, 4), (0, 4)]
    rest = b"".join(number.to_bytes(width, "little") for number, width in numbers)
    return b"BM" + (54 + size).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little") + rest


def main(fault: str, photos: str = "") -> int:
    """Draw one, or show one of the folder, or fail as a closed library may."""
    if fault == "deaf":
        return 0
    wlt = sys.stdin.buffer.read()
    kept = Path(photos) / name_of(wlt)
    picture = kept.read_bytes() if photos and kept.is_file() else drawing(wlt)
    if fault == "crash":
        os.abort()
    if fault == "hang":
        time.sleep(600)
    if fault == "refuse" or len(wlt) != 1024:
        return 3
    while fault == "flood":
        sys.stdout.buffer.write(picture)
    if fault == "tall":
        picture = _head(len(picture) - 54, _HEIGHT + 1) + picture[54:]
    if fault == "text":
        picture = b"no licence found".ljust(len(picture))
    cut = {"short": picture[:-1], "long": picture + b"\0"}
    sys.stdout.buffer.write(cut.get(fault, picture))
    return 0


if __name__ == "__main__":
    sys.exit(main(*(sys.argv[1:] or [""])))
