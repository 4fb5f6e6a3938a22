"""What a speaker does for the terminal."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.events import Event
from hardware.status import Device


class SpeakerReason(StrEnum):
    """Everything that can be wrong with a speaker; sounds pass unheard then, so it is told by its status' `detail`."""

    NO_SOUND_DEVICE = "no_sound_device"
    UNKNOWN_DEVICE = "unknown_device"  # the output that is configured is not there


class Route(StrEnum):
    """Who hears what is played, as far as the sound server knows."""

    HEADPHONES = "headphones"
    LOUDSPEAKER = "loudspeaker"
    UNKNOWN = "unknown"


def unasked(_heard: bool = True) -> None:
    """What is told of a sound when nobody asked to know."""


@dataclass(frozen=True, slots=True, repr=False)
class Sound:
    """A piece of sound: 16-bit little-endian mono samples. Its repr tells nothing of what is said."""

    pcm: bytes
    rate: int

    def __post_init__(self) -> None:
        if len(self.pcm) % 2 or not 8_000 <= self.rate <= 48_000:
            raise ValueError("a sound is whole 16-bit samples at 8 to 48 kHz")

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.pcm) / 2 / self.rate

    def __repr__(self) -> str:
        return f"Sound({self.seconds:.2f} s)"


class Speaker(Device, Protocol):
    """Plays one sound after the other. Every method may be called from any thread and returns at once.

    Without a sound device its state is noDevice and sounds pass unheard in the time they would take, so that
    captions and the conversation go on.
    """

    def play(
        self, sound: Sound, *, started: Callable[[], None] = unasked, finished: Callable[[bool], None] = unasked
    ) -> None:
        """Queue a sound behind what is playing.

        `started` is called when it begins to be heard, `finished` when it was heard to its end (True) or silenced
        (False): each at most once, and `finished` always while the speaker is open. They come on the speaker's
        thread, or on the one that calls `stop`.
        """

    def stop(self) -> None:
        """Silence what is playing and forget what is queued; heard as silence within 100 ms."""

    def set_volume(self, volume: int) -> None:
        """Set the loudness, 0 (silent) to 100, as the ear counts."""

    @property
    def route(self) -> Route:
        """Who hears what is played now; UNKNOWN without a device. Never blocks, from any thread."""

    def listen(self, listener: Callable[[Event[Route]], None]) -> Callable[[], None]:
        """Tell `listener`, on a thread of the speaker's, each time the route changes, until the function is called."""
