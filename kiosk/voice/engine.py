"""What runs inside the child process: an engine that makes sound of a sentence, and what can be expected of it."""

import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hardware.speaker.contract import Sound
from kiosk.visit.modes import Tongue
from kiosk.voice.contract import Reading

WARMING = "warming"
"""The reason of an engine that is still being loaded."""
NOISE = 200  # samples below this are not heard
_PAUSE_S = 0.12
_LONG_PAUSE_S = 0.28
_LONG_PAUSES = "。！？!?."


class EngineFault(Exception):
    """The engine gave no usable sound; `reason` is a key and never the sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Engine(Protocol):
    """One way to speak."""

    name: str

    def speak(
        self, words: str, pace: float, tongue: Tongue = Tongue.CHINESE, reading: Reading = Reading.MANDARIN
    ) -> Sound:
        """Make sound of words, `pace` times as fast as usual; raises EngineFault, also for a tongue it has not."""
        ...


@runtime_checkable
class PartingEngine(Engine, Protocol):
    """An engine whose sound begins before all of it is made."""

    def parts(self, words: str, pace: float, tongue: Tongue, reading: Reading) -> Iterator[Sound]:
        """What `speak` makes, piece by piece without gaps; raises EngineFault before the first piece."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Spoken:
    """A part of the sound, the engine that made it, and the key of why the first one did not, if it did not."""

    sound: Sound
    engine: str
    instead: str = ""
    last: bool = True


class EngineChain:
    """The first engine that can; in the order of liking."""

    name = "chain"

    def __init__(self, engines: Sequence[Engine], missing: str = "") -> None:
        """`missing` tells why an engine that should have been the first could not be loaded."""
        self._engines = tuple(engines)
        self._missing = missing

    def speak(
        self, words: str, pace: float, tongue: Tongue = Tongue.CHINESE, reading: Reading = Reading.MANDARIN
    ) -> Sound:
        """All of the sound at once."""
        return joined([part.sound for part in self.parts(words, pace, tongue, reading)])

    def parts(
        self, words: str, pace: float, tongue: Tongue = Tongue.CHINESE, reading: Reading = Reading.MANDARIN
    ) -> Iterator[Spoken]:
        """Ask one engine after the other, and tell which of them spoke; raises the last one's EngineFault."""
        instead = self._missing
        fault = EngineFault("no_engine")
        for engine in self._engines:
            made = trimmed(_parts_of(engine, words, pace, tongue, reading), words, pace)
            try:
                sound, last = next(made)
            except EngineFault as error:
                fault = error
                instead = instead or error.reason
                continue
            yield Spoken(sound, engine.name, instead, last)
            yield from (Spoken(sound, engine.name, instead, last) for sound, last in made)
            return
        raise fault


def joined(sounds: Sequence[Sound]) -> Sound:
    """Sounds of one rate, one behind the other."""
    return Sound(b"".join(sound.pcm for sound in sounds), sounds[0].rate)


def _parts_of(engine: Engine, words: str, pace: float, tongue: Tongue, reading: Reading) -> Iterator[Sound]:
    if isinstance(engine, PartingEngine):
        yield from engine.parts(words, pace, tongue, reading)
    else:
        yield engine.speak(words, pace, tongue, reading)


def paused(sound: Sound, words: str, pace: float) -> Sound:
    """The sound without the engine's own silence around it, and with the pause that the last sign asks for."""
    return joined([part for part, _ in trimmed(iter([sound]), words, pace)])


def trimmed(parts: Iterator[Sound], words: str, pace: float) -> Iterator[tuple[Sound, bool]]:
    """The parts without silence around them, with the pause that the last sign asks for, and whether it is the last.

    Raises EngineFault where all is silence.
    """
    waiting: Sound | None = None
    for part in parts:
        if waiting is not None:
            yield waiting, False
            waiting = part
        else:
            waiting = _from_first_sound(part)
    if waiting is None:
        raise EngineFault("silent")
    yield Sound(_to_last_sound(waiting).pcm + _pause_after(words, pace, waiting.rate), waiting.rate), True


def _from_first_sound(sound: Sound) -> Sound | None:
    """What follows the silence that it begins with; None: it is nothing but silence."""
    samples = array.array("h", sound.pcm)
    first = next((n for n, sample in enumerate(samples) if abs(sample) > NOISE), None)
    return None if first is None else Sound(sound.pcm[2 * first :], sound.rate)


def _to_last_sound(sound: Sound) -> Sound:
    samples = array.array("h", sound.pcm)
    last = next((n for n in reversed(range(len(samples))) if abs(samples[n]) > NOISE), -1)
    return Sound(sound.pcm[: 2 * (last + 1)], sound.rate)


def _pause_after(words: str, pace: float, rate: int) -> bytes:
    pause = _LONG_PAUSE_S if words.rstrip()[-1:] in _LONG_PAUSES else _PAUSE_S
    return bytes(2 * int(rate * pause / pace))
