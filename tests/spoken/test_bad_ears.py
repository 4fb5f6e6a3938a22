"""Ears that cannot hear: a model that is half there, a microphone that is none. She is told so, and goes on by hand."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from hardware.emulators.microphone import MicrophoneEmulator
from kiosk.app.demo.spoken_terminal import SpokenTerminal, spoken_terminal
from kiosk.app.demo.world import models_folder
from kiosk.foundation.config import Device, Settings
from tests.spoken.by_keys import HOME, WELL, begins, is_told_and_goes_on_by_keys

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(180)]

WELL_AGAIN_S = 100.0  # an idle microphone that was broken is looked at again once a minute


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
    """A terminal whose microphone is a file that can be broken."""

    def __init__(self, terminal: SpokenTerminal, stand_in: MicrophoneEmulator) -> None:
        self.terminal = terminal
        self.stand_in = stand_in


@pytest.fixture(scope="module")
def one_seat(
    qapp: QGuiApplication, fonts: None, hall_of_sound: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Seat]:
    """Opened once."""
    stand_in = MicrophoneEmulator(tmp_path_factory.mktemp("ear") / "room.wav")

    def with_a_file(settings: Settings) -> Settings:
        ear = Device(id="ear", kind="microphone", driver="microphone_file", port=str(stand_in.path))
        others = tuple(device for device in settings.devices if device.kind != "microphone")
        return settings.model_copy(update={"devices": (*others, ear)})

    with spoken_terminal(hall_of_sound, with_a_file) as terminal:
        yield Seat(terminal, stand_in)


@pytest.fixture
def seat(one_seat: Seat) -> Iterator[Seat]:
    """With nobody there and a microphone that works, before and after."""
    one_seat.terminal.leaves()
    one_seat.terminal.until(lambda: one_seat.terminal.ready, "the microphone does not come back", WELL_AGAIN_S)
    yield one_seat
    one_seat.stand_in.break_with_fault("")
    one_seat.stand_in.plug()
    one_seat.terminal.leaves()


@pytest.mark.parametrize("fault", ["dead", "unplugged", "other_rate", "garbage"])
def test_a_microphone_that_is_lost_while_it_listens_is_told_of_and_keys_go_on(seat: Seat, fault: str) -> None:
    begins(seat.terminal)
    seat.terminal.opens_ears()
    since = seat.terminal.witness.count
    if fault == "unplugged":
        seat.stand_in.unplug()
    else:
        seat.stand_in.break_with_fault(fault)
    seat.terminal.until(lambda: not seat.terminal.listens, "it says that it listens", 30.0)
    seat.terminal.until(lambda: bool(seat.terminal.witness.heard(since)), "it says nothing", 30.0)
    assert HOME in seat.terminal.headline
    is_told_and_goes_on_by_keys(seat.terminal)
