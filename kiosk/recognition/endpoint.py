"""Where an utterance begins and ends, judged by how likely each block of 32 ms is speech; without any sound."""

from enum import Enum, auto

from kiosk.recognition.contract import LONGEST_S, RATE, Asked

BLOCK_SAMPLES = 512
BLOCK_S = BLOCK_SAMPLES / RATE
SPEAKS = 0.5
"""A block as likely as this is speech (Silero's own default)."""
GOES_ON = 0.35
"""Within speech a block as likely as this still is: consonants and breath are no ends."""
HUSH_S = 0.3
"""After so much silence the words are worked out in advance: most pauses within a sentence are shorter."""
_BEGINS_BLOCKS = 3
"""A click is shorter than this; no syllable is."""
_SHORT_WORD_BLOCKS = 2


class Judgement(Enum):
    """What a block means to the utterance."""

    NOTHING = auto()
    BEGAN = auto()
    HUSHED = auto()  # she is silent since HUSH_S: perhaps that was all
    RESUMED = auto()  # no, she goes on
    ENDED = auto()
    TOO_LONG = auto()
    SILENT = auto()  # nobody spoke, and patience is over


class Endpoint:
    """Takes one probability a block, in order; after ENDED, TOO_LONG or SILENT it is used up."""

    def __init__(self, asked: Asked) -> None:
        self._pause = max(1, round(asked.pause_s / BLOCK_S))
        self._hush = min(self._pause, round(HUSH_S / BLOCK_S))
        self._patience = round(asked.patience_s / BLOCK_S)
        self._longest = round(LONGEST_S / BLOCK_S)
        self._blocks = 0
        self._run = 0
        self._spoken = 0
        self._began: int | None = None
        self._last = 0

    @property
    def began(self) -> int | None:
        """The number of blocks before the one that speech began with; None: it has not."""
        return self._began

    @property
    def last(self) -> int:
        """The number of blocks up to the end of the last one that was speech."""
        return self._last

    @property
    def hushed(self) -> bool:
        """Is it silent after speech, long enough for the words to be worked out?"""
        return self._began is not None and self._blocks - self._last >= self._hush

    @property
    def perhaps_spoke(self) -> bool:
        """Was there anything like speech, perhaps a word too short to begin an utterance?"""
        return self._began is not None or self._spoken >= _SHORT_WORD_BLOCKS

    def take(self, likely: float) -> Judgement:
        """Judge the next block."""
        was_hushed = self.hushed
        self._blocks += 1
        return self._wait(likely) if self._began is None else self._follow(likely, was_hushed)

    def _wait(self, likely: float) -> Judgement:
        self._spoken += likely >= GOES_ON
        self._run = self._run + 1 if likely >= SPEAKS else 0
        if self._run >= _BEGINS_BLOCKS:
            self._began, self._last = self._blocks - self._run, self._blocks
            return Judgement.BEGAN
        return Judgement.SILENT if self._blocks >= self._patience else Judgement.NOTHING

    def _follow(self, likely: float, was_hushed: bool) -> Judgement:
        assert self._began is not None
        if likely >= (SPEAKS if was_hushed else GOES_ON):
            self._last = self._blocks
        silent = self._blocks - self._last
        if silent >= self._pause:
            return Judgement.ENDED
        if self._blocks - self._began >= self._longest:
            return Judgement.TOO_LONG
        if was_hushed and not self.hushed:
            return Judgement.RESUMED
        return Judgement.HUSHED if self.hushed and not was_hushed else Judgement.NOTHING
