"""One suite for every engine whose model is installed in build/models, and the whole way of a Mandarin sentence."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unicodedata import name

import numpy as np
import pytest
from tokenizers import Tokenizer

from kiosk.app.installed_models import recognition_models
from kiosk.recognition.child_recogniser import ChildRecogniser
from kiosk.recognition.contract import Asked, EarState, End, Heard, InstalledModel
from kiosk.recognition.engine import Engine, EngineFault, engine
from kiosk.recognition.foreign_letters import foreign_tokens
from kiosk.recognition.watch import Watch
from kiosk.voice.engine_natural import Natural
from tests.helpers.models import MODELS, laid, laid_voice

# What is laid by `make setup`, and what a developer has laid beside it.
ENGINES = sorted({"whisper-base", "vosk-ko", *(model.id for model in recognition_models(MODELS))})
RATE = 16_000
RNG = np.random.default_rng(5)
SECOND = np.arange(RATE, dtype=np.float32) / RATE

SOUNDS: dict[str, Any] = {
    "nothing": np.zeros(0, np.float32),
    "a click": np.ones(30, np.float32),
    "zeros": np.zeros(RATE, np.float32),
    "noise": RNG.normal(0, 0.1, 2 * RATE).astype(np.float32),
    "a chord": np.sum([np.sin(2 * np.pi * hertz * SECOND) for hertz in (220, 277, 330)], 0).astype(np.float32) / 4,
    "clipped": np.sign(np.sin(2 * np.pi * 150 * SECOND)).astype(np.float32),
    "half a minute": RNG.normal(0, 0.05, 31 * RATE).astype(np.float32),
    "no number": np.full(RATE, np.nan, np.float32),
}


@pytest.fixture(scope="module", params=ENGINES)
def real(request: pytest.FixtureRequest) -> Iterator[Engine]:
    loaded = engine(laid(request.param))
    loaded.load()
    yield loaded
    loaded.close()


@pytest.mark.parametrize("sound", SOUNDS)
def test_what_nobody_said_is_heard_calmly(real: Engine, sound: str) -> None:
    heard = real.transcribe(SOUNDS[sound].copy(), Asked())
    assert heard is None or (heard.engine == real.name and heard.words and len(heard.words) < 300)
    real.forget()


@pytest.mark.parametrize("sound", ["zeros", "noise", "a chord"])
def test_phrases_are_scored_in_their_order_or_not_at_all(real: Engine, sound: str) -> None:
    samples = SOUNDS[sound].copy()
    real.transcribe(samples, Asked())
    scores = real.score(samples, ("查社保", "", "返回", "是" * 40), 30.0)
    assert len(scores) in {0, 4}
    assert all(score <= 0 for score in scores)
    real.forget()


@pytest.mark.parametrize("sound", ["nothing", "noise", "half a minute"])
def test_a_second_look_at_what_nobody_said_is_calm(real: Engine, sound: str) -> None:
    samples = SOUNDS[sound].copy()
    real.transcribe(samples, Asked())
    again = real.look_again(samples, Asked())
    assert again is None or (again.engine == real.name and again.words and len(again.words) < 300)
    scores = real.score(samples, ("查社保", "返回"), 30.0)
    assert len(scores) in {0, 2}
    real.forget()


def test_whisper_reads_a_sentence_in_both_looks_and_keeps_no_more_than_of_one() -> None:
    """The half minute of silence is not kept for the scores: each of them would cost five times as much."""
    model = laid("whisper-base")
    whisper = engine(replace(model, options={**model.options, "look_within_s": 60.0}))
    whisper.load()
    mouth = Natural(laid_voice(), wait=True)
    loud = np.frombuffer(mouth.speak("我要查社保", 1.0).pcm, "<i2").astype(np.float64) / 32768
    samples = np.interp(np.arange(0, len(loud), 24_000 / RATE), np.arange(len(loud)), loud).astype(np.float32)
    first = whisper.transcribe(samples, Asked())
    kept = whisper._encoded.shape  # type: ignore[attr-defined]
    again = whisper.look_again(samples, Asked())
    assert first is not None
    assert again is not None
    # Which syllable it mishears hangs on how a processor rounds; that both looks read her sentence does not.
    assert all(words.startswith("我要") for words in (first.words, again.words))
    assert not any("普通话" in words for words in (again.words, *again.others))
    assert whisper._encoded.shape == kept  # type: ignore[attr-defined]
    whisper.close()


def test_a_machine_that_is_too_slow_for_a_second_look_takes_none() -> None:
    model = laid("whisper-base")
    whisper = engine(replace(model, options={**model.options, "look_within_s": 0.0}))
    whisper.load()
    samples = SOUNDS["noise"].copy()
    whisper.transcribe(samples, Asked())
    first = whisper._encoded.copy()  # type: ignore[attr-defined]
    assert whisper.look_again(samples, Asked()) is None
    assert np.array_equal(whisper._encoded, first)  # type: ignore[attr-defined]
    whisper.close()


def test_a_stream_takes_sound_of_any_length(real: Engine) -> None:
    stream = real.stream(Asked())
    if stream is None:
        return
    for length in (0, 1, 100, RATE):
        assert isinstance(stream.take(np.zeros(length, np.float32)), str)
    assert stream.end().words == ""


@pytest.mark.parametrize("id_", ENGINES)
def test_a_folder_half_there_is_a_fault(id_: str, tmp_path: Path) -> None:
    model = laid(id_)
    for file in [path for path in sorted(model.folder.rglob("*")) if path.is_file()][:1]:
        (tmp_path / file.name).write_bytes(file.read_bytes()[:1000])
    with pytest.raises(EngineFault):
        engine(InstalledModel(id_, model.runtime, tmp_path, (), model.options)).load()


def test_a_model_that_is_cut_off_is_a_fault(tmp_path: Path) -> None:
    whisper = laid("whisper-base")
    for file in whisper.folder.iterdir():
        (tmp_path / file.name).symlink_to(file.resolve())
    (tmp_path / "model.bin").unlink()
    (tmp_path / "model.bin").write_bytes((whisper.folder / "model.bin").read_bytes()[:1_000_000])
    with pytest.raises(EngineFault, match="broken"):
        engine(InstalledModel("whisper-base", whisper.runtime, tmp_path)).load()


def test_nothing_is_loaded_by_an_unknown_adapter() -> None:
    with pytest.raises(EngineFault, match="no_adapter"):
        engine(InstalledModel("a", "crystal-ball", MODELS))


def test_whisper_writes_no_foreign_letters_for_mandarin() -> None:
    """And keeps hanzi and figures; every spelling of the tokenizer is what its decoder says."""
    tokenizer = Tokenizer.from_file(str(laid("whisper-base").folder / "tokenizer.json"))
    end = tokenizer.token_to_id("<|endoftext|>")
    assert end is not None
    never = set(foreign_tokens(tokenizer.id_to_token, end))
    for token in range(end):
        letters = [c for c in tokenizer.decode([token]) if c.isalpha()]
        if any(c.isascii() or "HIRAGANA" in name(c, "") or "HANGUL" in name(c, "") for c in letters):
            assert token in never
        if letters and all(name(c, "").startswith("CJK UNIFIED") for c in letters):
            assert token not in never
    kept = tokenizer.encode("我住3栋12号楼，查社保，没交电费。", add_special_tokens=False).ids
    assert not never & set(kept)


# The whole way.


class Listening:
    def __init__(self) -> None:
        self.partials: list[str] = []
        self.pauses: list[str] = []
        self.over: asyncio.Future[tuple[End, Heard | None]] = asyncio.get_running_loop().create_future()

    def began(self) -> None:
        pass

    def partial(self, words: str) -> None:
        self.partials.append(words)

    def paused(self, words: str) -> None:
        self.pauses.append(words)

    def decided(self) -> None:
        pass

    def ended(self, end: End, heard: Heard | None) -> None:
        self.over.set_result((end, heard))


def _spoken(words: str) -> bytes:
    sound = Natural(laid_voice(), wait=True).speak(words, 1.0)
    samples = np.frombuffer(sound.pcm, "<i2").astype(np.float32)
    at = np.arange(0, len(samples) - 1, sound.rate / RATE)
    return bytes(np.interp(at, np.arange(len(samples)), samples).astype("<i2").tobytes())


async def _ears(id_: str = "whisper-base") -> ChildRecogniser:
    ears = ChildRecogniser(
        [laid(id_)], {"mandarin": [id_]}, Watch(late_s=300.0)
    )  # of this machine nobody knows how busy
    await ears.warm()
    return ears


async def _hear(ears: ChildRecogniser, pcm: bytes, phrases: tuple[str, ...] = ()) -> tuple[Any, ...]:
    listening = Listening()
    utterance = ears.listen(Asked(), listening)
    for seq, at in enumerate(range(0, len(pcm), 1024), 1):
        utterance.feed(pcm[at : at + 1024], seq)
    async with asyncio.timeout(50):
        end, heard = await listening.over
    scores = await utterance.score(phrases)
    utterance.forget()
    return end, heard, scores


@pytest.mark.anyio
async def test_a_sentence_is_heard_and_its_phrase_fits_best() -> None:
    ears = await _ears()
    phrases = ("找网格员", "我要交水费", "查社保", "返回首页", "我要交电费")
    end, heard, scores = await _hear(ears, bytes(RATE) + _spoken("我要交电费") + bytes(2 * RATE), phrases)
    assert end is End.SPOKEN
    assert heard is not None
    assert heard.words
    assert heard.likely < 0
    assert 0.5 < heard.speech_s < 4
    assert phrases[scores.index(max(scores))] == "我要交电费"
    assert ears.memory < 500 << 20
    await ears.close()


@pytest.mark.anyio
@pytest.mark.parametrize("id_", ENGINES)
async def test_speech_is_heard_to_its_end_by_every_engine_in_the_child(id_: str) -> None:
    ears = await _ears(id_)
    end, _, scores = await _hear(ears, bytes(RATE) + _spoken("我要交电费") + bytes(2 * RATE), ("查社保", "返回"))
    restarts = ears.restarts
    await ears.close()
    assert (end, restarts) == (End.SPOKEN, 0)
    assert len(scores) in {0, 2}


@pytest.mark.anyio
@pytest.mark.parametrize("id_", ENGINES)
async def test_zeros_noise_and_music_are_calm_ends(id_: str) -> None:
    ears = await _ears(id_)
    silence = bytes(2 * RATE)
    noise = RNG.normal(0, 3000, 4 * RATE).astype("<i2").tobytes()
    chord = (np.tile(SOUNDS["a chord"], 4) * 20_000).astype("<i2").tobytes()
    for sound in (silence * 7, noise + silence * 7, chord + silence * 7, b"\xff\x7f" * RATE + silence * 7):
        end, _, _ = await _hear(ears, sound)
        assert end in {End.SILENCE, End.SPOKEN}
    assert ears.restarts == 0
    assert ears.state is EarState.READY
    await ears.close()


@pytest.mark.anyio
async def test_the_child_may_not_be_dumped_and_opens_no_file() -> None:
    ears = await _ears()
    assert ears._child is not None
    folder = Path(f"/proc/{ears._child.pid}")
    limits = (folder / "limits").read_text(encoding="ascii")
    assert next(line for line in limits.split("\n") if "core file" in line).split()[4:6] == ["0", "0"]
    await _hear(ears, bytes(RATE) + _spoken("查社保") + bytes(2 * RATE))
    assert "社保" not in (folder / "cmdline").read_bytes().decode("utf-8", "replace")
    if os.access(folder / "fd", os.R_OK):
        opened = {str(link.readlink()) for link in (folder / "fd").iterdir()}
        assert not [name for name in opened if name.startswith("/") and not name.startswith(("/dev/", "/proc/"))]
    await ears.close()
