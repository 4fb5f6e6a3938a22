"""One terminal with a handset for all of these tests; each finds it with nobody there."""

import os
import shutil
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.app.demo.screen import virtual_loudspeaker
from kiosk.app.demo.spoken_terminal import SpokenTerminal, spoken_terminal
from tests.ui.conftest import fonts, qapp_cls

__all__ = ["fonts", "qapp_cls"]


@pytest.fixture(scope="session")
def hall_of_sound() -> Iterator[dict[str, str]]:
    """A sound server; this process plays and hears there from now on, for Qt reads its environment once."""
    if shutil.which("pulseaudio") is None:
        pytest.fail("pulseaudio is not installed: run `make setup`")
    with virtual_loudspeaker() as environment:
        before = {name: os.environ.get(name) for name in environment}
        os.environ.update(environment)
        try:
            yield environment
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name)
                else:
                    os.environ[name] = value


@pytest.fixture(scope="session")
def one_terminal(qapp: QGuiApplication, fonts: None, hall_of_sound: dict[str, str]) -> Iterator[SpokenTerminal]:
    """Opened once: its models take seconds to load."""
    with spoken_terminal(hall_of_sound) as spoken:
        yield spoken


@pytest.fixture
def terminal(one_terminal: SpokenTerminal) -> Iterator[SpokenTerminal]:
    """With nobody there, before and after."""
    one_terminal.leaves()
    yield one_terminal
    one_terminal.leaves()
    one_terminal.until(lambda: not one_terminal.listens, "it listens when nobody is there")
