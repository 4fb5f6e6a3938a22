"""What runs inside the child process: an engine that makes words of sound, and what can be expected of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from kiosk.recognition.contract import Asked, Heard, InstalledModel

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]
    """Sound: one dimension, 16 kHz, between -1 and 1."""


class EngineFault(Exception):
    """The engine cannot do it; `reason` is a short key in ASCII and never what was said."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Stream(Protocol):
    """An utterance that an engine hears while it is spoken; the one thread of the engine's."""

    def take(self, samples: "Samples") -> str:
        """Hear some more; gives the words up to now, for the screen. Any length, also none."""
        ...

    def end(self) -> Heard:
        """The words of all that was taken; the stream is over."""
        ...


class Engine(Protocol):
    """One way to recognise. Made with an `InstalledModel`; all methods are called on one thread of the child's.

    What it hears it must not write or print anywhere, nor put into an exception.
    """

    name: str
    """The id of its model, for `Heard.engine`."""

    def load(self) -> None:
        """Bring the model into memory; raises EngineFault (`missing`, `broken`, `no_library` ...)."""
        ...

    def close(self) -> None:
        """Let go of the model, and of any sound."""
        ...

    def transcribe(self, samples: "Samples", asked: Asked) -> Heard | None:
        """The words of a whole utterance; None where nobody said anything. Raises EngineFault.

        The engine fills `words`, `others`, `likely` and `engine`; the rest is filled in around it.
        """
        ...

    def look_again(self, samples: "Samples", asked: Asked) -> Heard | None:
        """The words of the same utterance with more care, in two seconds where the first look took a third of one.

        None: it has no better way than its first, or nobody said anything. `samples` are those of the last
        `transcribe`; what `score` is asked afterwards is held against this look. Raises EngineFault.
        """
        ...

    def score(self, samples: "Samples", phrases: Sequence[str], within_s: float) -> tuple[float, ...]:
        """How well sound fits each phrase (mean log-probability of its parts, 0 is certainty); empty: it cannot.

        `samples` are those of the last `transcribe`, so what was worked out for it may be used again. A phrase that was
        not come to within `within_s` scores -inf. Raises EngineFault.
        """
        ...

    def stream(self, asked: Asked) -> Stream | None:
        """Hear an utterance while it is spoken; None: this engine only takes whole ones."""
        ...

    def forget(self) -> None:
        """Wipe what is kept of the last utterance."""
        ...


def _whisper(model: InstalledModel) -> Engine:
    from kiosk.recognition.engine_whisper import WhisperEngine  # each brings a library of its own

    return WhisperEngine(model)


def _vosk(model: InstalledModel) -> Engine:
    from kiosk.recognition.engine_vosk import VoskEngine

    return VoskEngine(model)


def _sherpa(model: InstalledModel) -> Engine:
    from kiosk.recognition.engine_sherpa import SherpaEngine

    return SherpaEngine(model)


ENGINES: Mapping[str, Callable[[InstalledModel], Engine]] = {
    "faster-whisper": _whisper,
    "vosk": _vosk,
    "sherpa-onnx": _sherpa,
}
"""By the first part of `InstalledModel.runtime`, before a `/`."""


def engine(model: InstalledModel) -> Engine:
    """The adapter of a model, not loaded yet; raises EngineFault where there is none."""
    make = ENGINES.get(model.runtime.split("/", 1)[0])
    if make is None:
        raise EngineFault("no_adapter")
    try:
        return make(model)
    except ImportError:
        raise EngineFault("no_library") from None
