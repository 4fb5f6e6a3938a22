"""One picture of what is before the lens: an empty hall, and in it somebody, two, a print or a tablet."""

from dataclasses import dataclass, field
from functools import cache, partial

import numpy as np
from PIL import Image, ImageDraw, ImageOps

from hardware.emulators.head.bending import Box, Forward, Place, Pose, Sheet, held, moved, pieces
from hardware.emulators.head.photograph import FINER, Cutout, Photograph, screen_of

WIDTH, HEIGHT = 640, 480
NEAR = 1.9
"""Pixels for each of the photograph: a face of 150 to 180 pixels, as dlib boxes it."""
EYES_AT = (226.0, 120.0)
"""The point of the photograph that is held in a place of the picture."""
_HEAD = (96.0, 0.0, 356.0, 228.0)  # of the photograph: what may move when the head turns
STRAIGHT, UPRIGHT = Pose(), Sheet()
_CELL = 20
_ALL = (0, 0, WIDTH, HEIGHT)
_PRINT = (96, 0, 356, 300)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A living head: how it is held, where, how large, and how far its lids are closed. `other`: not the resident."""

    pose: Pose = STRAIGHT
    at: tuple[float, float] = (320.0, 235.0)
    near: float = NEAR
    lids: float = 0.0
    other: bool = False


@dataclass(frozen=True, slots=True)
class Print:
    """A photograph on paper, and how it is held. `other`: of somebody else."""

    sheet: Sheet = UPRIGHT
    at: tuple[float, float] = (320.0, 235.0)
    near: float = NEAR
    other: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What the lens sees: things from the back to the front. `light`: 1 is day. `on_tablet`: all of it is a film."""

    things: tuple[Somebody | Print, ...] = field(default=())
    light: float = 1.0
    on_tablet: bool = False
    noise: float = 2.0


class Studio:
    """Makes pictures of scenes; from one thread."""

    def __init__(self, photograph: Photograph, seed: int = 1) -> None:
        self._photograph = photograph
        self._chance = np.random.default_rng(seed)
        self._sheets: dict[bool, Image.Image] = {}
        # Noise of a sensor, drawn once: a window into it that jumps about is as good, and costs a tenth.
        self._noise = self._chance.normal(0, 1, (HEIGHT + 64, WIDTH + 64, 3)).astype(np.float32)

    def picture(self, scene: Scene) -> Image.Image:
        """Red, green and blue, 640 x 480; no two are alike, for a sensor is never still. Some 20 ms."""
        picture = hall().copy()
        for thing in scene.things:
            if isinstance(thing, Print):
                self._lay_print(picture, thing)
            else:
                self._lay_somebody(picture, thing)
        return self._exposed(_filmed(picture) if scene.on_tablet else picture, scene)

    def _lay_somebody(self, picture: Image.Image, who: Somebody) -> None:
        cutout = self._cutout(other=who.other).lids(who.lids)
        place = Place(who.near, who.at, EYES_AT)
        box = _box_of(_HEAD, place)
        _lay(picture, cutout, partial(moved, who.pose), place, (box, _CELL))
        _lay(picture, cutout, lambda points: points, place, ((0, box[3], WIDTH, HEIGHT), WIDTH))

    def _lay_print(self, picture: Image.Image, what: Print) -> None:
        place = Place(what.near, what.at, EYES_AT)
        _lay(picture, self._sheet(other=what.other), partial(held, what.sheet), place, (_ALL, _CELL))

    def _sheet(self, *, other: bool) -> Image.Image:
        """The print on its white paper, nothing around it."""
        if other not in self._sheets:
            cutout = self._cutout(other=other).lids(0)
            left, top, right, bottom = (place * FINER for place in _PRINT)
            photo = Image.composite(
                cutout.convert("RGB"), self._photograph.whole.resize(cutout.size), cutout.split()[3]
            )
            paper = ImageOps.expand(photo.crop((left, top, right, bottom)), 14, (244, 244, 240)).convert("RGBA")
            self._sheets[other] = Image.new("RGBA", cutout.size)
            self._sheets[other].paste(paper, (left - 14, top))
        return self._sheets[other]

    def _cutout(self, *, other: bool) -> Cutout:
        return self._photograph.other if other else self._photograph.resident

    def _exposed(self, picture: Image.Image, scene: Scene) -> Image.Image:
        x, y = self._chance.integers(0, 64, 2)
        noise = self._noise[y : y + HEIGHT, x : x + WIDTH] * scene.noise
        light = np.asarray(picture, dtype=np.float32) * scene.light + noise
        return Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))


def _lay(picture: Image.Image, cut: Image.Image, forward: Forward, place: Place, part: tuple[Box, int]) -> None:
    """Lay what is seen over a part of the picture: a box, and how large the pieces are that it is made of."""
    (left, top, right, bottom), cell = part
    if left >= right or top >= bottom:
        return
    mesh = pieces(forward, place, (left, top, right, bottom), cell, FINER)
    at = [((a - left, b - top, c - left, d - top), quad) for (a, b, c, d), quad in mesh]
    seen = cut.transform((right - left, bottom - top), Image.Transform.MESH, at, Image.Resampling.BILINEAR)
    picture.paste(seen, (left, top), seen)


def _box_of(part: tuple[float, ...], place: Place) -> Box:
    """Where a part of the photograph comes to lie, as far as it is inside the picture."""
    left, right = ((x - place.of[0]) * place.scale + place.at[0] for x in (part[0], part[2]))
    top, bottom = ((y - place.of[1]) * place.scale + place.at[1] for y in (part[1], part[3]))
    clipped = np.clip([left, top, right, bottom], 0, [WIDTH, HEIGHT, WIDTH, HEIGHT])
    return int(clipped[0]), int(clipped[1]), int(clipped[2]), int(clipped[3])


def _filmed(picture: Image.Image) -> Image.Image:
    """The same on a tablet that is held before the lens."""
    return screen_of(picture).resize((WIDTH, HEIGHT))


@cache
def hall() -> Image.Image:
    """An empty hall: a light wall, a door, a bench."""
    wall = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    picture = ImageOps.colorize(wall, (206, 200, 190), (176, 170, 162))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((30, 60, 150, 400), fill=(150, 128, 104))
    draw.rectangle((42, 74, 138, 220), fill=(164, 142, 118))
    draw.rectangle((0, 400, WIDTH, HEIGHT), fill=(120, 114, 108))
    draw.rectangle((500, 330, 630, 410), fill=(96, 110, 124))
    return picture
