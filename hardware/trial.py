"""What can be tried on a device by hand: `kiosk device <name> <trial>`, the bench, and the maintenance pages."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing to try; `run` gets the started device, the words after its name, and where to tell what was seen.

    It tells nothing personal: numbers and names are masked. It raises DeviceError as the device does, and
    ValueError, with a text for whoever typed, for words that make no sense.
    """

    summary: str
    run: Callable[[Any, Sequence[str], Say], Awaitable[None]]
    arguments: tuple[str, ...] = ()
