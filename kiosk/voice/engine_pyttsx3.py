"""espeak-ng through pyttsx3: its file goes to memory, and is believed only when it can be true.

pyttsx3 2.99 returns from `runAndWait` before the file is there, and a new rate may reach espeak one sentence late or
not at all (measured, docs/devices/speaker.md). So this waits for the end to be told, compares the length with what so
many syllables take, tries once more, and else says so: the next engine of the chain speaks instead.
"""

import os
import threading
import wave

import pyttsx3

from hardware.speaker.contract import Sound
from kiosk.pinyin.spelling import count_syllables, spell
from kiosk.visit.modes import Tongue
from kiosk.voice.contract import Reading
from kiosk.voice.engine import EngineFault, paused
from kiosk.voice.espeak_pace import espeak_rate, seconds_of

VOICE = "sit/cmn-latn-pinyin"
_TRIES = 2
_DEADLINE_S = 2.0
_HEADER = 44
_TOLERANCE = 1.35
_SLACK_S = 0.35


class Pyttsx3:
    """One pyttsx3 engine for the life of the process; it never opens the sound card."""

    name = "pyttsx3"

    def __init__(self) -> None:
        self._engine = pyttsx3.init("espeak")  # type: ignore[no-untyped-call]
        self._done = threading.Event()
        self._engine.connect("finished-utterance", self._finished)
        self._engine.setProperty("voice", VOICE)
        self._rate = 0
        # A file in memory: what is said to one person is never written to a disk.
        self._file = os.memfd_create("speech")
        self._path = f"/proc/self/fd/{self._file}"

    def speak(
        self, words: str, pace: float, tongue: Tongue = Tongue.CHINESE, reading: Reading = Reading.MANDARIN
    ) -> Sound:
        """Speak into memory, and believe it only when it is as long as it should be.

        Mandarin only: a new voice would reach espeak as late as a new rate does, and no English syllables are counted
        here by which that could be heard. The next engine of the chain speaks English and Cantonese.
        """
        if tongue is not Tongue.CHINESE or reading is not Reading.MANDARIN:
            raise EngineFault("mandarin_only")
        spelt = spell(words)
        if not spelt:
            raise EngineFault("unsayable")
        expected = seconds_of(count_syllables(spelt), pace)
        fault = EngineFault("empty")
        for _ in range(_TRIES):
            try:
                return self._checked(self._speak_once(spelt, espeak_rate(pace)), words, expected)
            except EngineFault as error:
                fault = error
                self._rate = 0
        raise fault

    def _speak_once(self, spelt: str, rate: int) -> Sound:
        os.ftruncate(self._file, 0)
        self._done.clear()
        if rate != self._rate:
            self._engine.setProperty("rate", rate)
            self._rate = rate
        self._engine.save_to_file(spelt, self._path)
        self._engine.runAndWait()
        if not self._done.wait(_DEADLINE_S):
            raise EngineFault("late")
        if os.fstat(self._file).st_size <= _HEADER:
            raise EngineFault("empty")
        with wave.open(self._path, "rb") as spoken:
            return Sound(spoken.readframes(spoken.getnframes()), spoken.getframerate())

    def _checked(self, sound: Sound, words: str, expected: float) -> Sound:
        heard = paused(sound, words, 1.0).seconds
        if not expected / _TOLERANCE - _SLACK_S <= heard <= expected * _TOLERANCE + _SLACK_S + 0.3:
            raise EngineFault("wrong_length")
        return sound

    def _finished(self, **_told: object) -> None:
        self._done.set()
