"""The sound of a few short phrases that are said all day long: labels, digits, letters. Never anything personal."""

from collections import OrderedDict

from hardware.speaker.contract import Sound
from kiosk.voice.contract import How
from kiosk.voice.phrasing import Phrase

_MOST_PHRASES = 200
_LONGEST = 40


class PhraseCache:
    """Remembers the phrases used last, each in its tongue."""

    def __init__(self, most: int = _MOST_PHRASES) -> None:
        self._most = most
        self._sounds: OrderedDict[tuple[Phrase, How], Sound] = OrderedDict()

    def get(self, phrase: Phrase, how: How) -> Sound | None:
        """The sound of a phrase, if it is known."""
        sound = self._sounds.get((phrase, how))
        if sound is not None:
            self._sounds.move_to_end((phrase, how))
        return sound

    def keep(self, phrase: Phrase, how: How, sound: Sound) -> None:
        """Remember a phrase that is nobody's own; long ones are not worth it."""
        if len(phrase.words) > _LONGEST:
            return
        self._sounds[phrase, how] = sound
        while len(self._sounds) > self._most:
            self._sounds.popitem(last=False)
