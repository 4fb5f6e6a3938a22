"""Plays sound into the handset of the demo, for the terminal's real microphone to hear. Nothing is written to disk."""

import subprocess
import threading
from collections.abc import Mapping

from hardware.speaker.contract import Sound
from kiosk.app.demo.screen import MOUTHPIECE

_STARTS_S = 10.0


class NoMouthError(OSError):
    """There is no sound server to play to."""


class Mouthpiece:
    """What is played here the microphone `HANDSET` hears. Blocks; from any thread."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """`environment` leads to the sound server of `virtual_loudspeaker`."""
        self._server = environment.get("PULSE_SERVER", "")
        if not self._server:
            raise NoMouthError("no sound server: is pulseaudio installed?")

    def play(self, sound: Sound) -> None:
        """Play a sound to its end."""
        with self.playing(sound) as player:
            player.wait(sound.seconds + _STARTS_S)

    def playing(self, sound: Sound) -> "_Player":
        """A sound that plays as long as this lasts, at most to its end."""
        return _Player(self._server, sound)


class _Player:
    """paplay with the samples on its standard input, in memory all the way."""

    def __init__(self, server: str, sound: Sound) -> None:
        self._words = ["paplay", "-s", server, "-d", MOUTHPIECE, "--raw", "--format=s16le", "--channels=1"]
        self._words += [f"--rate={sound.rate}", "--latency-msec=50"]
        self._sound = sound

    def __enter__(self) -> "_Player":
        self._process = subprocess.Popen(self._words, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._feeding = threading.Thread(target=self._feed, name="mouthpiece", daemon=True)
        self._feeding.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._feeding.join()

    def wait(self, most_s: float) -> None:
        """Until it was played to its end. Raises NoMouthError when that does not come."""
        try:
            if self._process.wait(most_s):
                raise NoMouthError("the sound could not be played")
        except subprocess.TimeoutExpired:
            raise NoMouthError("the sound does not end") from None

    def _feed(self) -> None:
        assert self._process.stdin is not None
        try:
            with self._process.stdin as pipe:
                pipe.write(self._sound.pcm)
        except OSError:  # it was silenced before its end
            return
