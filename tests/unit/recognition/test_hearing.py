"""What an utterance leaves behind in the child: nothing."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest

from kiosk.recognition.contract import Asked, End, Heard
from kiosk.recognition.engine import Engine
from kiosk.recognition.engine_whisper import WhisperEngine
from kiosk.recognition.hearing import Hearing
from kiosk.recognition.turn import Turn
from tests.helpers.models import laid

if TYPE_CHECKING:
    from kiosk.recognition.engine import Samples

LOUD, QUIET = b"\x00\x40" * 512, bytes(1024)


class LoudIsSpeech:
    def __call__(self, audio: "bytes | bytearray | memoryview", /) -> float:
        return float(any(bytes(audio)))

    def reset(self) -> None:
        pass


class Told:
    def __init__(self) -> None:
        self.ends: list[End | str] = []

    def began(self) -> None:
        pass

    def partial(self, words: str) -> None:
        pass

    def paused(self, words: str) -> None:
        pass

    def decided(self) -> None:
        pass

    def ended(self, end: End, heard: Heard | None) -> None:
        self.ends.append(end)

    def broken(self, error: Exception) -> None:
        self.ends.append(type(error).__name__)


class Keeping:
    """An engine that keeps a hold of every sound it is given, and does a job as soon as it is posted."""

    waiting = 0

    def __init__(self, *, fails: bool = False, streams: bool = False) -> None:
        self.kept: list[Samples] = []
        self.loud: list[bool] = []
        self._fails, self._streams = fails, streams

    def post(self, job: Callable[[Engine], None]) -> None:
        job(cast("Engine", self))

    def take(self, samples: "Samples") -> str:
        self.kept.append(samples)
        self.loud.append(bool(samples.any()))
        return ""

    def end(self) -> Heard:
        return Heard("社保")

    def transcribe(self, samples: "Samples", asked: Asked) -> Heard | None:
        self.take(samples)
        if self._fails:
            raise ValueError
        return Heard("社保")

    def look_again(self, samples: "Samples", asked: Asked) -> Heard | None:
        self.take(samples)
        return Heard("社保")

    def score(self, samples: "Samples", phrases: Sequence[str], within_s: float) -> tuple[float, ...]:
        self.take(samples)
        return ()

    def stream(self, asked: Asked) -> "Keeping | None":
        return self if self._streams else None

    def forget(self) -> None:
        pass


def said(engine: Keeping, *blocks: bytes) -> tuple[Hearing, Told]:
    told = Told()
    hearing = Hearing(Asked(phrases=("林美丽",)), LoudIsSpeech(), engine, told)
    for block in blocks:
        hearing.take(0, memoryview(block))
    return hearing, told


def test_the_sound_of_an_engine_that_fails_is_wiped_at_once() -> None:
    engine = Keeping(fails=True)
    _, told = said(engine, *[LOUD] * 30, *[QUIET] * 60)
    assert told.ends == ["ValueError"]
    assert any(engine.loud)
    assert not any(sound.any() for sound in engine.kept)


def test_of_a_sound_that_went_on_only_the_last_is_kept_and_that_until_it_is_wiped() -> None:
    engine = Keeping()
    hearing, told = said(engine, *[LOUD] * 30, *[QUIET] * 15, *[LOUD] * 30, *[QUIET] * 60)
    assert told.ends == [End.SPOKEN]
    assert [bool(sound.any()) for sound in engine.kept].count(True) == 1
    hearing.score(("社保",), 1.0, cast("Engine", engine))
    assert engine.loud[-1]
    hearing.wipe()
    assert not any(sound.any() for sound in engine.kept)
    assert "林美丽" not in repr(_held_by(hearing))


def test_a_second_look_is_at_the_same_sound_and_at_nothing_once_it_is_wiped() -> None:
    engine = Keeping()
    hearing, _ = said(engine, *[LOUD] * 30, *[QUIET] * 60)
    seen = len(engine.kept)
    heard = hearing.look_again(cast("Engine", engine))
    assert heard is not None
    assert heard.speech_s == pytest.approx(30 * 0.032)
    assert engine.kept[seen] is engine.kept[seen - 1]
    hearing.wipe()
    assert hearing.look_again(cast("Engine", engine)) is None
    assert not any(sound.any() for sound in engine.kept)


def test_pieces_of_a_stream_are_wiped_once_they_are_taken() -> None:
    engine = Keeping(streams=True)
    _, told = said(engine, *[LOUD] * 60, *[QUIET] * 60)
    assert told.ends == [End.SPOKEN]
    assert any(engine.loud)
    assert not any(sound.any() for sound in engine.kept)


@pytest.mark.anyio
async def test_what_was_likely_to_be_said_is_forgotten_by_the_parent() -> None:
    turn = Turn(cast("Any", _Nobody()), 1, Asked(phrases=("林美丽",)), Told())
    turn.forget()
    assert "林美丽" not in repr(_held_by(turn))
    await asyncio.sleep(0)


def test_whispers_features_are_wiped_once_they_are_encoded() -> None:
    model = laid("whisper-base")
    whisper = WhisperEngine(replace(model, options={**model.options, "look_within_s": 60.0}))
    whisper.load()
    made, kept = whisper._features, []

    def keeping(samples: "Samples") -> Any:
        kept.append(made(samples))
        return kept[-1]

    whisper._features = keeping
    samples = np.sin(np.arange(32_000, dtype=np.float32) / 9)
    whisper.transcribe(samples, Asked())
    whisper.look_again(samples, Asked())
    whisper.close()
    assert len(kept) == 2
    assert not any(one.any() for one in kept)


class _Nobody:
    def send(self, *_: object) -> None:
        pass


def _held_by(one: object) -> dict[str, object]:
    return vars(one)
