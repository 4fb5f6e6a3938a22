"""Ears that cannot hear: a model that is half there, a microphone that is none. She is told so, and goes on by hand."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from hardware.emulators.microphone import MicrophoneEmulator
from kiosk.app.demo.spoken_terminal import SpokenTerminal, spoken_terminal
from kiosk.app.demo.world import models_folder
from kiosk.foundation.config import Device, Settings

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(180)]

HOME = "今天办什么事"
BLUNT = ("错误", "失败", "非法", "异常")


def is_told_and_goes_on_by_keys(terminal: SpokenTerminal) -> None:
    """The talk key is answered in words, nothing listens for long, and keys work as ever."""
    since = terminal.witness.count
    terminal.press("talk")
    terminal.until(lambda: bool(terminal.witness.heard(since)), "it says nothing", 30.0)
    terminal.until(lambda: not terminal.listens, "it says that it listens", 30.0)
    said = "".join(terminal.witness.heard(since))
    assert not any(word in said for word in BLUNT), said
    terminal.press("down")
    terminal.press("ok")
    terminal.until(lambda: HOME not in terminal.headline, "keys do nothing")


def begins(terminal: SpokenTerminal) -> None:
    terminal.press("ok")
    terminal.comes_to(HOME)


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


def test_a_model_that_is_half_there_leaves_keys_and_touch(
    half_a_model: Path, qapp: QGuiApplication, fonts: None, hall_of_sound: dict[str, str]
) -> None:
    with spoken_terminal(hall_of_sound, models=half_a_model) as terminal:
        begins(terminal)
        is_told_and_goes_on_by_keys(terminal)
        terminal.leaves()


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
    yield one_seat
    one_seat.stand_in.break_with_fault("")
    one_seat.stand_in.plug()
    one_seat.terminal.leaves()


@pytest.mark.parametrize("fault", ["other_rate", "garbage", "dead", "unplugged"])
def test_a_microphone_that_gives_no_sound_is_told_of(seat: Seat, fault: str) -> None:
    begins(seat.terminal)
    if fault == "unplugged":
        seat.stand_in.unplug()
    else:
        seat.stand_in.break_with_fault(fault)
    is_told_and_goes_on_by_keys(seat.terminal)


@pytest.mark.parametrize("fault", ["other_rate", "garbage", "dead", "unplugged"])
def test_a_microphone_that_is_lost_while_it_listens_is_not_waited_for(seat: Seat, fault: str) -> None:
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
