"""What the face engine does for the terminal: pictures of one try in, a verdict out. Engines change; this does not.

Nothing heavy is imported here: the terminal's own process never loads a model, and keeps no picture.
"""

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Protocol


class Stake(Enum):
    """What hangs on the answer, with the greatest mean distance that still is the same face.

    STRICT: a false match in 10,000 on the harder strangers of FACE.md. LIGHT: only to greet, or to propose a name of
    her own household. Both hold for grown-ups: children look far more alike, and are never decided by a face.
    """

    STRICT = 0.90
    LIGHT = 0.98


class Step(StrEnum):
    """What she is asked to do. Left and right are hers."""

    FRONT = "front"
    LEFT = "left"
    RIGHT = "right"
    BLINK = "blink"


class Advice(StrEnum):
    """What keeps a picture from being good enough, as she can mend it."""

    NOBODY = "nobody"
    SEVERAL = "several"
    TOO_FAR = "too_far"
    TOO_CLOSE = "too_close"
    AT_THE_EDGE = "at_the_edge"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    BLURRED = "blurred"


class Outcome(StrEnum):
    """How a try ended."""

    SAME = "same"  # a living face, and hers; of a try without references: a living face, and here it is
    OTHER = "other"  # a living face, and not hers
    TOO_SLOW = "too_slow"
    LOST = "lost"  # nobody was seen for too long
    ANOTHER_FACE = "another_face"  # the face changed on the way
    FLAT = "flat"  # it turned as a sheet of paper does
    FROZEN = "frozen"  # the same picture again and again: no camera does that
    NO_REFERENCE = "no_reference"  # in the card's photo no face was found, or the template is of another model
    BROKEN = "broken"  # the engine was lost


LEAST_PORTRAIT_SIDE, MOST_PORTRAIT_SIDE = 64, 1024
"""Pixels. An ID card's photo is 102 x 126."""
MOST_REFERENCES = 8


@dataclass(frozen=True, slots=True, repr=False)
class Portrait:
    """A picture to compare with: rows of red, green, blue from the top, without gaps. Its repr tells nothing."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Template:
    """A face as the engines see it: `vectors` are theirs, little-endian float32, one after the other, dlib's last.

    `model` names the engines that made it; another's is refused. Its repr tells nothing.
    """

    model: str
    vectors: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """One try. `references`: whom to compare with (none: only take her face, at most 8); `stake` decides how near.

    `by_ear`: she is guided by words alone, and has more time.
    """

    references: tuple[Portrait | Template, ...] = field(default=(), repr=False)
    stake: Stake = Stake.STRICT
    by_ear: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What she is to do now, and what is wrong with the newest picture (None: it is good)."""

    step: Step
    advice: Advice | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The end of a try. `which` of the references it is; `template` only where there were none to compare with."""

    outcome: Outcome
    which: int | None = None
    template: Template | None = field(default=None, repr=False)


class EngineState(StrEnum):
    """How the engine is."""

    STARTING = "starting"
    READY = "ready"
    RESTING = "resting"  # no models, or it broke and is tried again; every other way goes on
    CLOSED = "closed"


class Watcher(Protocol):
    """Who wants to know how a try goes. Called on the loop thread."""

    def seen(self, seen: Seen) -> None:
        """A picture was looked at."""
        ...

    def ended(self, verdict: Verdict) -> None:
        """The try is over, once."""
        ...


class Try(Protocol):
    """One try: pictures go in until its verdict comes."""

    def feed(self, width: int, height: int, rgb: bytes | memoryview, seq: int, at: float) -> None:
        """The newest picture; from any thread, never blocks. It is copied, and one that waits gives way to it.

        `seq` and `at` (seconds of time.monotonic) are the camera's.
        """
        ...

    def cancel(self) -> None:
        """Nobody wants to know any more; `ended` is not called. Pictures and vectors of it are wiped."""
        ...


class FaceEngine(Protocol):
    """Eyes without a camera. All methods are called on the loop thread but where said; one try at a time."""

    @property
    def state(self) -> EngineState:
        """How the engine is now."""
        ...

    @property
    def model(self) -> str:
        """What its templates are called; empty where there is no model."""
        ...

    async def warm(self) -> None:
        """Load the models; state says how it went."""
        ...

    def begin(self, asked: Asked, watcher: Watcher) -> Try:
        """Begin a try; one that was going on is cancelled. An engine that rests ends it with BROKEN."""
        ...

    async def close(self) -> None:
        """End the child."""
        ...
