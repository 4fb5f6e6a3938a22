"""espeak-ng through its own command: one short process a sentence, nothing shared, nothing to hang for long."""

import subprocess

from hardware.speaker.contract import Sound
from kiosk.pinyin.spelling import spell, without_digits
from kiosk.visit.modes import Tongue
from kiosk.voice.contract import Reading
from kiosk.voice.engine import EngineFault
from kiosk.voice.espeak_pace import espeak_rate

VOICES = {Reading.MANDARIN: "cmn-latn-pinyin", Reading.CANTONESE: "yue"}
ENGLISH = "en-us"
RATE = 22_050
_DEADLINE_S = 3.0
_WAV_HEADER = 44


class EspeakCommand:
    """`espeak-ng --stdin --stdout`: the words go through a pipe, for arguments are seen by everybody on the machine."""

    name = "espeak"

    def speak(
        self, words: str, pace: float, tongue: Tongue = Tongue.CHINESE, reading: Reading = Reading.MANDARIN
    ) -> Sound:
        """Run the command once."""
        spelt = _spelt(words, tongue, reading)
        if not spelt:
            raise EngineFault("unsayable")
        voice = ENGLISH if tongue is Tongue.ENGLISH else VOICES[reading]
        command = ("espeak-ng", "-v", voice, "-s", str(espeak_rate(pace, tongue, reading)), "--stdin", "--stdout")
        try:
            done = subprocess.run(command, input=spelt.encode(), capture_output=True, timeout=_DEADLINE_S, check=False)
        except subprocess.TimeoutExpired:
            raise EngineFault("hung") from None  # the exception would carry the words
        except OSError:
            raise EngineFault("no_espeak") from None
        if done.returncode or len(done.stdout) <= _WAV_HEADER:
            raise EngineFault("empty")
        pcm = done.stdout[_WAV_HEADER:]
        return Sound(pcm[: len(pcm) // 2 * 2], RATE)


def _spelt(words: str, tongue: Tongue, reading: Reading) -> str:
    """Mandarin in pinyin, Cantonese in hanzi, English as it stands; nothing if there is nothing to say in it."""
    if tongue is Tongue.CHINESE and reading is Reading.MANDARIN:
        return spell(words)
    if tongue is Tongue.CHINESE:
        words = without_digits(words).replace("幺", "一")  # a Mandarin word for one, which nobody says in Cantonese
    return words if any(c.isalnum() for c in words) else ""
