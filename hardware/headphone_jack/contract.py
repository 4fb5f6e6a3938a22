"""What a headphone jack does for the terminal."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from hardware.events import Event
from hardware.status import Device


class HeadphoneJackReason(StrEnum):
    """What can go wrong at a jack; it is given no commands, so this is told by its status' `detail`."""

    ABSENT = "no_port"


class Plug(StrEnum):
    """Where the plug went. UNKNOWN when the jack itself was lost: what was private is private no longer."""

    PLUGGED = "plugged"
    UNPLUGGED = "unplugged"
    UNKNOWN = "unknown"


class HeadphoneJack(Device, Protocol):
    """Tells whether headphones are in."""

    @property
    def plugged(self) -> bool | None:
        """Whether a plug is in; None when it is not known, and then nothing personal may be said aloud unasked."""

    @property
    def handset(self) -> bool:
        """Whether it is the hook of a handset: lifted is plugged in, and who lifts it wants to speak."""

    def listen(self, listener: Callable[[Event[Plug]], None]) -> Callable[[], None]:
        """Call `listener` for every move of the plug until the function that is returned is called.

        It is called on the jack's own thread: silence what speaks, hand over to your loop and return at once. Contacts
        that chatter are waited out. What is known before anybody listens is in `plugged`.
        """
