"""What can be tried on a speaker by hand."""

import array
import asyncio
import contextlib
import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.speaker.contract import Sound, Speaker
from hardware.trial import Say, Trial

_RATE = 22_050
_LOUDEST = 12_000
_TONES = (440, 660)
_TONE_S = 0.6
_PATIENCE_S = 15.0  # the first sound waits until the sound process has settled


def tone(hertz: int, seconds: float) -> Sound:
    """A tone that begins and ends softly."""
    length, edge = int(_RATE * seconds), int(_RATE * 0.02)

    def sample(n: int) -> int:
        soft = min(1.0, n / edge, (length - n) / edge)
        return int(soft * _LOUDEST * math.sin(2 * math.pi * hertz * n / _RATE))

    return Sound(array.array("h", map(sample, range(length))).tobytes(), _RATE)


async def say_tone(speaker: Speaker, words: Sequence[str], say: Say) -> None:
    """Play two tones and tell what became of them."""
    if words:
        raise ValueError("say-tone takes no words")
    status = speaker.status
    say(f"{status.state.value} {status.detail}".strip() + f", route {speaker.route.value}")
    for hertz in _TONES:
        heard = await _play(speaker, tone(hertz, _TONE_S))
        say(f"{hertz} Hz: " + ("played to its end" if heard else "silenced"))
    if not status.usable:
        say("there is no sound device: nobody heard that")


async def volume(speaker: Speaker, words: Sequence[str], say: Say) -> None:
    """Set the loudness, and play a tone at it."""
    if len(words) != 1 or not words[0].isdecimal() or int(words[0]) > 100:
        raise ValueError("volume takes a number from 0 to 100")
    speaker.set_volume(int(words[0]))
    await _play(speaker, tone(_TONES[0], _TONE_S))
    say(f"a tone at {words[0]}, route {speaker.route.value}")


async def _play(speaker: Speaker, sound: Sound) -> bool:
    loop = asyncio.get_running_loop()
    done: asyncio.Future[bool] = loop.create_future()

    def settle(heard: bool) -> None:
        if not done.done():
            done.set_result(heard)

    def finished(heard: bool) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody waits
            loop.call_soon_threadsafe(settle, heard)

    speaker.play(sound, finished=finished)
    async with asyncio.timeout(sound.seconds + _PATIENCE_S):
        return await done


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {
        "say-tone": Trial("play two tones, and tell the route", say_tone),
        "volume": Trial("set the loudness, and play a tone at it", volume, ("0-100",)),
    }
)
