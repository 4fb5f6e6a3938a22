"""Vosk: words while they are being said, and the prompt's phrases as a grammar beside what was heard freely.

What was heard freely stays the answer, for with a grammar alone whatever is said becomes one of its phrases. Measured
with the Korean model and espeak's voice: the likelihood of the grammar's best path less that of the free one, for each
second of speech, is -34 to +11 for phrases of the grammar and -20 to -5 for other speech. They overlap, so that the
grammar's guess is offered as another one (`Heard.others`), and each phrase of a short list is scored by itself.
"""

import json
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.recognition.contract import RATE, Asked, Heard, InstalledModel
from kiosk.recognition.engine import EngineFault
from kiosk.recognition.vosk_grammar import Grammar, Lexicon, written

if TYPE_CHECKING:
    from kiosk.recognition.engine import Samples

# Without these Vosk ends with a message of its own, or crashes; the second set is that of large static graphs.
ALWAYS = ("am/final.mdl", "conf/mfcc.conf", "conf/model.conf")
GRAPHS = (("graph/HCLr.fst", "graph/Gr.fst"), ("graph/HCLG.fst", "graph/words.txt"))
GUESSES = 4
BLOCK = RATE // 5
# A score is told for each part of an utterance; people say about so many syllables a second.
SYLLABLES_A_SECOND = 4.0
_EMPTY: dict[str, Any] = {"confidence": -math.inf, "text": ""}


class VoskEngine:
    """Implements `kiosk.recognition.engine.Engine`."""

    def __init__(self, model: InstalledModel) -> None:
        import vosk  # brings a library of 25 MB

        self.name = model.id
        self._vosk = vosk
        self._folder = model.folder
        self._with_grammar = bool(model.options.get("grammar", True))
        self._model: Any = None
        self._lexicon: Lexicon | None = None
        self._freely: float | None = None
        self.grammar = Grammar(())
        """The grammar of the last utterance: how many phrases the model could not spell."""

    def load(self) -> None:
        """Bring the model into memory.

        Raises: EngineFault
        """
        check_folder(self._folder)
        # Its log goes to stderr, and names words of the grammar.
        self._vosk.SetLogLevel(-1)
        try:
            self._model = self._vosk.Model(str(self._folder))
        except Exception:  # noqa: BLE001  the library raises nothing narrower
            raise EngineFault("broken") from None
        self._lexicon = Lexicon(self._model.vosk_model_find_word)

    def close(self) -> None:
        """Let go of the model."""
        self.forget()
        self._model = self._lexicon = None

    def transcribe(self, samples: "Samples", asked: Asked) -> Heard | None:
        """The words of a whole utterance.

        Raises: EngineFault
        """
        stream = self.stream(asked)
        for begin in range(0, len(samples), BLOCK):
            stream.take(samples[begin : begin + BLOCK])
        heard = stream.end()
        return heard if heard.words else None

    def stream(self, asked: Asked) -> "VoskStream":
        """Hear an utterance while it is spoken.

        Raises: EngineFault
        """
        if self._model is None or self._lexicon is None:
            raise EngineFault("not_loaded")
        self.forget()
        self.grammar = self._lexicon.grammar(asked.phrases) if self._with_grammar else Grammar(())
        free = self._recogniser()
        bound = self._recogniser(self.grammar.lines) if self.grammar.lines else None
        return VoskStream(self, free, bound)

    def look_again(self, samples: "Samples", asked: Asked) -> Heard | None:  # noqa: ARG002
        """None: it has no better way than its first."""
        return None

    def score(self, samples: "Samples", phrases: Sequence[str], within_s: float) -> tuple[float, ...]:
        """How much less likely the sound is with each phrase than freely, for each part of it; 0 is as likely.

        A phrase that the model cannot spell, or that the sound is not once and whole, scores -inf.

        Raises: EngineFault
        """
        if self._model is None or self._lexicon is None:
            raise EngineFault("not_loaded")
        if not self._with_grammar or self._freely is None:
            return ()
        until = time.monotonic() + within_s
        spelled = dict(self._lexicon.grammar(phrases).spelled)
        pcm = pcm_of(samples)
        parts = max(1.0, len(samples) / RATE * SYLLABLES_A_SECOND)
        return tuple(
            self._one(spelled[phrase], pcm, parts) if phrase in spelled and time.monotonic() < until else -math.inf
            for phrase in phrases
        )

    def forget(self) -> None:
        """Wipe what is kept of the last utterance."""
        self._freely = None
        self.grammar = Grammar(())
        if self._lexicon is not None:
            self._lexicon.forget()

    def keep(self, freely: float) -> None:
        """How likely the last utterance was, heard freely: what its phrases are measured by."""
        self._freely = freely

    def _one(self, spelling: str, pcm: bytes, parts: float) -> float:
        took = _Taking(self._recogniser((spelling,)))
        took.take(pcm)
        best = took.end()[0]
        if best["text"] != spelling or self._freely is None:
            return -math.inf
        return min(0.0, (float(best["confidence"]) - self._freely) / parts)

    def _recogniser(self, lines: Sequence[str] = ()) -> Any:
        grammar = (json.dumps([*lines, *self._filler()], ensure_ascii=False),) if lines else ()
        try:
            made = self._vosk.KaldiRecognizer(self._model, RATE, *grammar)
        except Exception:  # noqa: BLE001  the library raises nothing narrower
            raise EngineFault("broken") from None
        made.SetMaxAlternatives(GUESSES)
        return made

    def _filler(self) -> tuple[str, ...]:
        """The word of small models for whatever is none of the grammar's, where the model has it."""
        return ("[unk]",) if self._lexicon is not None and self._lexicon.has("[unk]") else ()


class VoskStream:
    """Implements `kiosk.recognition.engine.Stream`."""

    def __init__(self, engine: VoskEngine, free: Any, bound: Any | None) -> None:
        self._engine = engine
        self._free = _Taking(free)
        self._bound = _Taking(bound) if bound is not None else None

    def take(self, samples: "Samples") -> str:
        """Hear some more; gives the words up to now."""
        pcm = pcm_of(samples)
        if pcm:
            self._free.take(pcm)
            if self._bound is not None:
                self._bound.take(pcm)
        return written(self._free.so_far())

    def end(self) -> Heard:
        """The words of all that was taken."""
        guesses = self._free.end()
        best = guesses[0]
        self._engine.keep(best["confidence"])
        texts = [written(guess["text"]) for guess in guesses]
        if self._bound is not None and "[unk]" not in (bound := self._bound.end()[0]["text"]):
            texts.insert(1, written(bound))
        others = tuple(dict.fromkeys(text for text in texts[1:] if text and text != texts[0]))
        return Heard(words=texts[0], others=others, likely=likely(guesses), engine=self._engine.name)


class _Taking:
    """One recogniser, whose own ends of sentences are joined: where an utterance ends is decided elsewhere."""

    def __init__(self, recogniser: Any) -> None:
        self._recogniser = recogniser
        self._done: list[list[dict[str, Any]]] = []

    def take(self, pcm: bytes) -> None:
        if self._recogniser.AcceptWaveform(pcm):
            self._done.append(_alternatives(self._recogniser.Result()))

    def so_far(self) -> str:
        now = json.loads(self._recogniser.PartialResult()).get("partial", "")
        return " ".join(text for text in (*(done[0]["text"] for done in self._done), now) if text)

    def end(self) -> list[dict[str, Any]]:
        """The guesses for all of it, best first: with one sentence those for it, with several the best of each."""
        self._done.append(_alternatives(self._recogniser.FinalResult()))
        spoken = [done for done in self._done if done[0]["text"]]
        if len(spoken) <= 1:
            silent = sum(done[0]["confidence"] for done in self._done if not done[0]["text"])
            guesses = spoken[0] if spoken else [dict(_EMPTY)]
            return [{**guess, "confidence": guess["confidence"] + silent} for guess in guesses]
        told = " ".join(done[0]["text"] for done in spoken)
        return [{"text": told, "confidence": sum(done[0]["confidence"] for done in self._done)}]


def _alternatives(raw: str) -> list[dict[str, Any]]:
    return json.loads(raw).get("alternatives") or [dict(_EMPTY)]


def likely(guesses: Sequence[dict[str, Any]]) -> float:
    """The mean logarithm of the probability of each word of the best guess, among the guesses there are."""
    words = len(str(guesses[0]["text"]).split())
    best = guesses[0]["confidence"]
    if not words or not math.isfinite(best):
        return -math.inf
    whole = sum(math.exp(max(-700.0, min(0.0, guess["confidence"] - best))) for guess in guesses)
    return -math.log(whole) / words


def pcm_of(samples: "Samples") -> bytes:
    """Sound as Vosk takes it: 16 bits."""
    import numpy as np

    return (np.clip(np.nan_to_num(samples, posinf=0.0, neginf=0.0), -1, 1) * 32767).astype("<i2").tobytes()


def check_folder(folder: Path) -> None:
    """What the library would crash on, or end without saying why.

    Raises: EngineFault
    """
    if not all(_has(folder, name) for name in ALWAYS):
        raise EngineFault("missing")
    if not any(all(_has(folder, name) for name in graph) for graph in GRAPHS):
        raise EngineFault("missing")


def _has(folder: Path, name: str) -> bool:
    path = folder / name
    return path.is_file() and path.stat().st_size > 0
