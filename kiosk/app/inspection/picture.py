"""The picture of a window as numbers: which colours stand in a box, and how well they can be told apart."""

from dataclasses import dataclass
from functools import cache
from typing import cast

from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

Colour = tuple[int, int, int]
_Counts = list[tuple[int, Colour]]
_LINEAR_BELOW = 0.04045
_RARER = 4  # how much rarer ink may be than another colour beside the ground
_INK_AT_LEAST = 1.15  # less contrast than this is the grain of a ground


@dataclass(frozen=True, slots=True)
class Reading:
    """The two colours of a text: most of its box, and what is written on it."""

    ground: Colour
    ink: Colour

    @property
    def contrast(self) -> float:
        """How well it can be read, 1 to 21."""
        return contrast(self.ground, self.ink)

    def __str__(self) -> str:
        return f"{self.contrast:.2f}:1, {named(self.ink)} on {named(self.ground)}"


class Picture:
    """What was on the screen at one moment. Boxes are in the window's coordinates."""

    def __init__(self, image: QImage) -> None:
        self._ratio = image.devicePixelRatio()
        self._image = pillow(image)

    def reading(self, box: QRectF) -> Reading:
        """What is written in a box, and on what."""
        found = self._colours(box)
        if not found:
            return Reading((0, 0, 0), (0, 0, 0))
        ground, *others = sorted(found, key=lambda colour: found[colour], reverse=True)
        inks = [colour for colour in others if contrast(ground, colour) > _INK_AT_LEAST]
        # What is seen beyond the edge of a key may be more than the ink of a thin letter; the ink stands out more.
        likely = [ink for ink in inks if found[ink] * _RARER >= found[inks[0]]]
        return Reading(ground, max(likely, key=lambda ink: contrast(ground, ink), default=ground))

    def colour(self, x: float, y: float) -> Colour:
        """The colour at a place of the window."""
        return self._pixel(int(x * self._ratio), int(y * self._ratio))

    def _pixel(self, x: int, y: int) -> Colour:
        wide, tall = self._image.size
        found = self._image.getpixel((min(max(x, 0), wide - 1), min(max(y, 0), tall - 1)))
        assert isinstance(found, tuple)
        return found[0], found[1], found[2]

    def _colours(self, box: QRectF) -> dict[Colour, int]:
        wide, tall = self._image.size
        left, top = max(0, round(box.left() * self._ratio)), max(0, round(box.top() * self._ratio))
        right, bottom = min(wide, round(box.right() * self._ratio)), min(tall, round(box.bottom() * self._ratio))
        if right <= left or bottom <= top:
            return {}
        part = self._image.crop((left, top, right, bottom))
        found = part.getcolors((right - left) * (bottom - top)) or []
        return {(red, green, blue): count for count, (red, green, blue) in cast(_Counts, found)}


def pillow(image: QImage) -> Image.Image:
    """A Qt picture as one of Pillow's, in RGB."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    size = (plain.width(), plain.height())
    return Image.frombuffer("RGB", size, bytes(plain.constBits()), "raw", "BGRX", plain.bytesPerLine(), 1)


@cache
def luminance(colour: Colour) -> float:
    """Relative luminance as WCAG has it, 0 to 1."""
    red, green, blue = (
        share / 12.92 if share <= _LINEAR_BELOW else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours as WCAG has it, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def named(colour: Colour) -> str:
    """`#1C2B2D`."""
    return "#{:02X}{:02X}{:02X}".format(*colour)
