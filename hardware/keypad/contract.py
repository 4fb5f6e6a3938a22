"""What a tactile keypad does for the terminal."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from hardware.status import Device


class Key(StrEnum):
    """A key of the pad, or the plug of the headphones."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    OK = "ok"
    BACK = "back"
    HOME = "home"
    HELP = "help"
    REPEAT = "repeat"
    VOLUME_UP = "volume_up"
    VOLUME_DOWN = "volume_down"
    JACK_IN = "jack_in"
    JACK_OUT = "jack_out"


KeyListener = Callable[[Key], None]


class Keypad(Device, Protocol):
    """Tells which key was pressed: once a press, repeats and double strikes already sorted out."""

    def listen(self, listener: KeyListener) -> Callable[[], None]:
        """Call `listener` for every key until the function that is returned is called.

        It is called on the keypad's own thread: silence what speaks, hand over to your loop and return at once.
        """
