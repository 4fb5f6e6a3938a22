"""Ears that cannot hear: a model that is half there, a microphone that is none. She is told so, and goes on by hand."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.models_place import models_folder
from tests.spoken.by_file import UNPLUGGED
from tests.spoken.by_keys import WELL

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(180)]

ENDS_S = 60.0


@pytest.fixture(params=["a file is missing", "a file is cut short", "a file is nonsense", "nothing is there"])
def half_a_model(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Model packs as a stick that was pulled out too soon leaves them."""
    models = tmp_path / "models"
    if request.param == "nothing is there":
        models.mkdir()
        return models
    shutil.copytree(models_folder() / "whisper-base", models / "whisper-base")
    weights = models / "whisper-base" / "model.bin"
    if request.param == "a file is missing":
        (models / "whisper-base" / "tokenizer.json").unlink()
    elif request.param == "a file is cut short":
        with weights.open("r+b") as file:
            file.truncate(weights.stat().st_size // 2)
    else:
        weights.write_bytes(bytes(weights.stat().st_size))
    return models


def test_a_model_that_is_half_there_leaves_keys_and_touch(half_a_model: Path) -> None:
    words = [sys.executable, "-m", "tests.spoken.by_keys", str(half_a_model)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=150)
    assert done.stdout.endswith(WELL), done.stderr[-2000:]


class Seat:
    """A terminal in a process of its own, whose microphone is a file that can be broken."""

    def __init__(self, folder: Path) -> None:
        self._complaints = (folder / "complaints").open("w+b")
        words = [sys.executable, "-m", "tests.spoken.by_file", str(folder)]
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints, text=True
        )

    def loses(self, fault: str) -> str:
        """How it went when the microphone was lost like this."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{fault}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip() or self._last_words()

    def close(self) -> None:
        """Nothing more is lost; it ends with its window closed, or is ended."""
        try:
            self._process.communicate(timeout=ENDS_S)
        finally:
            self._process.kill()
            self._complaints.close()

    def _last_words(self) -> str:
        self._complaints.seek(0)
        return self._complaints.read()[-2000:].decode(errors="replace")


@pytest.fixture(scope="module")
def seat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seat]:
    """Opened once; each of its tests leaves it with nobody there and a microphone that works."""
    seat = Seat(tmp_path_factory.mktemp("ear"))
    yield seat
    seat.close()


@pytest.mark.parametrize("fault", ["dead", UNPLUGGED, "other_rate", "garbage"])
def test_a_microphone_that_is_lost_while_it_listens_is_told_of_and_keys_go_on(seat: Seat, fault: str) -> None:
    assert seat.loses(fault) == WELL
