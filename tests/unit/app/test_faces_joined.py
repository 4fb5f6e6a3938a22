"""Faces join the terminal where somebody can be looked at, and load nothing before they are told to."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.app import faces as faces_module
from kiosk.app.faces import Faces, Ground
from kiosk.backend_client.transport import Transport
from kiosk.faces.contract import EngineState
from kiosk.faces.models import FaceModel
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.config import Face
from kiosk.store.database import Database
from kiosk.visit.mirror import Mirror
from tests.helpers.face_scene import ScriptedCamera

TERMINAL = "terminal-1"


class Engine:
    """An engine whose models lie here and are not loaded."""

    def __init__(self, models: tuple[FaceModel, ...]) -> None:
        self.state = EngineState.STARTING if models else EngineState.RESTING
        self.model = "m"
        self.warmed = 0

    async def warm(self) -> None:
        self.warmed += 1
        self.state = EngineState.READY

    async def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    monkeypatch.setattr(faces_module, "ChildFaceEngine", Engine)
    monkeypatch.setattr(faces_module, "face_models", lambda folder: ("one",) if folder.name == "models" else ())
    database, transport = Database(tmp_path / "terminal.sqlite"), Transport("http://127.0.0.1:9")
    yield Ground(
        data=tmp_path,
        models=tmp_path / "models",
        camera=ScriptedCamera(),
        mirror=Mirror(),
        database=database,
        transport=transport,
        terminal_id=TERMINAL,
        clock=SystemClock(),
    )
    transport.close()
    database.close()


def test_with_camera_and_models_a_face_is_a_way_and_can_be_kept(ground: Ground) -> None:
    faces = Faces(Face(), ground)
    assert faces.way is not None
    assert faces.check is not None
    assert faces.kept_here is faces.keeping is not None
    assert faces.model() == "", "nothing is loaded before the first frame"


def test_a_terminal_that_is_not_enrolled_looks_at_cards_and_keeps_no_face(ground: Ground) -> None:
    faces = Faces(Face(), replace(ground, terminal_id=""))
    assert faces.way is not None
    assert faces.kept_here is None


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_the_models_are_loaded_when_the_terminal_says_so_and_pages_are_told_anew(ground: Ground) -> None:
    faces, told = Faces(Face(), ground), []
    await faces.warm(lambda: told.append(faces.model()))
    assert told == ["m"]
    await faces.close()
