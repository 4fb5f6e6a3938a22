"""The mirror: who stands before the camera sees herself while she is looked at, and at no other time.

What looks through the camera holds pictures up; a modality that has a screen shows them. Pictures are handed on from
the camera's own thread and are good only until the listener returns: it copies what it shows, and answers for the copy.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Cue(StrEnum):
    """What she is to do now, as a sign beside her picture; left and right are hers."""

    NONE = ""
    LEFT = "left"
    RIGHT = "right"
    BLINK = "blink"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Reflection:
    """One picture: rows of red, green, blue from the top, without gaps, as the camera sees her (not mirrored).

    `done`: how much of what she is asked is done, 0 to 1.
    """

    width: int
    height: int
    rgb: memoryview
    cue: Cue = Cue.NONE
    done: float = 0.0


Beholder = Callable[[Reflection | None], None]
"""Told each picture, and None when nobody looks any more: what was shown is wiped. From any thread; returns at once."""


class Mirror:
    """Hands pictures on to whoever shows them. From any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._beholders: list[Beholder] = []

    def hang(self, beholder: Beholder) -> Callable[[], None]:
        """Show `beholder` every picture from now on, until what is returned is called."""
        with self._lock:
            self._beholders.append(beholder)

        def take_down() -> None:
            with self._lock:
                if beholder in self._beholders:
                    self._beholders.remove(beholder)

        return take_down

    def hold_up(self, reflection: Reflection) -> None:
        """Show a picture."""
        for beholder in self._now():
            beholder(reflection)

    def darken(self) -> None:
        """Show nothing any more."""
        for beholder in self._now():
            beholder(None)

    def _now(self) -> tuple[Beholder, ...]:
        with self._lock:
            return tuple(self._beholders)
