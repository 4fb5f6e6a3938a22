"""What a voice does: a sentence in, sound out. The engine behind it may change; this does not."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.speaker.contract import Sound
from kiosk.visit.modes import Tongue

LONGEST_SENTENCE = 120


class Reading(StrEnum):
    """How hanzi are read aloud; what a dialect's `voice:` says (assets/sentences). English is no matter of it."""

    MANDARIN = "mandarin"
    CANTONESE = "cantonese"


@dataclass(frozen=True, slots=True)
class How:
    """How words are spoken: `pace` is 0.5 to 2 times as fast as usual."""

    pace: float = 1.0
    tongue: Tongue = Tongue.CHINESE
    reading: Reading = Reading.MANDARIN


AS_USUAL = How()


class VoiceState(StrEnum):
    """How the voice is."""

    STARTING = "starting"
    READY = "ready"
    RESTING = "resting"  # it broke and is tried again after a pause; captions go on
    CLOSED = "closed"


class VoiceFault(Exception):
    """A sentence could not be spoken; `reason` is a key and never the sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Voice(Protocol):
    """Makes sound of sentences. All methods are called on the loop thread."""

    @property
    def state(self) -> VoiceState:
        """How the voice is now."""
        ...

    def parts(self, sentence: str, how: How = AS_USUAL) -> AsyncGenerator[Sound, None]:
        """Speak a sentence of at most LONGEST_SENTENCE characters, all in one tongue.

        Its sound comes in parts, the first as soon as it can be heard; `aclose` drops the rest. Raises VoiceFault
        when it cannot be done now: the caption of the sentence is shown all the same.
        """
        ...

    async def close(self) -> None:
        """End the child process; later sentences raise VoiceFault."""
        ...
