"""The models that `make setup` lays, for tests of what listens and speaks."""

from pathlib import Path

from kiosk.app.installed_models import recognition_models, voice_folder
from kiosk.recognition.contract import InstalledModel

MODELS = Path(__file__).parents[2] / "build" / "models"


def laid(id: str) -> InstalledModel:  # noqa: A002
    """A model of recognition that lies in build/models."""
    found = next((model for model in recognition_models(MODELS) if model.id == id), None)
    assert found is not None, f"{id} is not in build/models: run `make setup`"
    return found


def laid_voice() -> Path:
    """The folder of the Mandarin voice in build/models."""
    found = voice_folder(MODELS, "mandarin")
    assert found is not None, "there is no Mandarin voice in build/models: run `make setup`"
    return found
