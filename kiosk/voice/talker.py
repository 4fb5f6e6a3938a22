"""Between a modality and the sound: what is said now, what is said next, and the caption of both."""

from collections.abc import Callable
from dataclasses import dataclass

from hardware.speaker.contract import Speaker
from kiosk.voice.contract import Voice


@dataclass(frozen=True, slots=True, repr=False)
class Utterance:
    """Words to say. `personal`: only where nobody else hears them; `keep`: worth keeping as sound (labels, digits)."""

    words: str
    personal: bool = False
    keep: bool = False


class Talker:
    """One mouth for the terminal. All methods are called on the loop thread, but `hush`."""

    def __init__(self, voice: Voice, speaker: Speaker, caption: Callable[[str], None]) -> None:
        self.pace = 1.0
        self.private = False

    def say(self, *utterances: Utterance) -> None:
        """Stop what is being said and say this instead; `repeat` will say it again."""
        raise NotImplementedError

    def add(self, *utterances: Utterance, memorable: bool = True) -> None:
        """Say this after what is being said."""
        raise NotImplementedError

    def hush(self) -> None:
        """Silence at once; from any thread."""
        raise NotImplementedError

    def stop(self) -> None:
        """Silence, and forget what was going to be said."""
        raise NotImplementedError

    def repeat(self) -> None:
        """Say the last thing again."""
        raise NotImplementedError

    def forget(self) -> None:
        """Silence, and forget what was said: the visit is over."""
        raise NotImplementedError
