"""How this resident wants the terminal: set in one action from every page, cleared when she leaves."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

Step = TypeVar("Step", bound=StrEnum)


class Size(StrEnum):
    """How large everything is drawn. DOUBLE is the standard size at 200 %, icons too (A11Y-02)."""

    STANDARD = "standard"
    ELDER = "elder"
    DOUBLE = "double"


class Palette(StrEnum):
    """The colours. USUAL is light by day and low light by night, as the site's hours say; CONTRAST is 7:1 and more."""

    USUAL = "usual"
    DARK = "dark"
    CONTRAST = "contrast"


class Tongue(StrEnum):
    """The language of the words. Chinese is the source; English comes from assets/translations."""

    CHINESE = "zh"
    ENGLISH = "en"


MANDARIN = "mandarin"
"""The dialect that everybody begins with; each folder of assets/sentences is one."""


class Mode(StrEnum):
    """What one press of a mode key turns on by one step."""

    SIZE = "size"
    PALETTE = "palette"
    TONGUE = "tongue"
    REACH = "reach"
    HAND = "hand"
    SPEECH = "speech"


@dataclass(frozen=True, slots=True)
class Modes:
    """The modes of a visit.

    `dialect`: what she speaks, where `tongue` is Chinese. `keypad`: speech on, operated by keys. `curtain`: the screen
    is dark. `reach`: every control stands low enough for a person who sits (A11Y-06). `left_handed`: on the left of a
    broad screen.
    """

    size: Size = Size.STANDARD
    palette: Palette = Palette.USUAL
    tongue: Tongue = Tongue.CHINESE
    dialect: str = MANDARIN
    reach: bool = False
    left_handed: bool = False
    keypad: bool = False
    curtain: bool = False
    headphones: bool = False
    spoken_rate: float = 1.0
    volume: int = 70

    @property
    def elder(self) -> bool:
        """In any large type: the few figures that people come for stand alone."""
        return self.size is not Size.STANDARD


def turned(modes: Modes, mode: Mode) -> Modes:
    """The modes after one press of a mode key."""
    match mode:
        case Mode.SIZE:
            return replace(modes, size=_next(modes.size))
        case Mode.PALETTE:
            return replace(modes, palette=_next(modes.palette))
        case Mode.TONGUE:
            return replace(modes, tongue=_next(modes.tongue))
        case Mode.REACH:
            return replace(modes, reach=not modes.reach)
        case Mode.HAND:
            return replace(modes, left_handed=not modes.left_handed)
        case Mode.SPEECH:
            return replace(modes, keypad=not modes.keypad)


def _next(step: Step) -> Step:
    steps = list(type(step))
    return steps[(steps.index(step) + 1) % len(steps)]
