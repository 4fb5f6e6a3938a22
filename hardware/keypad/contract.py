"""What a tactile keypad does for the terminal."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from hardware.status import Device


class Key(StrEnum):
    """A key of the pad, or the plug of the headphones.

    TALK is the only one whose letting go is told as well, as TALK_UP: who speaks may hold it, or press it once.
    """

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
    TALK = "talk"
    TALK_UP = "talk_up"
    JACK_IN = "jack_in"
    JACK_OUT = "jack_out"


KEYS_WITH_CODES = tuple(key for key in Key if key is not Key.TALK_UP)
"""What a pad sends a code for."""


class KeypadReason(StrEnum):
    """What can go wrong at a keypad; it is given no commands, so this is told by its status' `detail`."""

    ABSENT = "no_port"


KeyListener = Callable[[Key], None]


class Keypad(Device, Protocol):
    """Tells which key was pressed: once a press, repeats and double strikes already sorted out."""

    def listen(self, listener: KeyListener) -> Callable[[], None]:
        """Call `listener` for every key until the function that is returned is called.

        It is called on the keypad's own thread: silence what speaks, hand over to your loop and return at once.
        A plug that is in the jack already is told first, as JACK_IN.
        """

    def listen_codes(self, listener: Callable[[int], None]) -> Callable[[], None]:
        """Call `listener`, on the keypad's own thread, with the code of every key that goes down, known or not.

        This is how a new pad is learnt; it costs no key.
        """
