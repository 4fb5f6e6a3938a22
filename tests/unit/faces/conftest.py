"""Coroutines in tests run on asyncio; the real eye, loaded once."""

from pathlib import Path

import pytest

from kiosk.app.installed_models import face_models
from kiosk.faces.engines import open_eye, whole_engine
from kiosk.faces.eye import Eye
from kiosk.faces.models import FaceModel

MODELS = Path(__file__).parents[3] / "build" / "models"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def laid_faces() -> tuple[FaceModel, ...]:
    """The packs of faces in build/models."""
    found = face_models(MODELS)
    assert whole_engine(found), "the models of faces are not in build/models: run `make setup`"
    return found


@pytest.fixture(scope="session")
def real_eye(laid_faces: tuple[FaceModel, ...]) -> Eye:
    return open_eye(laid_faces)
