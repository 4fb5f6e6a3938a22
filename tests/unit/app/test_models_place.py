"""One place says which folder of models is meant."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.app import models_place
from kiosk.app.models_place import SET_UP, models_folder
from kiosk.cli import app
from kiosk.foundation.config import Settings, Voice
from tests.helpers.models import MODELS


def test_what_is_asked_for_goes_before_settings_and_settings_before_what_setup_laid(tmp_path: Path) -> None:
    told = Settings(voice=Voice(models=tmp_path / "told"))
    assert models_folder(tmp_path / "asked", told) == tmp_path / "asked"
    assert models_folder(None, told) == tmp_path / "told"
    assert models_folder() == SET_UP == MODELS


def test_without_a_checkout_that_was_set_up_it_is_the_default_of_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models_place, "SET_UP", tmp_path / "none")
    assert models_folder() == Voice().models


def test_a_command_without_settings_looks_where_setup_laid_wherever_it_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert str(MODELS) in CliRunner().invoke(app, ["models", "list"]).output


def test_a_command_with_settings_looks_where_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kiosk.toml").write_text(f'[voice]\nmodels = "{tmp_path / "hall"}"\n', encoding="utf-8")
    assert str(tmp_path / "hall") in CliRunner().invoke(app, ["models", "list"]).output
