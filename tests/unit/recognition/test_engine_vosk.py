"""Vosk with a real model (Korean, the one that a package registry has) and espeak's voice."""

import math
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kiosk.recognition.contract import Asked, InstalledModel
from kiosk.recognition.engine import EngineFault, engine
from kiosk.recognition.engine_vosk import VoskEngine, likely
from tests.helpers.models import laid

if TYPE_CHECKING:
    from kiosk.recognition.engine import Samples

pytestmark = [pytest.mark.xdist_group("vosk"), pytest.mark.timeout(300)]
HELLO, THANKS, YES = "안녕하세요", "감사합니다", "네"
PHRASES = (HELLO, THANKS, YES, "오늘 날씨", "zzqx")
UNUSED = Path("/nowhere")


@pytest.fixture(scope="module")
def vosk() -> Iterator[VoskEngine]:
    made = engine(laid("vosk-ko"))
    assert isinstance(made, VoskEngine)
    made.load()
    yield made
    made.close()


def spoken(words: str, pause_s: float = 0.3) -> "Samples":
    """espeak-ng's Korean, at 16 kHz, with silence around it."""
    wav = subprocess.run(
        ("espeak-ng", "-v", "ko", "-s", "120", "--stdout", words), capture_output=True, check=True
    ).stdout
    sound = np.frombuffer(wav[44:], "<i2").astype(np.float32) / 32768
    rate = int.from_bytes(wav[24:28], "little")
    places = np.arange(int(len(sound) * 16000 / rate)) * rate / 16000
    quiet = np.zeros(int(16000 * pause_s), np.float32)
    return np.concatenate([quiet, np.interp(places, np.arange(len(sound)), sound).astype(np.float32), quiet])


def test_words_come_while_they_are_spoken(vosk: VoskEngine) -> None:
    sound = spoken(HELLO)
    stream = vosk.stream(Asked(phrases=PHRASES))
    partials = [stream.take(sound[begin : begin + 1600]) for begin in range(0, len(sound), 1600)]
    assert next(i for i, words in enumerate(partials) if words) < len(partials) - 1
    assert len({words for words in partials if words}) > 1
    assert stream.end().words


def test_the_grammar_hears_its_phrase_where_free_words_are_wide_of_it(vosk: VoskEngine) -> None:
    for phrase in (HELLO, "오늘 날씨"):
        heard = vosk.transcribe(spoken(phrase), Asked(phrases=PHRASES))
        assert heard is not None
        assert phrase in (heard.words, *heard.others)
        assert heard.engine == "vosk-ko"
        assert heard.likely <= 0


def test_a_word_that_the_model_lacks_is_dropped_counted_and_not_written_to_stderr(
    vosk: VoskEngine, capfd: pytest.CaptureFixture[str]
) -> None:
    vosk.stream(Asked(phrases=PHRASES)).end()
    assert (len(vosk.grammar.lines), vosk.grammar.dropped, vosk.grammar.unknown_words) == (4, 1, 1)
    assert "zzqx" not in capfd.readouterr().err


def test_the_phrase_that_was_said_scores_best(vosk: VoskEngine) -> None:
    for phrase in (HELLO, YES):
        sound = spoken(phrase)
        vosk.transcribe(sound, Asked())
        scores = dict(zip(PHRASES, vosk.score(sound, PHRASES, 60), strict=True))
        assert max(scores, key=lambda p: scores[p]) == phrase
        assert scores["zzqx"] == -math.inf
        assert all(score <= 0 for score in scores.values())


def test_phrases_that_there_is_no_time_for_score_nothing(vosk: VoskEngine) -> None:
    sound = spoken(HELLO)
    vosk.transcribe(sound, Asked())
    assert vosk.score(sound, PHRASES, 0) == (-math.inf,) * len(PHRASES)


def test_nothing_is_scored_for_sound_that_was_never_heard_or_is_forgotten(vosk: VoskEngine) -> None:
    sound = spoken(YES)
    vosk.transcribe(sound, Asked())
    vosk.forget()
    assert vosk.score(sound, PHRASES, 60) == ()


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(0, np.float32),
        np.zeros(32000, np.float32),
        np.full(16000, np.nan, np.float32),
        np.full(16000, np.inf, np.float32),
        np.ones(1, np.float32),
    ],
    ids=["none", "silence", "no numbers", "endless", "a single one"],
)
def test_sound_without_speech_is_nobody_speaking(vosk: VoskEngine, sound: "Samples") -> None:
    assert vosk.transcribe(sound, Asked(phrases=PHRASES)) is None


def test_noise_and_shouting_do_not_end_it(vosk: VoskEngine) -> None:
    noise = np.random.default_rng(1).uniform(-4, 4, 32000).astype(np.float32)
    vosk.transcribe(noise, Asked(phrases=PHRASES))
    assert vosk.transcribe(spoken(YES), Asked(phrases=(YES,))) is not None


def test_a_long_utterance_with_pauses_is_one(vosk: VoskEngine) -> None:
    sound = np.concatenate([spoken(HELLO, 0.8), spoken(HELLO, 0.8)])
    heard = vosk.transcribe(sound, Asked(phrases=(HELLO,)))
    assert heard is not None
    assert f"{HELLO} {HELLO}" in (heard.words, *heard.others)


def test_a_folder_that_lacks_a_file_is_refused_before_the_library_sees_it(tmp_path: Path) -> None:
    whole = laid("vosk-ko").folder
    for gone in ("am/final.mdl", "conf/mfcc.conf", "graph/Gr.fst"):
        folder = tmp_path / gone.replace("/", "-")
        shutil.copytree(whole, folder, copy_function=os.symlink)
        (folder / gone).unlink()
        with pytest.raises(EngineFault, match="missing"):
            engine(InstalledModel("vosk-ko", "vosk", folder)).load()


def test_a_model_of_garbage_is_broken_and_costs_at_most_the_child(tmp_path: Path) -> None:
    """In a process of its own, for the library may end it: either way the watchdog has something to go by."""
    folder = tmp_path / "garbage"
    shutil.copytree(laid("vosk-ko").folder, folder, copy_function=os.symlink)
    (folder / "am/final.mdl").unlink()
    (folder / "am/final.mdl").write_bytes(b"\0BTransitionModel garbage" * 100)
    code = (
        "import sys; from pathlib import Path\n"
        "from kiosk.recognition.contract import InstalledModel\n"
        "from kiosk.recognition.engine import EngineFault, engine\n"
        "try: engine(InstalledModel('x', 'vosk', Path(sys.argv[1]))).load()\n"
        "except EngineFault as fault: print(fault.reason); sys.exit(3)\n"
    )
    done = subprocess.run(
        (sys.executable, "-c", code, str(folder)), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode != 0
    assert done.returncode != 3 or done.stdout.strip() == "broken"


def test_an_engine_that_is_not_loaded_says_so() -> None:
    with pytest.raises(EngineFault, match="not_loaded"):
        engine(InstalledModel("vosk-ko", "vosk", UNUSED)).stream(Asked())


def test_one_guess_is_certain_and_equal_ones_share() -> None:
    assert likely([{"text": "네", "confidence": 10.0}]) == 0
    assert likely([{"text": "네 네", "confidence": 10.0}, {"text": "네", "confidence": 10.0}]) == pytest.approx(
        -math.log(2) / 2
    )
    assert likely([{"text": "", "confidence": 10.0}]) == -math.inf
