"""Whisper by CTranslate2: what was said, and how well a given phrase fits the sound (forced scoring by `align`).

Whisper was taught with half a minute of sound, but takes less: encoding grows with it, so short sounds get a short
silence only. How much is told in docs/recognition.md; as long as the sound itself is too short, for then it repeats
itself. A second look takes the half minute, and is worth its two seconds where the first one was in doubt.
"""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.recognition.contract import Asked, Heard, InstalledModel
from kiosk.recognition.engine import EngineFault, Stream
from kiosk.recognition.foreign_letters import foreign_tokens
from kiosk.recognition.repetition import means_nothing, unlooped
from kiosk.recognition.spoken_number import likeliest
from kiosk.recognition.whisper_numbers import Alphabet, alphabets, read_number

if TYPE_CHECKING:
    import numpy.typing as npt

    from kiosk.recognition.engine import Samples

FILES = ("model.bin", "config.json", "tokenizer.json")
FEWEST_FRAMES = 700
"""The dearest length that leaves room for scores: 0.03 s more than 600, and fewer wrong words than 500 in noise."""
SILENCE_FRAMES = 100
MOST_FRAMES = 3000
FRAMES_A_SECOND = 100
TOLD = "以下是普通话的句子。"
"""What it is told on a second look. On a first one it is not: more unrelated speech became a wish with it."""
SHORTEST = 1600
"""Samples: a tenth of a second; less is no word."""
BATCH = 16
LOOK_WITHIN_S = 3.0
"""A second look is begun where it will be encoded by then, as the first one told: a slow machine asks back at once."""
_DEARER = 2.0
"""What a frame of the half minute costs beside one of seven seconds: 1.55 s for 3000, 0.17 s for 700."""
_NO_SPEECH = 0.6
_DOUBTFUL = -1.0
_TOKENS = 8
_TOKENS_A_SECOND = 8
CERTAIN_NUMBER = -0.1
"""So likely, in the mean of its signs, is a number where there are no words: 69 of 110 clips, 8 of them wrong."""
_SURE = 1e-9
_OF_THE_MODEL = -1
"""What the model's own file says is never written: signs for music and the like."""


class WhisperEngine:
    """Implements `kiosk.recognition.engine.Engine`."""

    def __init__(self, model: InstalledModel) -> None:
        self.name = model.id
        self._folder = model.folder
        self._threads = max(1, min(int(model.options.get("threads", 2)), os.cpu_count() or 1))
        self._model: Any = None
        self._features: Any = None
        self._tokenizer: Any = None
        self._languages: dict[str, Any] = {}
        self._never: dict[str, list[int]] = {}
        self._digits: tuple[Alphabet, ...] = ()
        self._language = "zh"
        self._sound: Samples | None = None
        self._encoded: npt.NDArray[Any] | None = None
        self._frame_s = 0.0
        self._unsaid = 0.0
        self._look_within_s = float(model.options.get("look_within_s", LOOK_WITHIN_S))

    def load(self) -> None:
        """Bring the model into memory, and let it work once: the first words must not wait for that."""
        import ctranslate2  # type: ignore[import-untyped]
        import numpy as np
        import tokenizers
        from faster_whisper.feature_extractor import FeatureExtractor  # type: ignore[import-untyped]

        _check(self._folder)
        try:
            self._tokenizer = tokenizers.Tokenizer.from_file(str(self._folder / "tokenizer.json"))
            self._model = ctranslate2.models.Whisper(
                str(self._folder), device="cpu", compute_type="int8", inter_threads=1, intra_threads=self._threads
            )
        except Exception:  # noqa: BLE001  the libraries raise nothing narrower
            raise EngineFault("broken") from None
        self._features = FeatureExtractor(feature_size=self._model.n_mels)
        foreign = foreign_tokens(self._tokenizer.id_to_token, self._tokens("zh").eot)
        self._never = {"zh": [_OF_THE_MODEL, *foreign], "en": [_OF_THE_MODEL]}
        self._digits = alphabets(self._tokens("zh"))
        self.transcribe(np.zeros(SHORTEST, np.float32), Asked())
        self.forget()

    def close(self) -> None:
        """Let go of the model."""
        self.forget()
        self._model = self._features = self._tokenizer = None
        self._languages.clear()

    def transcribe(self, samples: "Samples", asked: Asked) -> Heard | None:
        """The likeliest words; None where there were none, or only what Whisper writes where nobody speaks."""
        if not self._take_in(samples, asked, FEWEST_FRAMES):
            return None
        return self._with_number(self._read(len(samples)), asked)

    def look_again(self, samples: "Samples", asked: Asked) -> Heard | None:
        """The words in the half minute of silence that Whisper was taught with, and as it writes them when told of it.

        Told of Mandarin in simplified letters it hears other words where it is in doubt; these are its second guess.
        """
        if self._frame_s * MOST_FRAMES * _DEARER > self._look_within_s:
            return None
        if not self._take_in(samples, asked, MOST_FRAMES):
            return None
        plain = self._read(len(samples))
        told = self._read(len(samples), TOLD) if self._language == "zh" else None
        if plain is None or told is None or told.words == plain.words:
            return self._with_number(plain or told, asked)
        return self._with_number(replace(plain, others=(told.words,)), asked)

    def _take_in(self, samples: "Samples", asked: Asked, fewest: int) -> bool:
        """Encode the sound; False: it is too short to be a word."""
        if self._model is None:
            raise EngineFault("not_loaded")
        self._language = asked.language if asked.language in {"zh", "en"} else "zh"
        return self._encode(samples, fewest)

    def _read(self, length: int, told: str = "") -> Heard | None:
        """The likeliest words of what was encoded, as if these had been written before them."""
        import ctranslate2

        seconds = length / FRAMES_A_SECOND / 160
        tokenizer = self._tokens(self._language)
        before = [tokenizer.sot_prev, *tokenizer.encode(told)] if told else []
        found = self._model.generate(
            ctranslate2.StorageView.from_array(self._encoded),
            [[*before, *tokenizer.sot_sequence, tokenizer.no_timestamps]],
            beam_size=1,
            max_length=_TOKENS + len(before) + int(seconds * _TOKENS_A_SECOND),
            suppress_tokens=self._never[self._language],
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        likely = float(found.scores[0])
        words = unlooped(tokenizer.decode(found.sequences_ids[0]))
        self._unsaid = found.no_speech_prob
        unsaid = found.no_speech_prob > _NO_SPEECH and likely < _DOUBTFUL
        if unsaid or words == told or means_nothing(words, seconds, self._language):
            return None
        return Heard(words, likely=likely, engine=self.name)

    def _with_number(self, heard: Heard | None, asked: Asked) -> Heard | None:
        """The same with what it is as digits alone; what was no words may be a number all the same, but not silence."""
        import ctranslate2

        if not asked.most_digits or self._language != "zh" or self._unsaid > _NO_SPEECH:
            return heard
        encoded = ctranslate2.StorageView.from_array(self._encoded)
        readings = [read_number(self._model, self._tokens("zh"), encoded, digits) for digits in self._digits]
        number, likely = likeliest(readings, asked.fewest_digits, asked.most_digits)
        if heard is None and likely < CERTAIN_NUMBER:
            return None
        return replace(heard or Heard(number, engine=self.name), number=number, number_likely=likely)

    def score(self, samples: "Samples", phrases: Sequence[str], within_s: float) -> tuple[float, ...]:
        """The mean log-probability of each phrase's tokens, all forced upon the same encoded sound."""
        import numpy as np

        ends = time.monotonic() + within_s
        if samples is not self._sound and not self._encode(samples, FEWEST_FRAMES):
            return ()
        tokens = [self._tokens(self._language).encode(phrase) for phrase in phrases]
        scores = [-np.inf] * len(tokens)
        sayable = [number for number, told in enumerate(tokens) if told]
        for at in range(0, len(sayable), BATCH):
            if at and time.monotonic() > ends:
                break
            batch = sayable[at : at + BATCH]
            for number, score in zip(batch, self._forced([tokens[number] for number in batch]), strict=True):
                scores[number] = score
        return tuple(float(score) for score in scores)

    def stream(self, asked: Asked) -> Stream | None:  # noqa: ARG002  it takes whole utterances only
        """None."""
        return None

    def forget(self) -> None:
        """Wipe what is kept of the last utterance."""
        if self._encoded is not None:
            self._encoded[:] = 0
        self._sound = self._encoded = None

    def _forced(self, tokens: list[list[int]]) -> list[float]:
        import ctranslate2
        import numpy as np

        assert self._encoded is not None
        sounds = ctranslate2.StorageView.from_array(np.repeat(self._encoded, len(tokens), 0))
        frames = 2 * self._encoded.shape[1]
        fits = self._model.align(sounds, self._tokens(self._language).sot_sequence, tokens, [frames] * len(tokens))
        return [float(np.mean(np.log(np.maximum(fit.text_token_probs, _SURE)))) for fit in fits]

    def _encode(self, samples: "Samples", fewest: int) -> bool:
        """Keep the encoder's output, for words and for scores; False: too short to be a word.

        Of the silence behind the sound no more is kept than the first look has: the rest only makes words dearer.
        """
        import ctranslate2
        import numpy as np

        self.forget()
        if len(samples) < SHORTEST:
            return False
        features = self._features(np.nan_to_num(samples))[:, :MOST_FRAMES]
        sounding = min(MOST_FRAMES, max(FEWEST_FRAMES, features.shape[1] + SILENCE_FRAMES)) // 2 * 2
        frames = max(fewest, sounding)
        padded = np.full((1, features.shape[0], frames), features.min(), np.float32)
        padded[0, :, : features.shape[1]] = features[:, :frames]
        begun = time.monotonic()
        output = self._model.encode(ctranslate2.StorageView.from_array(padded), to_cpu=True)
        if frames == sounding:
            self._frame_s = (time.monotonic() - begun) / frames
        features[:] = padded[:] = 0  # sound can be made of them again
        whole = np.array(output)
        self._encoded, self._sound = whole[:, : sounding // 2].copy(), samples
        whole[:] = 0
        return True

    def _tokens(self, language: str) -> Any:
        if language not in self._languages:
            from faster_whisper.tokenizer import Tokenizer  # type: ignore[import-untyped]

            self._languages[language] = Tokenizer(self._tokenizer, True, task="transcribe", language=language)
        return self._languages[language]


def _check(folder: Path) -> None:
    for name in FILES:
        try:
            if not (folder / name).stat().st_size:
                raise EngineFault("broken")
        except OSError:
            raise EngineFault("missing") from None
