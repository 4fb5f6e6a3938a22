"""A mouth that speaks in haste: what is said and captioned stays the same, and takes a fraction of its time."""

from collections.abc import Callable
from dataclasses import replace

from hardware.speaker.contract import Sound, unasked
from kiosk.voice.unheard import Unheard

HASTE = 60


class HastyMouth(Unheard):
    """Implements `kiosk.voice.unheard.Output`; every sound passes `HASTE` times as fast. Loop thread, but `stop`."""

    def play(
        self, sound: Sound, *, started: Callable[[], None] = unasked, finished: Callable[[bool], None] = unasked
    ) -> None:
        """Let the head of the sound pass after those before it."""
        samples = len(sound.pcm) // 2 // HASTE
        super().play(replace(sound, pcm=sound.pcm[: 2 * samples]), started=started, finished=finished)
