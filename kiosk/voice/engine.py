"""What runs inside the child process: an engine that makes sound of a sentence, and what can be expected of it."""

import array
from collections.abc import Sequence
from typing import Protocol

from hardware.speaker.contract import Sound
from kiosk.visit.modes import Tongue

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
    """One way to speak. The natural voice of the voice issue is one more of these."""

    name: str

    def speak(self, words: str, pace: float, tongue: Tongue = Tongue.CHINESE) -> Sound:
        """Make sound of words, `pace` times as fast as usual; raises EngineFault, also for a tongue it has not."""
        ...


class EngineChain:
    """The first engine that can; in the order of liking."""

    name = "chain"

    def __init__(self, engines: Sequence[Engine]) -> None:
        self._engines = tuple(engines)

    def speak(self, words: str, pace: float, tongue: Tongue = Tongue.CHINESE) -> Sound:
        """Ask one engine after the other."""
        fault = EngineFault("no_engine")
        for engine in self._engines:
            try:
                return paused(engine.speak(words, pace, tongue), words, pace)
            except EngineFault as error:
                fault = error
        raise fault


def paused(sound: Sound, words: str, pace: float) -> Sound:
    """The sound without the engine's own silence around it, and with the pause that the last sign asks for."""
    samples = array.array("h", sound.pcm)
    loud = (n for n in range(len(samples)) if abs(samples[n]) > NOISE)
    first = next(loud, None)
    if first is None:
        raise EngineFault("silent")
    last = next(n for n in reversed(range(len(samples))) if abs(samples[n]) > NOISE)
    pause = _LONG_PAUSE_S if words.rstrip()[-1:] in _LONG_PAUSES else _PAUSE_S
    silence = array.array("h", bytes(2 * int(sound.rate * pause / pace)))
    return Sound((samples[first : last + 1] + silence).tobytes(), sound.rate)
