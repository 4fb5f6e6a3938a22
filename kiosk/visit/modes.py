"""How this resident wants the terminal: set in one action from every page, cleared when she leaves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Modes:
    """The modes of a visit. `keypad` means: speech on, operated by keys; `curtain` means: the screen is dark."""

    elder: bool = False
    keypad: bool = False
    curtain: bool = False
    headphones: bool = False
    spoken_rate: float = 1.0
    volume: int = 70
