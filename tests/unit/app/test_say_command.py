"""`kiosk voice say`: what it writes is what `kiosk voice evaluate` takes."""

import array
import math
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hardware.speaker.contract import Sound
from kiosk.app.evaluation.recordings import samples_of
from kiosk.app.say_command import at_rate_of_microphone
from kiosk.cli import app
from tests.helpers.models import MODELS

RATE = 16_000


def say(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["voice", "say", *map(str, words)])


def test_the_natural_voice_speaks_into_a_wav_that_evaluate_takes(tmp_path: Path) -> None:
    done = say("您好", tmp_path / "a.wav", "--models", MODELS)
    assert done.exit_code == 0, done.output
    assert "said by natural" in done.output
    assert 0.6 < len(samples_of(tmp_path / "a.wav")) / 2 / RATE < 6


def test_without_a_natural_voice_or_for_cantonese_espeak_speaks(tmp_path: Path) -> None:
    for words in (("--models", tmp_path), ("--models", MODELS, "--reading", "cantonese")):
        done = say("您好", tmp_path / "b.wav", *words)
        assert (done.exit_code, "said by natural" in done.output) == (0, False), done.output
        assert len(samples_of(tmp_path / "b.wav")) > RATE


@pytest.mark.parametrize("words", [("", "a.wav"), ("好" * 121, "a.wav"), ("您好", "no-such-folder/a.wav")])
def test_what_cannot_be_said_or_written_is_told(words: tuple[str, str], tmp_path: Path) -> None:
    done = say(words[0], tmp_path / words[1], "--models", tmp_path)
    assert (done.exit_code, "Traceback" in done.output, bool(done.output)) == (1, False, True)


def test_words_and_file_in_the_wrong_order_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert say("a.wav", "您好").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_what_is_too_high_for_the_microphones_rate_does_not_come_back_as_another_tone() -> None:
    def tone(hertz: int) -> bytes:
        made = array.array("h", (int(20_000 * math.sin(math.tau * hertz * n / 24_000)) for n in range(24_000)))
        return at_rate_of_microphone(Sound(made.tobytes(), 24_000))

    low, high = array.array("h", tone(1_000)), array.array("h", tone(11_000))
    assert len(low) == len(high) == RATE
    assert max(low) > 19_000
    assert max(map(abs, high)) < 200
