"""espeak-ng through its own command: one short process a sentence, nothing shared, nothing to hang for long."""

import subprocess

from hardware.speaker.contract import Sound
from kiosk.pinyin.spelling import spell
from kiosk.visit.modes import Tongue
from kiosk.voice.engine import EngineFault
from kiosk.voice.espeak_pace import espeak_rate

VOICES = {Tongue.CHINESE: "cmn-latn-pinyin", Tongue.ENGLISH: "en-us"}
RATE = 22_050
_DEADLINE_S = 3.0
_WAV_HEADER = 44


class EspeakCommand:
    """`espeak-ng --stdin --stdout`: the words go through a pipe, for arguments are seen by everybody on the machine."""

    name = "espeak"

    def speak(self, words: str, pace: float, tongue: Tongue = Tongue.CHINESE) -> Sound:
        """Run the command once."""
        spelt = _spelt(words, tongue)
        if not spelt:
            raise EngineFault("unsayable")
        command = ("espeak-ng", "-v", VOICES[tongue], "-s", str(espeak_rate(pace, tongue)), "--stdin", "--stdout")
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


def _spelt(words: str, tongue: Tongue) -> str:
    """Chinese in pinyin; English as it stands, if there is anything to say in it."""
    if tongue is Tongue.CHINESE:
        return spell(words)
    return words if any(c.isalnum() for c in words) else ""
