"""Nothing was understood, or nothing was said: from a short word by examples to other ways and a person (A11Y-24)."""

from kiosk.modalities import voice_words as own
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.modalities.keypad_speech import KeypadSpeech


class Trouble:
    """Counts what went wrong on a page, and says more each time. Loop thread."""

    def __init__(self, speech: KeypadSpeech) -> None:
        self._speech = speech
        self._at = self._misses = self._silences = 0

    def arrived(self, page: KeypadPage) -> None:
        """Another page: what went wrong on the one before is over, but not by coming back to it from an aside."""
        if page.scene.id != self._at:
            self._misses = self._silences = 0

    def asks(self, page: KeypadPage) -> None:
        """The house asks about this page, aside."""
        self._at = page.scene.id

    def guessed_wrong(self) -> None:
        """What she was asked back is not what she meant."""
        self._misses += 1

    def missed(self, page: KeypadPage) -> None:
        """Nothing was understood."""
        self._at = page.scene.id
        self._misses += 1
        if self._misses == 1:
            self._speech.of_page(page, own.NOT_UNDERSTOOD, own.AGAIN)
        elif self._misses == 2:
            self._speech.of_page(page, own.NOT_UNDERSTOOD, *own.examples(page))
        else:
            self._speech.of_page(page, own.NOT_UNDERSTOOD, *own.OTHERWISE)

    def silent(self, page: KeypadPage) -> None:
        """The microphone was open, and nobody said anything."""
        self._at = page.scene.id
        self._silences += 1
        if self._speech.gated(page):
            self._speech.ask_leave()
        elif self._silences == 1:
            self._speech.of_page(page, own.SPEAK_NOW, page.prompt.headline.spoken())
        elif self._silences == 2:
            self._speech.of_page(page, *own.examples(page))
        else:
            self._speech.of_page(page, *own.OTHERWISE)
