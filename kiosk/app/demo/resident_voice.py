"""What a resident of the demo speaks with: sentences made by the voice process, played into the handset."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hardware.speaker.contract import Sound
from kiosk.app.demo.mouthpiece import Mouthpiece, NoMouthError
from kiosk.app.demo.spoken_words import SpokenWords


@dataclass(frozen=True, slots=True)
class ResidentVoice:
    """A voice and the handset that it is heard in. Blocks."""

    words: SpokenWords
    mouthpiece: Mouthpiece

    def sound(self, words: str, pace: float = 1.0) -> Sound:
        """A sentence as it will be heard. Raises Mute."""
        return self.words.sound(words, pace)

    def play(self, sound: Sound) -> None:
        """Play a sound to its end. Raises NoMouthError."""
        self.mouthpiece.play(sound)


@contextmanager
def resident_voice(
    environment: Mapping[str, str], models: Path, say: Callable[[str], None]
) -> Iterator[ResidentVoice | None]:
    """The voice; None, and a word about it, on a machine without a sound server."""
    try:
        mouthpiece = Mouthpiece(environment)
    except NoMouthError as error:
        say(str(error))
        yield None
        return
    with SpokenWords(models) as words:
        if not words.natural:
            say("there is no natural voice to speak with (`make setup`): espeak-ng speaks, and is hardly understood")
        yield ResidentVoice(words, mouthpiece)
