"""How a journey speaks with the terminal: a talk key, a mouth at the handset, and ears. On the journey's thread."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hardware.emulators.keypad import KeypadEmulator
from hardware.speaker.contract import Sound
from kiosk.app.demo.resident_voice import ResidentVoice
from kiosk.app.senses import GLANCE_S, Ears, JourneyError
from kiosk.understanding.syllables import same_sound, syllables

HEARD_OUT_S = 40.0
READY_S = 60.0
OPENS_S = 20.0
MOST_STRIKES = 8
_BREATH_S = 0.15
HEARS_OUT_S = 2.5
TALK = "talk"
ASKED_BACK = ("您是说", "您要哪一个")
# The home page is none of these: who wanted something else and is led there has met a fault, no reason to try again.
NOT_UNDERSTOOD = (
    "没有听懂",
    "我听错了",
    "请再说一遍",
    "请说",
    "您可以这样说",
    "也可以按键",
    "说得不对",
)
TRIES = 2
MOST_GUESSES = 2


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said, what recognition made of it, and what the report must say of that."""

    said: tuple[str, ...] = ()
    recognised: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    tries: tuple[int, ...] = ()

    def since(self, before: "Spoken") -> "Spoken":
        """What came after that."""
        return Spoken(
            self.said[len(before.said) :],
            self.recognised[len(before.recognised) :],
            self.remarks[len(before.remarks) :],
            self.tries[len(before.tries) :],
        )


class MouthAndEars:
    """Somebody who says what she wants, and goes by what she hears."""

    def __init__(
        self,
        keypad: KeypadEmulator,
        ears: Ears,
        voice: ResidentVoice,
        listens: Callable[[], bool],
        transcribe: Callable[[str], None],
        ready: Callable[[], bool],
    ) -> None:
        """`listens`: do the terminal's ears stand open? It shows, and it is heard.

        `transcribe` brings words to the page that stands, as recognition does. `ready`: can it listen? It shows.
        """
        self._transcribe = transcribe
        self._keypad = keypad
        self._ears = ears
        self._voice = voice
        self._listens = listens
        self._ready = ready
        self._since = 0
        self._heard_from: int | None = (
            None  # where in `recognised` begins what was made of the last saying, if it sounded
        )
        self.said: list[str] = []
        self.recognised: list[str] = []
        """What recognition made of it, as it came; added to on the loop thread."""
        self.remarks: list[str] = []
        """What the report must say of it: how many tries a saying took, and what is staged."""
        self.tries: list[int] = []
        """Of each saying that was to be understood: how often something was said until it was."""

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
        self._heard_from = len(self.recognised)
        self.utters(self._voice.sound(words, pace))

    def gets(self, leads_to: str, *ways: str, label: str = "") -> None:
        """Say it, each way twice at most, until it is understood; a guess that is asked back is told right or wrong.

        `label`: what the terminal calls it. Raises JourneyError when no way is understood.
        """
        before = len(self.said)
        said: list[str] = []
        for words in (way for way in ways for _ in range(TRIES)):
            said.append(words)
            self.says(words)
            if self._comes_to(leads_to, label or words):
                self.tries.append(len(said))
                asked_back = len(self.said) - before > len(said)
                self.remarks.append(told_of(said, "" if asked_back else self.misheard(), asked_back=asked_back))
                return
        raise JourneyError(f"“{leads_to}” is not to be heard; heard: {self.heard_last()}")

    def is_not_understood(self, words: str) -> None:
        """Say what is not meant for the terminal: it must not understand, or ask back and be told no."""
        self.says(words)
        if self.hears_one_of((*ASKED_BACK, "没有听懂")) in ASKED_BACK:
            self.hears_out()
            self.says("不是")
            self.remarks.append("终端没有照办，先反问了一句。")
        else:
            self.remarks.append("终端没有照办。")

    def misheard(self) -> str:
        """What recognition made of what was said last, where that sounds otherwise; empty: it was heard well."""
        heard = self.recognised[self._heard_from :] if self._heard_from is not None else []
        return heard[-1] if heard and not same_sound(syllables(self.said[-1]), syllables(heard[-1])) else ""

    def _comes_to(self, leads_to: str, label: str) -> bool:
        answers = (leads_to, *ASKED_BACK, *NOT_UNDERSTOOD)
        came = self.hears_one_of(answers)
        for _ in range(MOST_GUESSES):
            if came not in ASKED_BACK:
                break
            self.hears_out()
            self.says("是的" if label in self.heard_last() else "不是")
            came = self.hears_one_of(answers)
        return came == leads_to

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
        self._heard_from = None
        self._since = self._ears.count
        self._transcribe(words)

    def so_far(self) -> "Spoken":
        """All that came of speaking until now."""
        return Spoken(tuple(self.said), tuple(self.recognised), tuple(self.remarks), tuple(self.tries))

    def opens_ears(self) -> None:
        """Strike the talk key once it shows that it can listen, until it does.

        Not before: a strike that comes while it gets ready, or thinks, would end what the one before has begun.
        """
        for _ in range(MOST_STRIKES):
            self._comes(self._ready, READY_S)
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


def told_of(said: Sequence[str], heard: str = "", *, asked_back: bool = False) -> str:
    """How it came to be understood, plainly: `said`, in this order, the last of which was; misheard as `heard`."""
    last = said[-1]
    others = list(dict.fromkeys(words for words in said if words != last))
    if others:
        told = f"说“{'”、“'.join(others)}”没听懂；换成“{last}”，才听懂。一共说了 {len(said)} 遍。"
    elif len(said) > 1:
        told = f"“{last}”说到第 {len(said)} 遍才听懂。"
    else:
        told = "一遍就听懂了。"
    if asked_back:
        return f"{told}终端反问过，她答了。"
    return f"{told}听成了“{heard}”，没有办错。" if heard else told
