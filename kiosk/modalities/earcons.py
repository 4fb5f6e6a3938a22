"""Short sounds of our own, made here and not copied: a touch was taken, something needs attention, it is done, goodbye.

No sound tells anything by itself: each has a visible twin (A11Y-17). They are low (392 to 784 Hz), because old ears
lose the high tones first, quieter than speech, the same for every key, and over before the words begin.
"""

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from hardware.speaker.contract import Sound
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import Act, AnyPrompt, Farewell
from kiosk.visit.stage import Gone, IdleWarning, Notice, Scene
from kiosk.visit.text import NOTHING
from kiosk.voice.unheard import Output

LONGEST_S = 0.35
_RATE = 24_000
_PEAK = 0.22  # of full scale
_RISE_S = 0.006  # a tone that begins at once would click
_OCTAVE = 0.18  # how much of it is the octave above: wood, not a whistle


class Earcon(StrEnum):
    """What a sound means."""

    ACCEPTED = "accepted"
    ATTENTION = "attention"
    DONE = "done"
    FAREWELL = "farewell"
    LISTENING = "listening"
    HEARD = "heard"


@dataclass(frozen=True, slots=True)
class Note:
    """One tone: Hz, seconds."""

    pitch: float
    seconds: float


TUNES: dict[Earcon, tuple[Note, ...]] = {
    Earcon.ACCEPTED: (Note(587.3, 0.07),),
    Earcon.ATTENTION: (Note(523.3, 0.15), Note(392.0, 0.18)),
    Earcon.DONE: (Note(523.3, 0.09), Note(659.3, 0.09), Note(784.0, 0.16)),
    Earcon.FAREWELL: (Note(784.0, 0.10), Note(659.3, 0.10), Note(523.3, 0.15)),
    Earcon.LISTENING: (Note(440.0, 0.07), Note(587.3, 0.09)),
    Earcon.HEARD: (Note(587.3, 0.07), Note(440.0, 0.09)),
}

TWINS: dict[Earcon, str] = {
    Earcon.ACCEPTED: "the page slides on, or what was typed appears",
    Earcon.ATTENTION: "a notice with edge and shape, or the question whether somebody is here",
    Earcon.DONE: "the page that says what to take along, with its picture",
    Earcon.FAREWELL: "the farewell page",
    Earcon.LISTENING: "the strip that says 正在听, with its level meter",
    Earcon.HEARD: "that strip goes, or says 正在想",
}
"""What is seen at the same time as each sound; tests/unit/modalities/test_earcons.py holds it."""


@cache
def sound_of(earcon: Earcon) -> Sound:
    """The sound, 16-bit mono at 24 kHz, at most LONGEST_S long."""
    samples = [sample for note in TUNES[earcon] for sample in _tone(note)]
    return Sound(struct.pack(f"<{len(samples)}h", *samples), _RATE)


def _tone(note: Note) -> list[int]:
    """A tone that rises at once, dies away and ends in silence."""
    count = round(note.seconds * _RATE)
    loudness = [32767 * _PEAK * _loudness(n / _RATE, note.seconds) for n in range(count)]
    return [round(loudness[n] * _wave(note.pitch * n / _RATE)) for n in range(count)]


def _loudness(at: float, seconds: float) -> float:
    return min(1.0, at / _RISE_S) * (1 - at / seconds) ** 2


def _wave(turns: float) -> float:
    return (math.sin(2 * math.pi * turns) + _OCTAVE * math.sin(4 * math.pi * turns)) / (1 + _OCTAVE)


class Earcons:
    """A modality that only sounds. Loop thread.

    It joins after the one that speaks: that one silences what was said before, then this queues its sound, and the
    words of the new page, which are made later, come behind it. So no sound lies over words. The speaker's volume is
    set by who speaks, from the same modes.
    """

    def __init__(self, speaker: Output, speaking: Callable[[], bool]) -> None:
        """`speaking`: is anything being said now? A key that is taken meanwhile makes no sound."""
        self._speaker = speaker
        self._speaking = speaking
        self._by_keys = False
        self._scene = 0
        self._draft = ""
        self._notice = Notice(NOTHING)
        self._warned = False

    def show(self, scene: Scene, modes: Modes) -> None:
        """A new page: what was touched was taken. The same one in other modes makes no sound."""
        self._by_keys = modes.keypad
        if scene.id != self._scene:
            self._scene, self._draft, self._notice = scene.id, "", Notice(NOTHING)
            self._play(_of(scene.prompt))

    def edit(self, scene_id: int, draft: str) -> None:
        """A key was taken: one sound for all of them, so that nobody hears which. By keys and ear it is spoken."""
        if scene_id == self._scene and draft != self._draft:
            self._draft = draft
            if not self._by_keys and not self._speaking():
                self._play(Earcon.ACCEPTED)

    def focus(self, scene_id: int, item_id: str) -> None:
        """The keypad's focus is spoken."""

    def notice(self, notice: Notice) -> None:
        """One that must not be missed is heard, once; others are only read."""
        if notice.attention and notice != self._notice:
            self._play(Earcon.ATTENTION)
        self._notice = notice

    def caption(self, words: str) -> None:
        """Words are not our part."""

    def warn_idle(self, warning: IdleWarning) -> None:
        """The question whether somebody is here is heard when it comes up, not every second."""
        asked = warning.seconds_left is not None
        if asked and not self._warned:
            self._play(Earcon.ATTENTION)
        self._warned = asked

    def clear(self, _gone: Gone) -> None:
        """Nobody is here: nothing is kept, nothing is heard."""
        self._scene, self._draft, self._notice, self._warned, self._by_keys = 0, "", Notice(NOTHING), False, False

    def _play(self, earcon: Earcon) -> None:
        self._speaker.play(sound_of(earcon))


def _of(prompt: AnyPrompt) -> Earcon:
    match prompt:
        case Farewell():
            return Earcon.FAREWELL
        case Act():
            return Earcon.DONE
    return Earcon.ACCEPTED
