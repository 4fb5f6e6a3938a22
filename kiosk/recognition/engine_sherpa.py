"""sherpa-onnx: the models of the dialects, whole utterances for most, while they are spoken for the streaming ones.

None of these models can score a given text: `score` gives nothing, and the words alone decide.
"""

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kiosk.recognition.contract import RATE, Asked, Heard, InstalledModel
from kiosk.recognition.engine import EngineFault
from kiosk.recognition.sherpa_loaders import loader_of, words_for
from kiosk.recognition.vosk_grammar import written

if TYPE_CHECKING:
    from kiosk.recognition.engine import Samples

SHORTEST_S = 0.1
# The last words of a streaming model come out once it has heard so much more.
TAIL_S = 0.6
_MARKS = re.compile(r"<[^<>]{0,24}>|▁")


class SherpaEngine:
    """Implements `kiosk.recognition.engine.Engine`."""

    def __init__(self, model: InstalledModel) -> None:
        import sherpa_onnx  # brings its own onnxruntime

        self.name = model.id
        self._library = sherpa_onnx
        self._model = model
        self._loader = loader_of(model)
        self._recogniser: Any = None

    def load(self) -> None:
        """Bring the model into memory.

        Raises: EngineFault
        """
        words = words_for(self._model)
        library = self._library.OnlineRecognizer if self._loader.streaming else self._library.OfflineRecognizer
        try:
            self._recogniser = getattr(library, self._loader.method)(**words)
        except Exception:  # noqa: BLE001  its texts name paths, and it raises whatever its libraries do
            raise EngineFault("broken") from None

    def close(self) -> None:
        """Let go of the model."""
        self._recogniser = None

    def transcribe(self, samples: "Samples", asked: Asked) -> Heard | None:  # noqa: ARG002  these models are not told
        """The words of a whole utterance.

        Raises: EngineFault
        """
        if self._recogniser is None:
            raise EngineFault("not_loaded")
        if len(samples) < RATE * SHORTEST_S:
            return None
        if self._loader.streaming:
            stream = SherpaStream(self.name, self._recogniser)
            stream.take(samples)
            heard = stream.end()
        else:
            heard = self._whole(samples)
        return heard if heard.words else None

    def look_again(self, samples: "Samples", asked: Asked) -> Heard | None:  # noqa: ARG002
        """None: it has no better way than its first."""
        return None

    def score(self, samples: "Samples", phrases: Sequence[str], within_s: float) -> tuple[float, ...]:  # noqa: ARG002
        """Nothing: these models cannot."""
        return ()

    def stream(self, asked: Asked) -> "SherpaStream | None":  # noqa: ARG002
        """Hear an utterance while it is spoken, where the model can.

        Raises: EngineFault
        """
        if self._recogniser is None:
            raise EngineFault("not_loaded")
        return SherpaStream(self.name, self._recogniser) if self._loader.streaming else None

    def forget(self) -> None:
        """Nothing is kept: each utterance's sound goes with its stream."""

    def _whole(self, samples: "Samples") -> Heard:
        try:
            stream = self._recogniser.create_stream()
            stream.accept_waveform(RATE, plain(samples))
            self._recogniser.decode_stream(stream)
            return heard_of(self.name, stream.result)
        except Exception:  # noqa: BLE001  a token that its list lacks is an IndexError, and others are possible
            raise EngineFault("broken") from None


class SherpaStream:
    """Implements `kiosk.recognition.engine.Stream`."""

    def __init__(self, name: str, recogniser: Any) -> None:
        self._name = name
        self._recogniser = recogniser
        self._stream = recogniser.create_stream()

    def take(self, samples: "Samples") -> str:
        """Hear some more; gives the words up to now.

        Raises: EngineFault
        """
        try:
            if len(samples):
                self._stream.accept_waveform(RATE, plain(samples))
            self._decode()
            return words_of(self._recogniser.get_result(self._stream))
        except Exception:  # noqa: BLE001  as above
            raise EngineFault("broken") from None

    def end(self) -> Heard:
        """The words of all that was taken.

        Raises: EngineFault
        """
        import numpy as np

        try:
            self._stream.accept_waveform(RATE, np.zeros(int(RATE * TAIL_S), np.float32))
            self._stream.input_finished()
            self._decode()
            return heard_of(self._name, self._recogniser.get_result_all(self._stream))
        except Exception:  # noqa: BLE001  as above
            raise EngineFault("broken") from None

    def _decode(self) -> None:
        while self._recogniser.is_ready(self._stream):
            self._recogniser.decode_stream(self._stream)


def heard_of(name: str, result: Any) -> Heard:
    """The library's result as ours; how likely it is, where the model tells it of each token."""
    told = getattr(result, "ys_log_probs", None) or getattr(result, "ys_probs", None) or ()
    sure = [min(0.0, float(p)) for p in told]
    return Heard(words=words_of(result.text), likely=sum(sure) / len(sure) if sure else -math.inf, engine=name)


def words_of(text: str) -> str:
    """The words without the marks that some models put around them (language, task, beginnings of words)."""
    return written(_MARKS.sub(" ", text))


def plain(samples: "Samples") -> "Samples":
    """Sound without what is no number, and no louder than there is."""
    import numpy as np

    return np.clip(np.nan_to_num(samples, posinf=0.0, neginf=0.0), -1.0, 1.0).astype(np.float32)
