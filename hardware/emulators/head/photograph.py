"""The photograph that the head is made of, cut out, its eyes as open as wanted; another person, and a card's photo.

The second person is the same photograph strongly bent and coloured: nobody. She is no measure of how alike people are.
"""

import hashlib
import io
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from hardware.emulators.head.bending import quads, thin_plate
from hardware.emulators.head.points import EYES, FACE, PERSON, SHA256, SIZE, SKULL

FINER = 2
"""So many times larger than the photograph are the pictures that the head is cut from."""
LIDS = 4
"""The lids have so many places between open and closed."""
CARD = (102, 126)
_LASHES = (70, 45, 38)
_SKIN_ABOVE = 9  # so many fine pixels of skin above the upper lid are drawn down with it
_NOT_HERS = (0.80, 0.72, 0.70)  # the other person's colours, by hers

Pixels = NDArray[np.float64]


class PhotographMissing(Exception):
    """There is no photograph, or it is another one; says what to do."""


class Photograph:
    """The photograph in a file. Its pictures are made when they are first wanted. Raises: PhotographMissing."""

    def __init__(self, path: Path) -> None:
        try:
            octets = path.read_bytes()
        except OSError:
            raise PhotographMissing("the photograph is not there: run `make setup`") from None
        if hashlib.sha256(octets).hexdigest() != SHA256:
            raise PhotographMissing("this is another photograph: remove it and run `make setup`")
        self.whole = Image.open(io.BytesIO(octets)).convert("RGB")

    @cached_property
    def resident(self) -> "Cutout":
        """She herself."""
        return Cutout(self.whole, lambda picture: picture)

    @cached_property
    def other(self) -> "Cutout":
        """Somebody else."""
        return Cutout(self.whole, _somebody_else)

    def card_photo(self) -> bytes:
        """The bitmap of 38,862 bytes that a photo program makes of her card: small, plain behind, and much packed."""
        cut = self.resident.lids(0)
        plain = Image.new("RGB", cut.size, (236, 238, 240))
        plain.paste(cut, mask=cut.getchannel("A"))
        left, top, wide = 140 * FINER, 6 * FINER, 172 * FINER
        small = plain.crop((left, top, left + wide, top + wide * CARD[1] // CARD[0])).resize(CARD)
        packed = io.BytesIO()
        small.save(packed, "JPEG", quality=40)
        bitmap = io.BytesIO()
        Image.open(packed).convert("RGB").save(bitmap, "BMP")
        return bitmap.getvalue()


class Cutout:
    """One person without the wall behind her, `FINER` times as large."""

    def __init__(self, picture: Image.Image, bend: Callable[[Image.Image], Image.Image]) -> None:
        """`bend` makes somebody of her, when her lids are as they shall be."""
        self._bend = bend
        size = (SIZE[0] * FINER, SIZE[1] * FINER)
        fine = picture.resize(size, Image.Resampling.LANCZOS).filter(ImageFilter.UnsharpMask(2, 60, 2))
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).polygon([(x * FINER, y * FINER) for x, y in PERSON], fill=255)
        self._fine = fine
        self._mask = mask.filter(ImageFilter.GaussianBlur(2 * FINER))
        self._lids = lru_cache(maxsize=LIDS + 1)(self._with_lids)

    def lids(self, closed: float) -> Image.Image:
        """Red, green, blue and how much of her is there; `closed` 0 to 1."""
        return self._lids(round(min(max(closed, 0.0), 1.0) * LIDS))

    def _with_lids(self, step: int) -> Image.Image:
        pixels = np.asarray(self._fine, dtype=np.float64).copy()
        if step:
            for eye in np.split(np.array(EYES)[:, :2] * FINER, 2):
                _close(pixels, eye, step / LIDS)
        picture = self._bend(Image.fromarray(np.rint(pixels).astype(np.uint8)))
        picture.putalpha(self._mask)
        return picture


def _close(pixels: Pixels, eye: Pixels, closed: float) -> None:
    """Draw the upper lid down over the eye, column by column, with lashes at its edge."""
    upper = np.polyfit(eye[:4, 0], eye[:4, 1], 2)
    lower = np.polyfit(eye[[0, 3, 4, 5], 0], eye[[0, 3, 4, 5], 1], 2)
    for x in range(int(eye[0, 0]) - 1, int(eye[3, 0]) + 2):
        top, bottom = np.polyval(upper, x) - 1.5, np.polyval(lower, x) + 1.0
        begin, lid = int(top) - _SKIN_ABOVE, top + closed * (bottom - top)
        rows = np.arange(begin, int(np.ceil(lid)) + 1)
        source = begin + (rows - begin) * (top - begin) / max(lid - begin, 1.0)
        at = source.astype(np.intp)
        share = (source - at)[:, None]
        column = pixels[:, x]
        skin = column[at] * (1 - share) + column[at + 1] * share
        lashes = np.exp(-(((rows - lid) / 1.3) ** 2))[:, None] * 0.75
        pixels[rows, x] = skin * (1 - lashes) + np.array(_LASHES) * lashes


def _somebody_else(picture: Image.Image) -> Image.Image:
    """The fine photograph with every feature of the face put elsewhere, and other colours."""
    known = np.array(FACE)[:, :2]
    around = np.concatenate([np.array(SKULL)[:, :2], [(x, y) for x in (0, 256, 511) for y in (0, 256, 511)]])
    field = thin_plate(np.concatenate([_elsewhere(known), around]), np.concatenate([known, around]))
    ends = list(range(0, picture.width + 1, 16))
    x, y = np.meshgrid(np.asarray(ends, float), np.asarray(ends, float))
    corners = field(np.stack([x.ravel(), y.ravel()], axis=1) / FINER).reshape(*x.shape, 2) * FINER
    bent = picture.transform(picture.size, Image.Transform.MESH, quads(corners, ends, ends), Image.Resampling.BICUBIC)
    colours = [band.point([round(level * share) for level in range(256)]) for band, share in zip(
        bent.split(), _NOT_HERS, strict=True)]  # fmt: skip
    return Image.merge("RGB", colours)


def _elsewhere(known: Pixels) -> Pixels:
    """Where another head has these points: smaller eyes closer together, a broad nose, a wide jaw, a small mouth."""
    moved = known.copy()
    parts: Sequence[tuple[slice, tuple[float, float], tuple[float, float]]] = (
        (slice(0, 17), (1.10, 0.96), (0.0, 2.0)),
        (slice(17, 22), (1.0, 1.0), (4.0, -5.0)),
        (slice(22, 27), (1.0, 1.0), (-4.0, -5.0)),
        (slice(27, 36), (1.5, 1.15), (0.0, 1.0)),
        (slice(36, 42), (0.82, 0.75), (4.5, 3.0)),
        (slice(42, 48), (0.82, 0.75), (-4.5, 3.0)),
        (slice(48, 68), (0.72, 1.15), (0.0, 3.0)),
    )
    for part, larger, shift in parts:
        middle = moved[part].mean(axis=0)
        moved[part] = middle + (moved[part] - middle) * larger + shift
    return moved


def screen_of(picture: Image.Image) -> Image.Image:
    """A picture as a tablet shows it: paler, and with its black rim."""
    paler = ImageChops.add(picture.point([round(level * 0.82) for level in range(256)] * 3), Image.new(
        "RGB", picture.size, (22, 24, 28)))  # fmt: skip
    rim = Image.new("RGB", (picture.width + 48, picture.height + 48), (12, 12, 14))
    rim.paste(paler, (24, 24))
    return rim
