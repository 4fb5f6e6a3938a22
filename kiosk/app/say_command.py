"""`kiosk voice say`: a sentence in the terminal's own voice, as a WAV that `kiosk voice evaluate` takes."""

import asyncio
import time
import wave
from pathlib import Path

from hardware.speaker.contract import Sound
from kiosk.app.installed_models import voice_folder
from kiosk.recognition.contract import RATE
from kiosk.visit.modes import MANDARIN
from kiosk.voice.child_voice import ENGINES, ChildVoice, engines_with
from kiosk.voice.contract import How, Reading, VoiceFault
from kiosk.voice.engine import WARMING, joined

_WARM_S = 60.0
_AROUND_S = 0.3
"""Silence before and after: nobody is recorded without it."""
_SIGNATURE = "<i2"


async def sound_of(sentence: str, models: Path, how: How) -> tuple[Sound, str]:
    """A sentence as the terminal says it once its voice is warm, and the engine that said it.

    Raises: VoiceFault
    """
    natural = voice_folder(models, MANDARIN) if how.reading is Reading.MANDARIN else None
    if natural is not None:
        # By itself, so that espeak-ng does not take its turn while the networks are loaded.
        try:
            return await _spoken(ChildVoice(engines=engines_with(natural)[:1]), sentence, how)
        except VoiceFault as fault:
            if fault.reason == "length":
                raise
    return await _spoken(ChildVoice(engines=ENGINES), sentence, how)


def write_wav(sound: Sound, to: Path) -> None:
    """Lay it down as recognition wants it: 16 bits, mono, 16 kHz, with a little silence around.

    Raises: OSError
    """
    silence = bytes(2 * int(_AROUND_S * RATE))
    # Opened here: `wave` leaves half an object behind where it cannot open a file itself.
    with to.open("wb") as stream, wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(silence + at_rate_of_microphone(sound) + silence)


def at_rate_of_microphone(sound: Sound) -> bytes:
    """Its samples at 16 kHz; what is too high for that rate is taken away, and does not come back as hissing."""
    import numpy as np  # heavy, and of use to this command only

    samples = np.frombuffer(sound.pcm, _SIGNATURE)
    length = len(samples) * RATE // sound.rate
    if sound.rate == RATE or not length:
        return sound.pcm
    tones = np.fft.rfft(samples)
    kept = np.zeros(length // 2 + 1, complex)
    both = min(len(kept), len(tones))
    kept[:both] = tones[:both]
    loud = np.fft.irfft(kept, length) * (length / len(samples))
    return loud.clip(-32_768, 32_767).astype(_SIGNATURE).tobytes()


async def _spoken(voice: ChildVoice, sentence: str, how: How) -> tuple[Sound, str]:
    until = time.monotonic() + _WARM_S
    try:
        while True:
            try:
                parts = [part async for part in voice.told_parts(sentence, how)]
            except VoiceFault as fault:
                if fault.reason != WARMING or time.monotonic() > until:
                    raise
                await asyncio.sleep(0.1)
            else:
                return joined([sound for sound, _ in parts]), parts[-1][1]
    finally:
        await voice.close()
