"""What happens to a voice on its way to the microphone: rates, levels, noise, a room. All of it from a seed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Sound = npt.NDArray[np.float32]

RATE = 16_000
SPEECH_DBFS = -26.0
"""The level of speech in every clip: root mean square of its loud parts."""
FLOOR_DBFS = -66.0
"""No microphone is silent; zeros would help recognition."""
LEAD_S, TAIL_S = 0.3, 0.5
RT60_S = 0.5
DIRECT_TO_REVERB_DB = 5.0
"""At an arm's length in a hall of 200 m3: its critical distance is 1.1 m, the mouth is at 0.6 m."""
_FRAME = 320


def resampled(sound: "Sound", rate: int) -> "Sound":
    """The sound at 16 kHz, by way of its spectrum: no ripple, and no library."""
    import numpy as np

    if rate == RATE:
        return sound
    wanted = round(len(sound) * RATE / rate)
    spectrum = np.fft.rfft(sound)
    kept = np.zeros(wanted // 2 + 1, complex)
    both = min(len(kept), len(spectrum))
    kept[:both] = spectrum[:both]
    return (np.fft.irfft(kept, wanted) * (wanted / len(sound))).astype(np.float32)


def trimmed(sound: "Sound") -> "Sound":
    """The sound from its first loud frame to its last."""
    import numpy as np

    loud = np.flatnonzero(_frames(sound) > np.max(_frames(sound)) * 0.02)
    return sound[loud[0] * _FRAME : (loud[-1] + 2) * _FRAME] if len(loud) else sound


def levelled(sound: "Sound", dbfs: float = SPEECH_DBFS) -> "Sound":
    """The sound with its loud parts at this level."""
    import numpy as np

    return (sound * (_amplitude(dbfs) / max(_loudness(sound), 1e-9))).astype(np.float32)


def placed(sound: "Sound") -> "Sound":
    """The sound with a moment of nothing before and behind it."""
    import numpy as np

    return np.pad(sound, (int(LEAD_S * RATE), int(TAIL_S * RATE))).astype(np.float32)


def in_room(sound: "Sound", random: "np.random.Generator") -> "Sound":
    """The sound as a room gives it back: the direct way, and noise that fades by 60 dB in RT60_S."""
    import numpy as np

    seconds = np.arange(int(RT60_S * 1.2 * RATE)) / RATE
    tail = random.standard_normal(len(seconds)) * 10 ** (-3 * seconds / RT60_S)
    tail[: int(0.003 * RATE)] = 0
    tail *= np.sqrt(10 ** (-DIRECT_TO_REVERB_DB / 10) / np.sum(tail**2))
    tail[0] = 1.0
    size = len(sound) + len(tail) - 1
    wet = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)[: len(sound)]
    return levelled(wet.astype(np.float32))


def mixed(sound: "Sound", noise: "Sound", snr_db: float, random: "np.random.Generator") -> "Sound":
    """The sound with a piece of the noise under it, so much weaker than its loud parts."""
    import numpy as np

    start = int(random.integers(0, len(noise) - len(sound)))
    piece = noise[start : start + len(sound)]
    wanted = _loudness(sound) * 10 ** (-snr_db / 20)
    return (sound + piece * (wanted / max(float(np.sqrt(np.mean(piece**2))), 1e-9))).astype(np.float32)


def floored(sound: "Sound", random: "np.random.Generator") -> "Sound":
    """The sound with the noise that every microphone has."""
    import numpy as np

    return (sound + random.standard_normal(len(sound)) * _amplitude(FLOOR_DBFS)).astype(np.float32)


def pink(seconds: float, random: "np.random.Generator") -> "Sound":
    """Noise with as much power in each octave."""
    import numpy as np

    size = int(seconds * RATE)
    spectrum = np.fft.rfft(random.standard_normal(size))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 20))
    return np.fft.irfft(spectrum, size).astype(np.float32)


def babble(voices: "Sequence[Sequence[Sound]]", seconds: float) -> "Sound":
    """All voices at once: each says its own sentences one behind the other, over and over."""
    import numpy as np

    size = int(seconds * RATE)
    together = np.zeros(size, np.float32)
    for number, sentences in enumerate(voices):
        said = np.concatenate([levelled(trimmed(one)) for one in sentences])
        together += np.resize(np.roll(said, number * RATE), size)
    return together


def write_wav(path: Path, sound: "Sound") -> None:
    """16-bit mono at 16 kHz; too loud is cut, as a microphone does it."""
    import wave

    import numpy as np

    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


def read_wav(path: Path) -> "Sound":
    """16-bit mono of any rate, at 16 kHz."""
    import wave

    import numpy as np

    with wave.open(str(path), "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32768
        return resampled(samples.astype(np.float32), file.getframerate())


def _frames(sound: "Sound") -> "Sound":
    import numpy as np

    whole = sound[: len(sound) // _FRAME * _FRAME].reshape(-1, _FRAME)
    return np.sqrt(np.mean(whole**2, axis=1)) if len(whole) else np.zeros(1, np.float32)


def _loudness(sound: "Sound") -> float:
    import numpy as np

    frames = _frames(sound)
    loud = frames[frames > np.max(frames) * 0.1]
    return float(np.sqrt(np.mean(loud**2))) if len(loud) else 0.0


def _amplitude(dbfs: float) -> float:
    return float(10 ** (dbfs / 20))
