"""What a microphone may hear in a hall besides a clear word: music, murmur, shouting, nothing at all."""

import array
import math
import random
from collections.abc import Sequence

from hardware.speaker.contract import Sound

RATE = 16_000
_FULL = 32_767


def silence(seconds: float, rate: int = RATE) -> Sound:
    """Digital silence, as a microphone whose cable is out gives it."""
    return Sound(bytes(2 * round(seconds * rate)), rate)


def hush(seconds: float, loud: float = 30.0, seed: int = 1) -> Sound:
    """A quiet room: a little white noise."""
    dice = random.Random(seed)
    return _sound([loud * dice.uniform(-1, 1) for _ in range(round(seconds * RATE))])


def music(seconds: float, loud: float = 6_000.0) -> Sound:
    """Chords that change twice a second, each note with overtones that fade."""
    chords = ((262, 330, 392), (220, 262, 330), (175, 220, 262), (196, 247, 294))
    told = []
    for n in range(round(seconds * RATE)):
        at = n / RATE
        chord = chords[int(at * 2) % len(chords)]
        fade = math.exp(-3 * (at * 2 % 1))
        told.append(sum(math.sin(2 * math.pi * f * k * at) / k for f in chord for k in (1, 2, 3)) * fade * loud / 3)
    return _sound(told)


def chirp(seconds: float, low: float = 500.0, high: float = 3_000.0, loud: float = 9_000.0) -> Sound:
    """A tone that rises: no two pieces of it are alike, so its bytes are known again wherever they lie."""
    rise = (high - low) / seconds
    times = (n / RATE for n in range(round(seconds * RATE)))
    return _sound([loud * math.sin(2 * math.pi * (low + rise * at / 2) * at) for at in times])


def shouted(sound: Sound, times: float = 12.0) -> Sound:
    """Far too loud, and torn at the edges."""
    return _sound([times * sample for sample in array.array("h", sound.pcm)], sound.rate)


def together(sounds: Sequence[Sound]) -> Sound:
    """Several at once, as long as the longest."""
    (rate,) = {sound.rate for sound in sounds}
    samples = [array.array("h", sound.pcm) for sound in sounds]
    longest = max(map(len, samples))
    return _sound([float(sum(s[n] for s in samples if n < len(s))) for n in range(longest)], rate)


def in_a_row(sounds: Sequence[Sound], pause_s: float = 0.1) -> Sound:
    """One after the other."""
    (rate,) = {sound.rate for sound in sounds}
    pause = bytes(2 * round(pause_s * rate))
    return Sound(pause.join(sound.pcm for sound in sounds), rate)


def cut(sound: Sound, seconds: float) -> Sound:
    """Its beginning."""
    return Sound(sound.pcm[: 2 * round(seconds * sound.rate)], sound.rate)


def _sound(samples: Sequence[float], rate: int = RATE) -> Sound:
    whole = (max(-_FULL - 1, min(_FULL, round(sample))) for sample in samples)
    return Sound(array.array("h", whole).tobytes(), rate)
