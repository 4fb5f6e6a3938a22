"""What can be tried on a device by hand: `kiosk device <name> <trial>`, the bench, and the maintenance pages."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

Say = Callable[[str], None]


class NotDone(Exception):
    """The device said that it did not do it (a slip not printed, a cell not opened); the text is shown."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing to try; `run` gets the started device, the words after its name, and where to tell what was seen.

    It tells nothing personal: numbers and names are masked. It raises DeviceError as the device does, NotDone when
    the device says without raising that it did not do it, and ValueError, with a text for whoever typed, for words
    that make no sense.
    """

    summary: str
    run: Callable[[Any, Sequence[str], Say], Awaitable[None]]
    arguments: tuple[str, ...] = ()
