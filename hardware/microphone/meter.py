"""How loud a microphone's blocks are, and what is doubtful about them."""

from __future__ import annotations  # array.array is generic for the checker only

import array
import math

from hardware.microphone.contract import BLOCK_SAMPLES, RATE, Block, MicrophoneWarning

NOTHING = -100.0
_FULL = 32_767
_BLOCKS_A_SECOND = RATE / BLOCK_SAMPLES
# No real microphone is this quiet: the last bit of its converter trembles.
DEAD_S = 5.0
_DEAD_BLOCKS = round(DEAD_S * _BLOCKS_A_SECOND)
# Samples at the end of the scale in a block, and blocks of that kind in the last ones.
_TORN_SAMPLES = 8
_TORN_MEMORY = 0.995
_TORN_ENOUGH = 8.0


def dbfs(samples: array.array[int]) -> float:
    """The level of samples: 0 is the loudest square wave, -100 is nothing."""
    if not samples:
        return NOTHING
    mean = sum(sample * sample for sample in samples) / len(samples)
    return max(NOTHING, 10 * math.log10(mean / (_FULL * _FULL))) if mean else NOTHING


class Meter:
    """Watches blocks, on the thread that tells them; is read from any. Keeps numbers, no sound."""

    def __init__(self) -> None:
        self._level: float | None = None
        self._zeros = 0
        self._torn = 0.0

    @property
    def level(self) -> float | None:
        """The level of the last block."""
        return self._level

    def take(self, block: Block) -> None:
        """Look at one block."""
        samples = array.array("h", block.pcm)
        self._level = dbfs(samples)
        self._zeros = 0 if any(samples) else self._zeros + 1
        torn = sum(abs(sample) >= _FULL for sample in samples) >= _TORN_SAMPLES
        self._torn = self._torn * _TORN_MEMORY + torn

    def rest(self) -> None:
        """Nobody listens any more: there is no level. What was doubtful stays so until it is heard again."""
        self._level = None
        self._zeros = self._zeros if self._zeros >= _DEAD_BLOCKS else 0

    def warnings(self) -> tuple[str, ...]:
        """What is doubtful now, for the device's status."""
        found = []
        if self._zeros >= _DEAD_BLOCKS:
            found.append(MicrophoneWarning.SILENT.value)
        if self._torn >= _TORN_ENOUGH:
            found.append(MicrophoneWarning.CLIPPING.value)
        return tuple(found)
