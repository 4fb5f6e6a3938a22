"""The sound of one utterance: in memory only, no longer than it is needed, and wiped with zeros."""

from typing import TYPE_CHECKING

import numpy as np

from kiosk.recognition.contract import LONGEST_S
from kiosk.recognition.endpoint import BLOCK_S, BLOCK_SAMPLES

if TYPE_CHECKING:
    from kiosk.recognition.engine import Samples

BEFORE_BLOCKS = round(0.4 / BLOCK_S)
"""Kept from before speech was noticed: a first consonant is too soft to be noticed by itself."""
_MOST_BLOCKS = BEFORE_BLOCKS + round((LONGEST_S + 2.0) / BLOCK_S)


class SoundMemory:
    """Blocks of an utterance, by their number since it began to be listened to. Runs in the child; one thread."""

    def __init__(self) -> None:
        self._samples = np.zeros(_MOST_BLOCKS * BLOCK_SAMPLES, np.int16)
        self._first = 0
        self._blocks = 0

    @property
    def end(self) -> int:
        """The number of blocks that have come."""
        return self._first + self._blocks

    def add(self, block: "memoryview | bytes") -> None:
        """Keep a block of 512 samples; what does not fit any more is left out."""
        if self._blocks < _MOST_BLOCKS:
            at = self._blocks * BLOCK_SAMPLES
            self._samples[at : at + BLOCK_SAMPLES] = np.frombuffer(block, "<i2")
            self._blocks += 1

    def forget_before(self, block: int) -> None:
        """Drop what came more than BEFORE_BLOCKS before a block: nobody spoke."""
        gone = block - BEFORE_BLOCKS - self._first
        if gone > 0:
            kept = (self._blocks - gone) * BLOCK_SAMPLES
            self._samples[:kept] = self._samples[gone * BLOCK_SAMPLES : self._blocks * BLOCK_SAMPLES].copy()
            self._samples[kept : self._blocks * BLOCK_SAMPLES] = 0
            self._first += gone
            self._blocks -= gone

    def samples(self, begin: int, end: int) -> "Samples":
        """The sound from block `begin` up to block `end`, as far as it is here."""
        low = min(max(0, begin - self._first), self._blocks)
        high = min(max(low, end - self._first), self._blocks)
        piece = self._samples[low * BLOCK_SAMPLES : high * BLOCK_SAMPLES]
        return piece.astype(np.float32) / np.float32(32768)

    def wipe(self) -> None:
        """Nothing of it remains."""
        self._samples[:] = 0
        self._first = self._blocks = 0
