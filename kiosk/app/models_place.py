"""Which folder of models is meant, for every command and the demo alike."""

from pathlib import Path

from kiosk.foundation.config import Settings, Voice

SET_UP = Path(__file__).parents[2] / "build" / "models"
"""Where `make setup` puts the default pack of a checkout."""


def models_folder(asked: Path | None = None, settings: Settings | None = None) -> Path:
    """The folder as asked for, as the settings say, or, where there are none, what `make setup` laid in this checkout.

    Without a checkout that was set up it is the folder that settings would name by default.
    """
    if asked is not None:
        return asked
    if settings is not None:
        return settings.voice.models
    return SET_UP if SET_UP.is_dir() else Voice().models
