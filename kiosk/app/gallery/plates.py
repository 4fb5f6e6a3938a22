"""What the gallery shows: every page in every palette, size and shape, and each state of the frame around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from kiosk.app.gallery.hostile import HOSTILE, HOSTILE_DRAFTS
from kiosk.app.gallery.scenes import DRAFTS, HOME, PROMPTS
from kiosk.app.window import Shape
from kiosk.visit.modes import Modes, Palette, Size
from kiosk.visit.prompts import AnyPrompt, Present, Work

PAGES: dict[str, AnyPrompt] = {**PROMPTS, **HOSTILE}
ENTERED = {**DRAFTS, **HOSTILE_DRAFTS}


class Light(StrEnum):
    """The four sets of colours. DIM is the usual one by night."""

    LIGHT = "light"
    DIM = "dim"
    DARK = "dark"
    CONTRAST = "contrast"

    @property
    def palette(self) -> Palette:
        """What a resident chooses to see it."""
        return {Light.DARK: Palette.DARK, Light.CONTRAST: Palette.CONTRAST}.get(self, Palette.USUAL)


class State(StrEnum):
    """What may lie over a page or stand around it."""

    PLAIN = "plain"
    IDLE = "idle"  # is anybody still here?
    HELP = "help"
    NOTICE = "notice"  # a sentence that must not be missed
    LISTENING = "listening"  # she speaks, the microphone is open, the office cannot be reached
    THINKING = "thinking"  # what she said is thought about
    TALKABLE = "talkable"  # a microphone is there, and dialects to choose from
    DEAF = "deaf"  # the microphone is there, and cannot be used
    HEADPHONES = "headphones"  # speech into headphones, the keypad's ring on the first item
    CURTAIN = "curtain"
    ATTRACT = "attract"
    ATTRACT_TALKABLE = "attract-talkable"  # the same, where a microphone is there
    RESTING = "resting"


NOBODY = (State.ATTRACT, State.ATTRACT_TALKABLE, State.RESTING)
"""Nobody is here."""


@dataclass(frozen=True, slots=True)
class Plate:
    """One picture of the gallery."""

    page: str
    state: State = State.PLAIN
    light: Light = Light.LIGHT
    size: Size = Size.STANDARD
    shape: Shape = Shape.PORTRAIT
    reach: bool = False
    left_handed: bool = False

    @property
    def prompt(self) -> AnyPrompt:
        """The question on the page."""
        return PAGES[self.page]

    @property
    def draft(self) -> str:
        """What has been typed into it."""
        return ENTERED.get(self.page, "")

    @property
    def modes(self) -> Modes:
        """The modes of the resident who sees it."""
        spoken = self.state in (State.HEADPHONES, State.CURTAIN)
        return Modes(
            size=self.size,
            palette=self.light.palette,
            reach=self.reach,
            left_handed=self.left_handed,
            keypad=spoken,
            curtain=self.state is State.CURTAIN,
            headphones=spoken,
        )

    @property
    def moves(self) -> bool:
        """True for the pages on which something moves by itself; one of each is watched for flashes."""
        usual = self.light is Light.LIGHT and self.size is Size.STANDARD and not self.reach
        return usual and (isinstance(self.prompt, Work | Present) or self.state in NOBODY)

    @property
    def is_turned(self) -> bool:
        """True if what has no room on it is turned over and looked at too; in one palette, for it takes time."""
        return self.light is Light.LIGHT and self.state is State.PLAIN

    @property
    def is_hostile(self) -> bool:
        """True if its words are not ours."""
        return self.page in HOSTILE

    @property
    def name(self) -> str:
        """Its file's name, without the ending: what is asked, then how it looks."""
        parts = [self.page, *([] if self.state is State.PLAIN else [self.state])]
        parts += [self.light, self.size, self.shape.name.lower()]
        parts += ["reach"] * self.reach + ["left"] * self.left_handed
        return "_".join(parts)


def every_plate() -> Iterator[Plate]:
    """All of the gallery."""
    for page in PAGES:
        yield from plates_of(page)
    yield from frames()


def plates_of(page: str) -> Iterator[Plate]:
    """A page in every palette, size and shape; then within reach, and for the left hand."""
    for light, size, shape in product(Light, Size, Shape):
        yield Plate(page, light=light, size=size, shape=shape)
    for size, shape in product(Size, Shape):
        yield Plate(page, size=size, shape=shape, reach=True)
    for size in Size:
        yield Plate(page, size=size, shape=Shape.LANDSCAPE, left_handed=True)
    yield Plate(page, shape=Shape.LANDSCAPE, reach=True, left_handed=True)


def frames() -> Iterator[Plate]:
    """The attract page, and what may lie over a page, in every palette, size and shape."""
    home = next(name for name, prompt in PAGES.items() if prompt is HOME)
    # Nobody is here: the modes of the resident before have gone, and with them her colours.
    for state, light, shape in product(NOBODY, (Light.LIGHT, Light.DIM), Shape):
        yield Plate(home, state, light, shape=shape)
    for page in (home, "pay"):  # behind a curtain a code is to be seen, and nothing else
        yield from (Plate(page, State.CURTAIN, shape=shape) for shape in Shape)
    over = (
        State.IDLE,
        State.HELP,
        State.NOTICE,
        State.LISTENING,
        State.THINKING,
        State.TALKABLE,
        State.DEAF,
        State.HEADPHONES,
    )
    for state, light, size, shape in product(over, Light, Size, Shape):
        yield Plate("insurance", state, light, size, shape)
    for state, size, shape in product(over, Size, Shape):
        yield Plate("insurance", state, size=size, shape=shape, reach=True)
