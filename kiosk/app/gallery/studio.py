"""Takes the pictures: each plate shown, inspected, and written with its thumbnail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from PIL import Image

from kiosk.app.gallery.plates import Light, Plate
from kiosk.app.gallery.still_life import StillLife
from kiosk.app.inspection import Rule, Violation, flashing
from kiosk.app.inspection.picture import pillow
from kiosk.app.window import Shape

_THUMB_WIDE = 180
_MOST_TURNS = 8  # a crowd of rows in letters of 200 % has sixty pages, all alike
_QUICK = 2  # zlib's level: a gallery has a thousand pictures
# What may happen to words that are not ours: they are as long as they are, and at last they end in dots.
_NOT_OURS = frozenset({Rule.SENTENCE, Rule.ELIDED})


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture that has been taken, by the names of its files, and what is wrong with it."""

    plate: Plate
    violations: tuple[Violation, ...]

    @property
    def file(self) -> str:
        """The picture."""
        return f"pages/{self.plate.name}.png"

    @property
    def thumb(self) -> str:
        """The small one."""
        return f"thumbs/{self.plate.name}.jpg"


def take(plates: Iterable[Plate], folder: Path) -> Iterator[Photograph]:
    """Show and inspect plates, and write their pictures. GUI thread; there is an application object."""
    for (shape, night), those in groupby(sorted(plates, key=_window_of), key=_window_of):
        with StillLife(Shape[shape], night=night) as life:
            for plate in those:
                life.show(plate)
                _write(pillow(life.window.grab()), Photograph(plate, ()), folder)
                yield Photograph(plate, judged(life, plate))


def judged(life: StillLife, plate: Plate) -> tuple[Violation, ...]:
    """What is wrong with a plate that is shown; words that are not ours may be long."""
    found = [*life.inspect(), *(flashing(life.window.quick) if plate.moves else ())]
    turns = 0
    while plate.is_turned and turns < _MOST_TURNS and life.turn_over():
        turns += 1
        found += life.inspect()
    return tuple(one for one in dict.fromkeys(found) if not (plate.is_hostile and one.rule in _NOT_OURS))


def _window_of(plate: Plate) -> tuple[str, bool]:
    return plate.shape.name, plate.light is Light.DIM


def _write(picture: Image.Image, taken: Photograph, folder: Path) -> None:
    write_picture(picture, folder / taken.file, folder / taken.thumb)


def write_picture(picture: Image.Image, file: Path, thumb: Path) -> None:
    """Write a picture and its thumbnail, in folders that are made."""
    for path in (file, thumb):
        path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(file, compress_level=_QUICK)
    picture.resize((_THUMB_WIDE, round(_THUMB_WIDE * picture.height / picture.width)), reducing_gap=2).save(
        thumb, quality=70
    )
