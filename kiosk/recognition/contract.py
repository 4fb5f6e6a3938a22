"""What recognition does for the terminal: sound of one utterance in, words out. Engines change; this does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from kiosk.visit.modes import MANDARIN

RATE = 16_000
LONGEST_S = 15.0
"""What is said in one breath to a terminal; longer is cut, and said to be cut."""


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that lies on this machine: what the child needs to load it.

    `runtime` names the adapter (`faster-whisper`, `vosk`, `sherpa-onnx/from_paraformer`); `options` are its own.
    """

    id: str
    runtime: str
    folder: Path
    dialects: tuple[str, ...] = ()
    options: Mapping[str, str | int | float | bool] = field(default_factory=dict)


class EarState(StrEnum):
    """How recognition is."""

    STARTING = "starting"
    READY = "ready"
    RESTING = "resting"  # it broke, or there is no model; it is tried again, and keys and touch go on
    CLOSED = "closed"


class End(StrEnum):
    """Why an utterance ended."""

    SPOKEN = "spoken"  # she stopped speaking
    RELEASED = "released"  # she let the key go
    SILENCE = "silence"  # nobody said anything
    TOO_LONG = "too_long"  # what was said up to then counts
    BROKEN = "broken"  # the child, the engine or the microphone was lost: nothing was heard


@dataclass(frozen=True, slots=True)
class Asked:
    """How to listen to one utterance.

    `dialect` chooses the engine. `phrases` are what is likely to be said here, for engines that can be told. `pause_s`
    of silence end the utterance; `patience_s` is how long a beginning is waited for. Where a number is asked for,
    it has `fewest_digits` to `most_digits`; 0 at most: none is.
    """

    dialect: str = MANDARIN
    phrases: tuple[str, ...] = ()
    pause_s: float = 0.8
    patience_s: float = 6.0
    language: str = "zh"
    fewest_digits: int = 0
    most_digits: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Heard:
    """The words of an utterance, as an engine wrote them. Its repr tells nothing of what was said.

    `others` are the engine's next guesses. `likely` is the mean logarithm of the probability of each part, 0 is
    certainty; -inf where an engine cannot say. `speech_s` is how long somebody spoke, `spent_s` what recognition
    took after the end. `number` is what it is as digits alone, where a number was asked for and the engine can be
    bound to them; `number_likely` as `likely`.
    """

    words: str
    others: tuple[str, ...] = ()
    likely: float = float("-inf")
    engine: str = ""
    dialect: str = MANDARIN
    speech_s: float = 0.0
    spent_s: float = 0.0
    number: str = ""
    number_likely: float = float("-inf")

    def __repr__(self) -> str:
        return f"Heard({self.engine}, {self.speech_s:.1f} s)"


class RecognitionFault(Exception):
    """Recognition could not do it now; `reason` is a key and never what was said."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Listener(Protocol):
    """Who wants to know what is heard. All methods are called on the loop thread."""

    def began(self) -> None:
        """Somebody speaks now."""
        ...

    def partial(self, words: str) -> None:
        """Words as they are being heard; later ones replace them."""
        ...

    def paused(self, words: str) -> None:
        """She is silent for a moment, and these are all her words so far: perhaps that was all (`Utterance.settle`)."""
        ...

    def decided(self) -> None:
        """Her words are being worked out, and no more sound is taken: close the microphone. At most once."""
        ...

    def ended(self, end: End, heard: Heard | None) -> None:
        """The utterance is over, once; `heard` is None where nothing was."""
        ...


class Utterance(Protocol):
    """One turn of listening. It keeps its sound, in memory, until the next one begins or `forget`."""

    def feed(self, pcm: bytes, seq: int) -> None:
        """A block of the microphone's (16-bit little-endian mono at 16 kHz); from any thread. `seq` tells of gaps."""
        ...

    def finish(self) -> None:
        """The key was let go: what was said until now counts."""
        ...

    def settle(self) -> None:
        """What `paused` told was all: it ends now, unless she has gone on speaking since."""
        ...

    def cancel(self) -> None:
        """Nobody wants to know any more; `ended` is not called."""
        ...

    async def score(self, phrases: Sequence[str]) -> tuple[float, ...]:
        """How well the sound fits each phrase: the mean logarithm of the probability of its parts; 0 is certainty.

        Empty where the engine cannot score a given text. Call it after `ended`. Raises RecognitionFault.
        """
        ...

    async def look_again(self) -> Heard | None:
        """The words of the same sound once more, with more care: two seconds of work, for who would else be asked back.

        None where the engine has no better way than its first, or heard nothing. What is scored afterwards is held
        against this look. Call it after `ended`. Raises RecognitionFault, also when it is forgotten meanwhile.
        """
        ...

    def forget(self) -> None:
        """Wipe the sound."""
        ...


class Recogniser(Protocol):
    """Ears without a microphone. All methods are called on the loop thread; one utterance at a time."""

    @property
    def state(self) -> EarState:
        """How recognition is now."""
        ...

    def engine_for(self, dialect: str) -> str:
        """The id of the model that would hear this dialect; empty: none."""
        ...

    async def warm(self, dialect: str = MANDARIN) -> None:
        """Load what hears this dialect, and drop the other dialects' engine; raises RecognitionFault."""
        ...

    def listen(self, asked: Asked, listener: Listener) -> Utterance:
        """Begin an utterance; one that was going on is cancelled. Raises RecognitionFault when nothing can hear."""
        ...

    async def close(self) -> None:
        """End the child."""
        ...
