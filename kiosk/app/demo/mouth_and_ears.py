"""How a journey speaks with the terminal: a talk key, a mouth at the handset, and ears. On the journey's thread."""

import time
from collections.abc import Callable, Sequence

from hardware.emulators.keypad import KeypadEmulator
from hardware.speaker.contract import Sound
from kiosk.app.demo.resident_voice import ResidentVoice
from kiosk.app.senses import GLANCE_S, Ears, JourneyError

HEARD_OUT_S = 40.0
OPENS_S = 6.0
MOST_STRIKES = 8
_BREATH_S = 0.15
HEARS_OUT_S = 2.5
TALK = "talk"
ASKED_BACK = ("您是说", "您要哪一个")
# The last one: the page turned while she spoke (a device woke), so it is said anew and her words are not taken.
NOT_UNDERSTOOD = (
    "没有听懂",
    "我听错了",
    "请再说一遍",
    "请说",
    "您可以这样说",
    "也可以按键",
    "说得不对",
    "今天办什么事",
)
TRIES = 2
MOST_GUESSES = 2


class MouthAndEars:
    """Somebody who says what she wants, and goes by what she hears."""

    def __init__(
        self,
        keypad: KeypadEmulator,
        ears: Ears,
        voice: ResidentVoice,
        listens: Callable[[], bool],
        transcribe: Callable[[str], None],
    ) -> None:
        """`listens`: do the terminal's ears stand open? It shows, and it is heard.

        `transcribe` brings words to the page that stands, as recognition does.
        """
        self._transcribe = transcribe
        self._keypad = keypad
        self._ears = ears
        self._voice = voice
        self._listens = listens
        self._since = 0
        self.said: list[str] = []
        self.recognised: list[str] = []
        """What recognition made of it, as it came; added to on the loop thread."""

    @property
    def heard(self) -> list[str]:
        """Every sentence so far."""
        return self._ears.sentences

    def heard_last(self) -> str:
        """All that was heard since something was said last."""
        return "".join(self._ears.sentences[self._since :])

    def begins(self) -> None:
        """Strike the talk key: it wakes the terminal, or opens its ears."""
        self._since = self._ears.count
        self._keypad.press(TALK)

    def says(self, words: str, *, pace: float = 1.0) -> None:
        """Talk key, sentence, and wait until the terminal has stopped listening."""
        self.said.append(words)
        self.utters(self._voice.sound(words, pace))

    def gets(self, leads_to: str, *ways: str, label: str = "") -> None:
        """Say it, each way twice at most, until it is understood; a guess that is asked back is told right or wrong.

        `label`: what the terminal calls it. Raises JourneyError when no way is understood.
        """
        for words in (way for way in ways for _ in range(TRIES)):
            self.says(words)
            came = self.hears_one_of((leads_to, *ASKED_BACK, *NOT_UNDERSTOOD))
            for _ in range(MOST_GUESSES):
                if came not in ASKED_BACK:
                    break
                self.hears_out()
                self.says("是的" if (label or words) in self.heard_last() else "不是")
                came = self.hears_one_of((leads_to, *ASKED_BACK, *NOT_UNDERSTOOD))
            if came == leads_to:
                return
        raise JourneyError(f"“{leads_to}” is not to be heard; heard: {self.heard_last()}")

    def hears_out(self) -> None:
        """Let the terminal finish."""
        count = -1
        while count != self._ears.count:
            count = self._ears.count
            time.sleep(HEARS_OUT_S)

    def utters(self, sound: Sound) -> None:
        """The same with any sound."""
        self.opens_ears()
        time.sleep(_BREATH_S)
        self._since = self._ears.count
        self._voice.play(sound)
        self.until(lambda: not self._listens(), "the terminal listens on and on", HEARD_OUT_S)

    def brings(self, words: str) -> None:
        """A transcript, where no sound can be had for it: nothing is played and nothing recognised."""
        self.said.append(f"（文字）{words}")
        self._since = self._ears.count
        self._transcribe(words)

    def opens_ears(self) -> None:
        """Strike the talk key until the terminal listens: while it gets ready it asks to be struck again."""
        for _ in range(MOST_STRIKES):
            self.begins()
            if self._comes(self._listens, OPENS_S):
                return
        raise JourneyError(f"the terminal does not listen; heard: {self.heard_last()}")

    def keeps_silent(self) -> None:
        """Talk key, and not a word, until the terminal listens no more."""
        self.opens_ears()
        self._since = self._ears.count
        self.until(lambda: not self._listens(), "the terminal listens on and on", HEARD_OUT_S)

    def hears(self, words: str, patience_s: float = HEARD_OUT_S) -> str:
        """Wait until words are said after what was said last; the whole sentence."""
        return self._ears.hears(words, self._since, patience_s)

    def hears_one_of(self, choices: Sequence[str], patience_s: float = HEARD_OUT_S) -> str:
        """Wait until one of several is said after what was said last; which of them."""
        found: list[str] = []

        def any_came() -> bool:
            since = self._ears.sentences[self._since :]
            found[:] = [choice for choice in choices if any(choice in sentence for sentence in since)]
            return bool(found)

        self.until(any_came, f"none of {'/'.join(choices)} is to be heard", patience_s)
        return found[0]

    def until(self, true: Callable[[], bool], complaint: str, patience_s: float) -> None:
        """Wait for something. Raises JourneyError."""
        if not self._comes(true, patience_s):
            raise JourneyError(f"{complaint}; heard: {' / '.join(self._ears.sentences[self._since :][-8:])}")

    @staticmethod
    def _comes(true: Callable[[], bool], patience_s: float) -> bool:
        ends = time.monotonic() + patience_s
        while not true():
            if time.monotonic() > ends:
                return False
            time.sleep(GLANCE_S)
        return True
